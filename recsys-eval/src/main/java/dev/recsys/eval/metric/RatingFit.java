package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * The coefficient of determination R^2 of predicted ratings: 1 - the sum of (prediction - rating)^2 / the sum of (rating - mean
 * rating)^2, over all pairs. 1 is perfect, 0 as good as always saying the mean rating of the test, and less is worse than that.
 * Pairs whose ratings are all equal, as those of a user with one rating, have no value.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class RatingFit implements RatingMetric {

    static final String KEY = "r2";

    private RatingFit() {}

    /** R^2 over all pairs. */
    public static RatingFit r2() {
        return new RatingFit();
    }

    @Override
    public String name() {
        return KEY;
    }

    @Override
    public String variant() {
        return "POOLED";
    }

    @Override
    public Direction direction() {
        return Direction.HIGHER_IS_BETTER;
    }

    @Override
    public boolean isPooled() {
        return true;
    }

    @Override
    public double value(double[] ratings, double[] predictions) {
        double total = 0;
        boolean varied = false;
        for (double rating : ratings) {
            total += rating;
            varied |= rating != ratings[0];
        }
        double mean = total / ratings.length;
        double unexplained = 0;
        double spread = 0;
        for (int pair = 0; pair < ratings.length; pair++) {
            unexplained += (predictions[pair] - ratings[pair]) * (predictions[pair] - ratings[pair]);
            spread += (ratings[pair] - mean) * (ratings[pair] - mean);
        }
        return varied ? 1 - unexplained / spread : Double.NaN;
    }

    @Override
    public String toString() {
        return name();
    }
}
