package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * A measure of ranked lists. A host adds its own by implementing {@link UserMetric} or {@link CatalogueMetric}.
 *
 * <p>Implementations are immutable and thread-safe.
 */
@Stable
public sealed interface Metric permits UserMetric, CatalogueMetric {

    /** Its name with the cutoff, for instance {@code "ndcg@20"}: the key of its values, the same everywhere. */
    String name();

    /**
     * The name of its definition, as tools disagree about what a metric is: for instance {@code "R"} for the average
     * precision that divides by R. Every result carries it.
     */
    String variant();

    /** How many of the best items of a list it looks at, at least 1. */
    int cutoff();
}
