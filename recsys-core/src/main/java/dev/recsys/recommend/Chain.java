package dev.recsys.recommend;

import dev.recsys.data.ItemCatalog;
import dev.recsys.model.Capability;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** How recommenders stand in for each other, and how what the first one is told holds for all of them. */
final class Chain {

    private Chain() {}

    /** Filters inside a model's top-K where possible, else what comes out. */
    static <U, I> Recommender<U, I> filtered(Recommender<U, I> recommender, Predicate<I> allowed) {
        if (recommender instanceof ModelRecommender<U, I> model) {
            return model.withFilter(allowed);
        }
        return request -> Reranking.renumbered(recommender.recommend(request).stream()
                .filter(recommendation -> allowed.test(recommendation.item()))
                .toList());
    }

    /** The first, and the second for what is missing then. */
    static <U, I> Recommender<U, I> inTurn(Recommender<U, I> first, Recommender<U, I> second) {
        if (first instanceof ModelRecommender<U, I> model) {
            return model.orElse(second);
        }
        return request -> {
            List<Recommendation<I>> list = new ArrayList<>(first.recommend(request));
            fill(list, request, Set.of(), item -> true, second);
            return List.copyOf(list);
        };
    }

    /**
     * Appends what another recommender has for the rest of a list, leaving out what is in it, what was seen, and what the
     * other let through although it must not.
     */
    static <U, I> void fill(
            List<Recommendation<I>> list,
            Request<U, I> request,
            Set<I> seen,
            Predicate<I> allowed,
            Recommender<U, I> other) {
        int missing = request.k() - list.size();
        if (missing <= 0) { // a host's recommender may have given more than it was asked for
            return;
        }
        Set<I> excluded = new HashSet<>(request.excluded());
        excluded.addAll(seen);
        list.forEach(recommendation -> excluded.add(recommendation.item()));
        for (Recommendation<I> more : other.recommend(request.withK(missing).withExcluded(excluded))) {
            if (list.size() < request.k() && allowed.test(more.item()) && excluded.add(more.item())) {
                list.add(more.withRank(list.size() + 1));
            }
        }
    }

    /** What a recommender made from a model has to say of a score; nothing from one of the host's own. */
    static <U, I> Optional<Explanation<I>> explain(Recommender<U, I> recommender, Request<U, I> request, I item) {
        return recommender instanceof ModelRecommender<U, I> model
                        && model.bundle().model().capabilities().contains(Capability.EXPLANATIONS)
                ? model.explain(request, item)
                : Optional.empty();
    }

    /** What a request allows of items that another recommender has, judged by this catalogue. */
    static <I> Predicate<I> allowedBy(Request<?, I> request, ItemCatalog<I> catalog) {
        Optional<Set<I>> only = request.allowed();
        Optional<ItemRule> rule = request.rule();
        return item -> (only.isEmpty() || only.get().contains(item))
                && (rule.isEmpty() || rule.get().holds(catalog, item));
    }
}
