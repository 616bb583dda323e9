package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * A measure of ranked lists or of predicted ratings. A host adds its own by implementing {@link UserMetric}, {@link
 * ListMetric}, {@link CatalogueMetric} or {@link RatingMetric}.
 *
 * <p>Implementations are immutable and thread-safe.
 */
@Stable
public sealed interface Metric permits RankingMetric, RatingMetric {

    /**
     * Its name, with the cutoff if it has one and, unless it is the usual one, the variant: for instance {@code "ndcg@20"} or
     * {@code "precision@10:LIST_LENGTH"}. The key of its values, the same everywhere.
     */
    String name();

    /**
     * The name of its definition, as tools disagree about what a metric is: for instance {@code "R"} for the average
     * precision that divides by R. Every result carries it.
     */
    String variant();

    /** Which of its values are the better ones. */
    default Direction direction() {
        return Direction.HIGHER_IS_BETTER;
    }
}
