package dev.recsys.rerank;

import dev.recsys.Stable;
import dev.recsys.event.IdIndex;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.RerankContext;
import dev.recsys.recommend.Reranker;
import java.util.List;

/**
 * Brings up items that fewer people know: replaces the score by {@code relevance / popularity^beta} and sorts by it, equal
 * ones in the order they had. Relevance is the score stretched to 0..1 (see the package); popularity is by how many users
 * an item was liked in training ({@code ModelBundle.popularity}), at least 1; an item the model does not know counts as
 * liked by one.
 *
 * <p>The last candidate has relevance 0 whatever its popularity, so give it more candidates than places.
 *
 * <p>Cost O(candidates log candidates). Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class PopularityDiscount<U, I> implements Reranker<U, I> {

    private final double beta;

    private PopularityDiscount(double beta) {
        this.beta = beta;
    }

    /**
     * A discount.
     *
     * @param beta 0 (the order stays) or more, finite; small ones such as .1 to .3 are usual
     */
    public static <U, I> PopularityDiscount<U, I> of(double beta) {
        if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta must be at least 0 and finite but was " + beta);
        }
        return new PopularityDiscount<>(beta);
    }

    @Override
    public List<Recommendation<I>> rerank(List<Recommendation<I>> candidates, RerankContext<U, I> context) {
        double[] scores = context.relevance(candidates);
        for (int c = 0; c < scores.length; c++) {
            scores[c] /= StrictMath.pow(
                    popularity(context.bundle(), candidates.get(c).item()), beta);
        }
        return Rescored.by(candidates, scores);
    }

    private static <I> int popularity(ModelBundle<?, I> bundle, I item) {
        int position = bundle.items().positionOf(item);
        return position == IdIndex.ABSENT ? 1 : Math.max(1, bundle.popularity(position));
    }

    /** True: all scores it gives back are on one scale. */
    @Override
    public boolean unifiesScores() {
        return true;
    }

    @Override
    public String toString() {
        return "popularity discount, beta " + beta;
    }
}
