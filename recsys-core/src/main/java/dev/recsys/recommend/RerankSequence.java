package dev.recsys.recommend;

import java.util.List;

/** Two re-rankers, the second on all that the first gives back. */
record RerankSequence<U, I>(Reranker<U, I> first, Reranker<U, I> next) implements Reranker<U, I> {

    @Override
    public List<Recommendation<I>> rerank(List<Recommendation<I>> candidates, RerankContext<U, I> context) {
        RerankContext<U, I> before = context.startingFrom(candidates);
        List<Recommendation<I>> list = Reranking.renumbered(first.rerank(candidates, before));
        return next.rerank(list, first.unifiesScores() ? before.onOneScale() : before);
    }

    @Override
    public boolean unifiesScores() {
        return first.unifiesScores() || next.unifiesScores();
    }

    @Override
    public String toString() {
        return first + ", then " + next;
    }
}
