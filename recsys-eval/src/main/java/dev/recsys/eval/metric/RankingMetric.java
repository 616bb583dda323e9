package dev.recsys.eval.metric;

import dev.recsys.Stable;

/** A measure of ranked lists. Implementations are immutable and thread-safe. */
@Stable
public sealed interface RankingMetric extends Metric permits UserMetric, ListMetric, CatalogueMetric {

    /** The cutoff of a metric that looks at the whole list. */
    int WHOLE_LIST = Integer.MAX_VALUE;

    /** How many of the best items of a list it looks at, at least 1; {@link #WHOLE_LIST} for all. */
    int cutoff();
}
