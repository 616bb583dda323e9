package dev.recsys.eval.stats;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Values, one for each user, with their mean and how sure it is. NaN - a user without a value - is left out and counted.
 *
 * <p>Immutable, thread-safe. Memory: 8 bytes per value.
 */
@Experimental
public final class Sample {

    private final double[] values;
    private final int leftOut;
    private final double mean;
    private final double deviation;

    private Sample(double[] values, int leftOut) {
        this.values = values;
        this.leftOut = leftOut;
        this.mean = mean(values);
        this.deviation = deviation(values, mean);
    }

    /**
     * A sample.
     *
     * @param values NaN for none; not modified
     * @throws DataException if there is no value
     * @throws IllegalArgumentException if one is infinite
     */
    public static Sample of(double[] values) {
        double[] kept = new double[values.length];
        int count = 0;
        for (double value : values) {
            if (Double.isInfinite(value)) {
                throw new IllegalArgumentException("values must be finite, or NaN for none, but one was " + value);
            }
            if (!Double.isNaN(value)) {
                kept[count++] = value;
            }
        }
        if (count == 0) {
            throw new DataException("sample", "no user has a value", "evaluate more users");
        }
        return new Sample(Arrays.copyOf(kept, count), values.length - count);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Around the mean, with the correction for the mean's own rounding. */
    private static double deviation(double[] values, double mean) {
        double squares = 0;
        double rest = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
            rest += value - mean;
        }
        return Math.sqrt(Math.max(0, squares - rest * rest / values.length) / (values.length - 1));
    }

    /** How many values there are, at least 1. */
    public int size() {
        return values.length;
    }

    /** How many users were left out because they have none. */
    public int leftOut() {
        return leftOut;
    }

    /** The values, a new array. */
    public double[] values() {
        return values.clone();
    }

    /** The values themselves, not to be modified. */
    double[] raw() {
        return values;
    }

    /** Whether all values are the same up to rounding, so that nothing can be said of how they vary. */
    boolean isConstant() {
        double least = values[0];
        double greatest = values[0];
        for (double value : values) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        return greatest - least < PairedSample.RESOLUTION / 2;
    }

    /** Their mean. */
    public double mean() {
        return mean;
    }

    /** Their standard deviation, with n - 1; NaN of a single value. */
    public double standardDeviation() {
        return deviation;
    }

    /** The standard error of the mean: the standard deviation / root of n; NaN of a single value. */
    public double standardError() {
        return deviation / Math.sqrt(values.length);
    }

    /**
     * The interval of the mean by Student's t: mean and standard error times the quantile of n - 1 degrees of freedom. For
     * intervals without assuming a shape see {@link Bootstrap}.
     *
     * @param confidence above 0 and below 1, for instance 0.95
     * @return both ends NaN for a single value
     */
    public Interval interval(double confidence) {
        Interval.checkConfidence(confidence);
        if (values.length == 1) {
            return new Interval(Double.NaN, Double.NaN, confidence);
        }
        double quantile = TDistribution.of(values.length - 1.0).inverseSurvivalProbability((1 - confidence) / 2);
        double half = quantile * standardError();
        return new Interval(mean - half, mean + half, confidence);
    }

    /** For instance {@code "0.3121, standard deviation 0.2710, 943 values"}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f, standard deviation %.4f, %d values", mean, deviation, values.length);
    }
}
