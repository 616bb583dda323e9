package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * How far predicted ratings are from those given: the root of the mean squared error (RMSE), the mean squared error (MSE), or the
 * mean absolute error (MAE), in units of the rating (MSE: squared). 0 is best. Pooled over all pairs, as published numbers are, or
 * - variant {@code USER_MEAN} - averaged over users, each counting the same however many ratings the user gave.
 *
 * <p>Source: Herlocker, Konstan, Terveen, Riedl, Evaluating collaborative filtering recommender systems, ACM TOIS 22(1), 2004,
 * section 4.1.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class RatingError implements RatingMetric {

    private final Loss loss;
    private final boolean pooled;
    private final RatingScale scale;

    private RatingError(Loss loss, boolean pooled, RatingScale scale) {
        this.loss = loss;
        this.pooled = pooled;
        this.scale = scale;
    }

    private enum Loss {
        RMSE("rmse"),
        MAE("mae"),
        MSE("mse");

        private final String key;

        Loss(String key) {
            this.key = key;
        }
    }

    /** The root of the mean squared error over all pairs. */
    public static RatingError rmse() {
        return new RatingError(Loss.RMSE, true, RatingScale.unbounded());
    }

    /** The mean absolute error over all pairs. */
    public static RatingError mae() {
        return new RatingError(Loss.MAE, true, RatingScale.unbounded());
    }

    /** The mean squared error over all pairs. */
    public static RatingError mse() {
        return new RatingError(Loss.MSE, true, RatingScale.unbounded());
    }

    /** A copy that averages over users, not over pairs. */
    public RatingError perUser() {
        return new RatingError(loss, false, scale);
    }

    /** A copy that takes predictions beyond a scale as its ends. Default {@link RatingScale#unbounded()}. */
    public RatingError withScale(RatingScale newScale) {
        return new RatingError(loss, pooled, newScale);
    }

    @Override
    public String name() {
        String suffix = scale.suffix();
        return (pooled ? "" : "user_") + loss.key + (suffix.isEmpty() ? "" : ":" + suffix);
    }

    @Override
    public String variant() {
        String suffix = scale.suffix();
        return (pooled ? "POOLED" : "USER_MEAN") + (suffix.isEmpty() ? "" : "_" + suffix);
    }

    @Override
    public boolean isPooled() {
        return pooled;
    }

    @Override
    public double value(double[] ratings, double[] predictions) {
        double sum = 0;
        for (int pair = 0; pair < ratings.length; pair++) {
            double error = scale.clip(predictions[pair]) - ratings[pair];
            sum += loss == Loss.MAE ? Math.abs(error) : error * error;
        }
        double mean = sum / ratings.length;
        return loss == Loss.RMSE ? Math.sqrt(mean) : mean;
    }

    @Override
    public String toString() {
        return name();
    }
}
