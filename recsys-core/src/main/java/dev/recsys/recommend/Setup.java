package dev.recsys.recommend;

import dev.recsys.execution.Parallelism;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ModelBundle;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a recommender works with; each {@code with} method replaces one part. */
record Setup<U, I>(
        ModelBundle<U, I> bundle,
        RuleMasks<I> rules,
        String source,
        ItemMask mask,
        List<Predicate<I>> filters,
        Optional<Recommender<U, I>> fallback,
        Optional<QueryAdjustment<U, I>> adjustment,
        Reranking<U, I> reranking,
        InstantSource clock,
        Parallelism parallelism) {

    static <U, I> Setup<U, I> of(ModelBundle<U, I> bundle) {
        return new Setup<>(
                bundle,
                new RuleMasks<>(bundle),
                bundle.info().algorithm(),
                ItemMask.all(bundle.items().size()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Reranking.none(),
                InstantSource.system(),
                Parallelism.single());
    }

    Setup<U, I> withSource(String newSource) {
        return new Setup<>(
                bundle, rules, newSource, mask, filters, fallback, adjustment, reranking, clock, parallelism);
    }

    /** Where {@code more} says by position what {@code allowed} says by id. */
    Setup<U, I> withFilter(Predicate<I> allowed, ItemMask more) {
        List<Predicate<I>> extended = new ArrayList<>(filters);
        extended.add(allowed);
        return new Setup<>(
                bundle,
                rules,
                source,
                mask.and(more),
                List.copyOf(extended),
                fallback.map(last -> Chain.filtered(last, allowed)),
                adjustment,
                reranking,
                clock,
                parallelism);
    }

    Setup<U, I> orElse(Recommender<U, I> other) {
        Recommender<U, I> next = other;
        for (Predicate<I> filter : filters) {
            next = Chain.filtered(next, filter);
        }
        Recommender<U, I> last = next;
        Recommender<U, I> chain =
                fallback.map(first -> Chain.inTurn(first, last)).orElse(last);
        return new Setup<>(
                bundle, rules, source, mask, filters, Optional.of(chain), adjustment, reranking, clock, parallelism);
    }

    Setup<U, I> withAdjustment(QueryAdjustment<U, I> next) {
        QueryAdjustment<U, I> both = adjustment
                .<QueryAdjustment<U, I>>map(first -> new BothAdjustments<>(first, next))
                .orElse(next);
        return new Setup<>(
                bundle, rules, source, mask, filters, fallback, Optional.of(both), reranking, clock, parallelism);
    }

    Setup<U, I> withReranking(Reranking<U, I> newReranking) {
        return new Setup<>(
                bundle, rules, source, mask, filters, fallback, adjustment, newReranking, clock, parallelism);
    }

    Setup<U, I> withClock(InstantSource newClock) {
        return new Setup<>(
                bundle, rules, source, mask, filters, fallback, adjustment, reranking, newClock, parallelism);
    }

    Setup<U, I> withParallelism(Parallelism newParallelism) {
        return new Setup<>(
                bundle, rules, source, mask, filters, fallback, adjustment, reranking, clock, newParallelism);
    }
}
