package dev.recsys.rerank;

import dev.recsys.Stable;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.RerankContext;
import dev.recsys.recommend.Reranker;
import java.util.List;
import java.util.Locale;

/**
 * Variety: takes one item after the other, the one with the highest
 * {@code lambda * relevance(i) - (1 - lambda) * max over the items j taken so far of similarity(i, j)}, the maximum over
 * none being 0. Relevance is the score stretched to 0..1 (see the package). Of equal candidates the earlier one is taken.
 * Scores are not changed.
 *
 * <p>Cost O(k * candidates) similarities. Immutable, thread-safe. Source: Carbonell, Goldstein, SIGIR 1998.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class MaximalMarginalRelevance<U, I> implements Reranker<U, I> {

    private enum Kind {
        MODEL,
        CATEGORIES
    }

    private final double lambda;
    private final Kind kind;

    private MaximalMarginalRelevance(double lambda, Kind kind) {
        this.lambda = Checks.share("lambda", lambda);
        this.kind = kind;
    }

    /**
     * Items are similar as far as the model says ({@code Model.forItem}): for factor models the cosine of their factors, -1
     * to 1. An item the model does not know is similar to none.
     *
     * @param lambda 0 (variety only) to 1 (the order stays)
     */
    public static <U, I> MaximalMarginalRelevance<U, I> byModel(double lambda) {
        return new MaximalMarginalRelevance<>(lambda, Kind.MODEL);
    }

    /**
     * Items are similar as far as they share categories: categories of both / categories of either (Jaccard), 0 to 1; 0 for
     * an item without categories.
     *
     * @param lambda 0 (variety only) to 1 (the order stays)
     */
    public static <U, I> MaximalMarginalRelevance<U, I> byCategories(double lambda) {
        return new MaximalMarginalRelevance<>(lambda, Kind.CATEGORIES);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnsupportedOperationException if the model is to say how similar items are, and cannot
     */
    @Override
    public List<Recommendation<I>> rerank(List<Recommendation<I>> candidates, RerankContext<U, I> context) {
        Similarity similarity = kind == Kind.MODEL
                ? ModelSimilarity.of(candidates, context.bundle())
                : CategorySimilarity.of(candidates, context.bundle().catalog());
        double[] relevance = context.relevance(candidates);
        double[] nearest = new double[candidates.size()]; // similarity to the nearest item taken so far
        boolean[] any = new boolean[1];
        double[] similarities = new double[candidates.size()];
        return GreedyChoice.order(candidates, context.k(), new GreedyChoice.Gain() {
            @Override
            public double of(int candidate) {
                return lambda * relevance[candidate] - (1 - lambda) * nearest[candidate];
            }

            @Override
            public void taken(int candidate) {
                similarity.toAll(candidate, similarities);
                for (int c = 0; c < nearest.length; c++) {
                    nearest[c] = any[0] ? Math.max(nearest[c], similarities[c]) : similarities[c];
                }
                any[0] = true;
            }
        });
    }

    @Override
    public String toString() {
        return "mmr by " + kind.name().toLowerCase(Locale.ROOT) + ", lambda " + lambda;
    }
}
