package dev.recsys.recommend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a recommender does with a list before it gives it away: nothing, or more candidates and another order. */
record Reranking<U, I>(Optional<Reranker<U, I>> reranker, int candidates) {

    static <U, I> Reranking<U, I> none() {
        return new Reranking<>(Optional.empty(), 1);
    }

    Reranking<U, I> then(Reranker<U, I> next, int atLeast) {
        if (atLeast < 1) {
            throw new IllegalArgumentException("candidates must be at least 1 but was " + atLeast);
        }
        Reranker<U, I> both = reranker.map(first -> first.then(next)).orElse(next);
        return new Reranking<>(Optional.of(both), Math.max(candidates, atLeast));
    }

    /** The request with as many items as the re-ranker wants to choose from. */
    Request<U, I> widened(Request<U, I> request) {
        return candidates > request.k() ? request.withK(candidates) : request;
    }

    /** The first k of the new order. */
    List<Recommendation<I>> best(List<Recommendation<I>> list, RerankContext<U, I> context) {
        List<Recommendation<I>> candidateList = List.copyOf(list);
        if (reranker.isEmpty() || list.isEmpty()) {
            return candidateList;
        }
        List<Recommendation<I>> ordered = reranker.get().rerank(candidateList, context.startingFrom(candidateList));
        List<Recommendation<I>> first = ordered.subList(0, Math.min(context.k(), ordered.size()));
        requireCandidates(first, candidateList);
        return List.copyOf(renumbered(first));
    }

    private static <I> void requireCandidates(List<Recommendation<I>> list, List<Recommendation<I>> candidates) {
        Set<I> left = new HashSet<>();
        candidates.forEach(candidate -> left.add(candidate.item()));
        for (Recommendation<I> one : list) {
            if (!left.remove(one.item())) {
                throw new IllegalStateException("a re-ranker gave back item " + one.item()
                        + ", which was no candidate or came twice; a re-ranker may only order and leave out");
            }
        }
    }

    /** The same list with ranks 1, 2, 3 ... */
    static <I> List<Recommendation<I>> renumbered(List<Recommendation<I>> list) {
        List<Recommendation<I>> out = new ArrayList<>(list.size());
        list.forEach(one -> out.add(one.rank() == out.size() + 1 ? one : one.withRank(out.size() + 1)));
        return out;
    }
}
