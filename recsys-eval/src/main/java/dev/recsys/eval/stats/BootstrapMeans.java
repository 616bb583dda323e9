package dev.recsys.eval.stats;

import dev.recsys.Experimental;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The means that a {@link Bootstrap} drew, and the intervals that follow from them. Quantiles are interpolated between neighbours
 * (type 7 of Hyndman and Fan). A single value has no interval, both ends are NaN. Of few values intervals are too narrow: those of
 * two to five that have the same sign never hold 0, although no test over signs can claim a difference at .05 then.
 *
 * <p>Immutable, thread-safe. Memory: 8 bytes per resample.
 */
@Experimental
public final class BootstrapMeans {

    private final double mean;
    private final double centre; // the mean, summed as those drawn are
    private final double acceleration;
    private final double[] sorted;
    private final boolean single;

    private BootstrapMeans(double mean, double centre, double acceleration, double[] sorted, boolean single) {
        this.single = single;
        this.mean = mean;
        this.centre = centre;
        this.acceleration = acceleration;
        this.sorted = sorted;
    }

    static BootstrapMeans of(Sample sample, double[] means) {
        double[] values = sample.raw();
        int[] next = {0};
        double centre = Bootstrap.drawnMean(values, (indices, count, bound) -> {
            for (int i = 0; i < count; i++) {
                indices[i] = next[0]++; // each user once
            }
        });
        Arrays.sort(means);
        return new BootstrapMeans(
                sample.mean(), centre, acceleration(values, sample.mean()), means, values.length == 1);
    }

    /** From the means without one value each: a sixth of the skewness over root n. */
    private static double acceleration(double[] values, double mean) {
        double squares = 0;
        double cubes = 0;
        for (double value : values) {
            double d = value - mean;
            squares += d * d;
            cubes += d * d * d;
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    /** The mean of the values themselves. */
    public double mean() {
        return mean;
    }

    /** The means drawn, ascending, a new array. */
    public double[] means() {
        return sorted.clone();
    }

    /** The standard deviation of the means drawn, with n - 1: how much the mean varies from one set of users to another. */
    public double standardError() {
        return Sample.of(sorted).standardDeviation();
    }

    /**
     * The percentile interval: the middle of the means drawn. The default of this library.
     *
     * @param confidence above 0 and below 1, for instance 0.95
     */
    public Interval percentile(double confidence) {
        double tail = (1 - Interval.checkConfidence(confidence)) / 2;
        return new Interval(low(tail), high(tail), confidence);
    }

    /**
     * The basic interval: the percentile interval mirrored at the mean.
     *
     * @param confidence above 0 and below 1
     */
    public Interval basic(double confidence) {
        Interval middle = percentile(confidence);
        return new Interval(2 * mean - middle.high(), 2 * mean - middle.low(), confidence);
    }

    /**
     * The bias-corrected and accelerated interval (BCa), which is better for few users with skewed differences.
     *
     * @param confidence above 0 and below 1
     */
    public Interval bca(double confidence) {
        double tail = (1 - Interval.checkConfidence(confidence)) / 2;
        double bias = bias();
        if (Double.isInfinite(bias)) {
            return percentile(confidence); // all means drawn are on one side: there is nothing to correct by
        }
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
        return new Interval(low(share(bias, -z)), high(1 - share(bias, z)), confidence);
    }

    private double share(double bias, double z) {
        double sum = bias + z;
        double shrunk = 1 - acceleration * sum;
        if (shrunk <= 0) {
            return sum > 0 ? 1 : 0; // beyond the pole, which only a sample with a single outlier reaches
        }
        return NormalDistribution.of(0, 1).cumulativeProbability(bias + sum / shrunk);
    }

    /** BCa's z0: the normal quantile of the share of means drawn below the mean; infinite if none or all are. */
    public double bias() {
        int below = 0;
        while (below < sorted.length && sorted[below] < centre) {
            below++;
        }
        return NormalDistribution.of(0, 1).inverseCumulativeProbability((double) below / sorted.length);
    }

    /** BCa's acceleration: a sixth of the skewness of the values / root n. */
    public double acceleration() {
        return acceleration;
    }

    private double low(double share) {
        if (single) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int index = (int) at;
        int next = Math.min(index + 1, sorted.length - 1);
        return sorted[index] + (at - index) * (sorted[next] - sorted[index]);
    }

    /** The quantile of 1 - share, counted from the other end, so that negated values have the negated interval to the bit. */
    private double high(double share) {
        if (single) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int index = sorted.length - 1 - (int) at;
        int next = Math.max(index - 1, 0);
        return sorted[index] + (at - (int) at) * (sorted[next] - sorted[index]);
    }

    /** For instance {@code "+0.0123 [+0.0087, +0.0160], 95 % percentile bootstrap"}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%+.4f %s, 95 %% percentile bootstrap", mean, percentile(0.95));
    }
}
