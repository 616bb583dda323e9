package dev.recsys.eval.metric;

import dev.recsys.Stable;

/** A metric with a value for every user; over users it is averaged. */
@Stable
public non-sealed interface UserMetric extends RankingMetric {

    /**
     * The value of one user's list.
     *
     * @param list of a user with R &gt; 0; a metric that divides by R gives NaN otherwise
     */
    double value(JudgedList list);
}
