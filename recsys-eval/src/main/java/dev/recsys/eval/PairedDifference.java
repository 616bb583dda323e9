package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The mean difference between two results, user by user, with a confidence interval: if the interval lies above 0, the first is
 * better by more than chance among users explains (for a metric of which more is better).
 *
 * <p>The interval is the percentile bootstrap: users are drawn with repetition, as many as there are, 2,000 times; it holds the
 * middle 95 % of the means. The same differences give the same interval. It says nothing about other seeds or other times.
 *
 * <p>Source: Efron and Tibshirani, An introduction to the bootstrap, 1993, chapter 13; for retrieval Sakai, SIGIR 2006.
 *
 * <p>Immutable, thread-safe. Cost: 2,000 x users.
 */
@Stable
public final class PairedDifference {

    private static final int RESAMPLES = 2_000;
    private static final double CONFIDENCE = 0.95;
    private static final long SEED = 0x5eedL;

    private final double mean;
    private final double low;
    private final double high;
    private final int users;

    private PairedDifference(double mean, double low, double high, int users) {
        this.mean = mean;
        this.low = low;
        this.high = high;
        this.users = users;
    }

    /**
     * The difference of two results of the same users.
     *
     * @param metric one with values per user; users of whom either result has none are left out
     * @throws DataException if it was not measured, or the users differ
     */
    public static <U> PairedDifference of(String metric, EvaluationResult<U> first, EvaluationResult<U> second) {
        double[] left = first.perUser(metric);
        double[] right = second.perUser(metric);
        if (!first.users().equals(second.users())) {
            throw new DataException(
                    "difference of '" + metric + "'",
                    "the results are of different users, " + first.users().size() + " and "
                            + second.users().size(),
                    "evaluate both with the same test, and recommenders against the same background");
        }
        return of(left, right);
    }

    /**
     * The difference of two vectors of values.
     *
     * @param first a value for each user; NaN for none; not modified
     * @param second as many, of the same users in the same order; not modified
     * @throws DataException if no user has both values
     */
    public static PairedDifference of(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "there must be as many values in both but there are " + first.length + " and " + second.length);
        }
        double[] differences = new double[first.length];
        int count = 0;
        for (int user = 0; user < first.length; user++) {
            double difference = first[user] - second[user];
            if (!Double.isNaN(difference)) {
                differences[count++] = difference;
            }
        }
        if (count == 0) {
            throw new DataException("difference", "no user has a value in both results", "evaluate more users");
        }
        differences = Arrays.copyOf(differences, count);
        double[] means = resampledMeans(differences);
        int cut = (int) Math.floor((1 - CONFIDENCE) / 2 * RESAMPLES);
        return new PairedDifference(mean(differences), means[cut], means[RESAMPLES - 1 - cut], count);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double[] resampledMeans(double[] values) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[RESAMPLES];
        for (int sample = 0; sample < RESAMPLES; sample++) {
            double sum = 0;
            for (int drawn = 0; drawn < values.length; drawn++) {
                sum += values[random.nextInt(values.length)];
            }
            means[sample] = sum / values.length;
        }
        Arrays.sort(means);
        return means;
    }

    /** The mean over users of the first value minus the second. */
    public double mean() {
        return mean;
    }

    /** The lower end of the interval. */
    public double low() {
        return low;
    }

    /** The upper end of the interval. */
    public double high() {
        return high;
    }

    /** How many users it is over. */
    public int users() {
        return users;
    }

    /** Whether the whole interval lies above 0. */
    public boolean isAboveZero() {
        return low > 0;
    }

    /** Whether the whole interval lies below 0. */
    public boolean isBelowZero() {
        return high < 0;
    }

    /** For instance {@code "+0.0123 [+0.0087, +0.0160], 95 % interval, 943 users"}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f], 95 %% interval, %d users", mean, low, high, users);
    }
}
