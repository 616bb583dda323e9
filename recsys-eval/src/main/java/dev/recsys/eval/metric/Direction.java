package dev.recsys.eval.metric;

import dev.recsys.Stable;

/** Which values of a metric are the better ones. */
@Stable
public enum Direction {
    /** More is better, as of NDCG. */
    HIGHER_IS_BETTER,
    /** Less is better, as of an error. */
    LOWER_IS_BETTER,
    /** Neither is better in itself, as of novelty: the host says what it wants. */
    NEUTRAL;

    /**
     * Whether a difference is an improvement.
     *
     * @param difference the new value minus the old one
     * @return false if it is 0 or NaN, or neither is better
     */
    public boolean isImprovement(double difference) {
        return switch (this) {
            case HIGHER_IS_BETTER -> difference > 0;
            case LOWER_IS_BETTER -> difference < 0;
            case NEUTRAL -> false;
        };
    }
}
