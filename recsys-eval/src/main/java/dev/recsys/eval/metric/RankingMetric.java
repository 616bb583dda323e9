package dev.recsys.eval.metric;

import dev.recsys.Stable;

/** A measure of ranked lists. Implementations are immutable and thread-safe. */
@Stable
public sealed interface RankingMetric extends Metric permits UserMetric, ListMetric, CatalogueMetric {

    /** How many of the best items of a list it looks at, at least 1. */
    int cutoff();
}
