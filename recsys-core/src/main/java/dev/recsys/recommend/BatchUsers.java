package dev.recsys.recommend;

import dev.recsys.model.ModelBundle;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/** The users of a batch by place: their ids, and their positions in the model or {@code IdIndex.ABSENT}. */
record BatchUsers<U>(int size, IntFunction<U> ids, IntUnaryOperator positions) {

    static <U> BatchUsers<U> all(ModelBundle<U, ?> bundle) {
        return new BatchUsers<>(bundle.users().size(), place -> bundle.users().id(place), IntUnaryOperator.identity());
    }

    static <U> BatchUsers<U> of(ModelBundle<U, ?> bundle, Collection<U> users) {
        List<U> ids = List.copyOf(users);
        return new BatchUsers<>(ids.size(), ids::get, place -> bundle.users().positionOf(ids.get(place)));
    }
}
