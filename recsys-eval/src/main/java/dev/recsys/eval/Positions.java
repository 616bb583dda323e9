package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.event.IdIndex;

/** From the positions of a test set to those of a model. */
final class Positions {

    private Positions() {}

    /** The model's position of every id of the test set, or {@link IdIndex#ABSENT}. */
    static <T> int[] map(String what, IdIndex<T> test, IdIndex<?> model) {
        if (!test.type().equals(model.type())) {
            throw new DataException(
                    what + " ids of the test set",
                    "are of type " + test.type() + " but those of the model are of type " + model.type(),
                    "read both with the same id type");
        }
        @SuppressWarnings("unchecked") // equal id types have the same Java type
        IdIndex<T> there = (IdIndex<T>) model;
        return test.positionsIn(there);
    }
}
