package dev.recsys.eval;

import dev.recsys.Experimental;

/**
 * What becomes of ratings that a model does not predict, because it does not know the user or the item and has no answer for
 * such pairs. A model that skips the hard pairs looks better than it is, so nothing is skipped unless the host says so.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class MissingPredictions {

    private static final MissingPredictions ERROR = new MissingPredictions("ERROR", Double.NaN);
    private static final MissingPredictions DROP = new MissingPredictions("DROP", Double.NaN);

    private final String name;
    private final double fill; // NaN for none

    private MissingPredictions(String name, double fill) {
        this.name = name;
        this.fill = fill;
    }

    /** They are an error. */
    public static MissingPredictions error() {
        return ERROR;
    }

    /** They count in no metric. Two models are then comparable only if both predict the same pairs. */
    public static MissingPredictions drop() {
        return DROP;
    }

    /**
     * They count as if this had been predicted, for instance the mean rating of training.
     *
     * @param rating finite
     */
    public static MissingPredictions fill(double rating) {
        if (!Double.isFinite(rating)) {
            throw new IllegalArgumentException("rating must be finite but was " + rating);
        }
        return new MissingPredictions("FILL", rating);
    }

    boolean isError() {
        return this == ERROR;
    }

    /** What counts in place of a prediction; NaN if nothing does. */
    double fill() {
        return fill;
    }

    @Override
    public String toString() {
        return Double.isNaN(fill) ? name : name + " " + fill;
    }
}
