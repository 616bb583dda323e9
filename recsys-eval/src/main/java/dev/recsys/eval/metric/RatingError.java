package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * How far predicted ratings are from those given: the root of the mean squared error (RMSE), or the mean absolute error
 * (MAE), in units of the rating. 0 is best. Pooled over all pairs, as published numbers are, or - variant {@code USER_MEAN} -
 * averaged over users, each counting the same however many ratings the user gave.
 *
 * <p>Source: Herlocker, Konstan, Terveen, Riedl, Evaluating collaborative filtering recommender systems, ACM TOIS 22(1), 2004,
 * section 4.1.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class RatingError implements RatingMetric {

    static final String RMSE = "rmse";
    static final String MAE = "mae";
    static final String USER_RMSE = "user_rmse";
    static final String USER_MAE = "user_mae";

    private final boolean squared;
    private final boolean pooled;

    private RatingError(boolean squared, boolean pooled) {
        this.squared = squared;
        this.pooled = pooled;
    }

    /** The root of the mean squared error over all pairs. */
    public static RatingError rmse() {
        return new RatingError(true, true);
    }

    /** The mean absolute error over all pairs. */
    public static RatingError mae() {
        return new RatingError(false, true);
    }

    /** A copy that averages over users, not over pairs. */
    public RatingError perUser() {
        return new RatingError(squared, false);
    }

    @Override
    public String name() {
        return pooled ? squared ? RMSE : MAE : squared ? USER_RMSE : USER_MAE;
    }

    @Override
    public String variant() {
        return pooled ? "POOLED" : "USER_MEAN";
    }

    @Override
    public boolean isPooled() {
        return pooled;
    }

    @Override
    public double value(double[] errors) {
        double sum = 0;
        for (double error : errors) {
            sum += squared ? error * error : Math.abs(error);
        }
        double mean = sum / errors.length;
        return squared ? Math.sqrt(mean) : mean;
    }

    @Override
    public String toString() {
        return name();
    }
}
