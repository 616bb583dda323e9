package dev.recsys.recommend;

import dev.recsys.Stable;
import java.util.List;

/**
 * Puts candidates in another order before the first k of them are taken, for what a score alone does not say: variety,
 * freshness, a fair share of each category. Set with {@link ModelRecommender#withReranker}; the built-in ones are in
 * {@code dev.recsys.rerank}.
 *
 * <p>A re-ranker is thread-safe, and its answer depends on its arguments only: then a batch gives each user the list a
 * single request gives.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
@FunctionalInterface
public interface Reranker<U, I> {

    /**
     * Orders candidates. Some may be left out, none added, none twice. Ranks in the answer do not matter: they are
     * numbered anew. Scores are reported as they come back, so a re-ranker may replace them; they need not descend.
     *
     * @param candidates best first, ranks 1, 2, 3 ...; more than {@link RerankContext#k()} where there are more;
     *     unmodifiable. Scores of different sources are not comparable
     * @param context who asks for what, and what is known
     * @return best first; only the first {@link RerankContext#k()} are used, unless another re-ranker follows
     */
    List<Recommendation<I>> rerank(List<Recommendation<I>> candidates, RerankContext<U, I> context);

    /**
     * Whether it replaces every score, so that those it gives back are on one scale whatever their source and a re-ranker
     * after it may compare them ({@link RerankContext#relevance}). Default false: scores of different sources stay apart.
     */
    default boolean unifiesScores() {
        return false;
    }

    /**
     * This one, and then {@code next} on everything this one gave back, ranks numbered anew.
     */
    default Reranker<U, I> then(Reranker<U, I> next) {
        return new RerankSequence<>(this, next);
    }
}
