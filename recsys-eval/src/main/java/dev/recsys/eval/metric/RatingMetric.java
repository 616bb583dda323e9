package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * A measure of predicted ratings. It has a value for every user, from the user's own pairs; over users it is either the
 * value of all pairs together or the mean of the users' values.
 */
@Stable
public non-sealed interface RatingMetric extends Metric {

    /**
     * The value of some pairs.
     *
     * @param ratings given, at least one; not modified
     * @param predictions of the same pairs; not modified
     * @return NaN if these pairs have no value
     */
    double value(double[] ratings, double[] predictions);

    /** Whether its value over users is that of all pairs together, rather than the mean of the users' values. */
    boolean isPooled();

    @Override
    default Direction direction() {
        return Direction.LOWER_IS_BETTER;
    }
}
