package dev.recsys.eval.stats;

import dev.recsys.Experimental;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's t test of a mean difference: how often chance alone would bring a t as far from 0, were the true difference 0.
 *
 * <p>{@link #paired} for two models and the same users, {@link #welch} for two groups of different users. It takes the mean to be
 * normally distributed, which holds well from some dozens of users, whatever the distribution of single values. A sample without
 * spread - one user, or all differences equal up to {@link PairedSample#RESOLUTION} - has no t. Of n equal differences p is that of
 * the {@link SignFlipTest}: 2 of 2^n swaps are as far from 0; of two groups that do not vary it is the share of divisions into two
 * such groups. It is 1 if there is no difference, or a single value, and never 0.
 *
 * <p>Source: Student, Biometrika 6(1), 1908; Welch, Biometrika 34, 1947. For retrieval: Smucker, Allan and Carterette, CIKM 2007;
 * Urbano, Lima and Hanjalic, SIGIR 2019.
 *
 * <p>Immutable, thread-safe. Cost: the sample's mean and deviation, once.
 */
@Experimental
public final class TTest {

    private final double difference;
    private final double error;
    private final double degrees;
    private final double share; // without spread: of all swaps, those as far from 0 on one side
    private final boolean both; // and whether there are as many on the other side

    private TTest(double difference, double error, double degrees, double share, boolean both) {
        this.difference = difference;
        this.error = error;
        this.degrees = degrees;
        this.share = share;
        this.both = both;
    }

    /** The test of the mean of paired differences. */
    public static TTest paired(PairedSample sample) {
        Sample differences = sample.differences();
        int users = differences.size();
        boolean constant = users > 1 && differences.isConstant();
        double error = constant ? 0 : differences.standardError();
        return new TTest(differences.mean(), error, users - 1.0, Math.scalb(1.0, -users), true);
    }

    /** The test of the difference of the means, first - second, of two groups of different users, whose spread may differ. */
    public static TTest welch(Sample first, Sample second) {
        if (first.size() > 1 && second.size() > 1 && first.isConstant() && second.isConstant()) {
            return withoutSpread(first, second);
        }
        double left = first.standardError() * first.standardError();
        double right = second.standardError() * second.standardError();
        double degrees = (left + right)
                * (left + right)
                / (left * left / (first.size() - 1) + right * right / (second.size() - 1));
        return new TTest(first.mean() - second.mean(), Math.sqrt(left + right), degrees, 1, false);
    }

    /** Of all divisions of the values into two groups of these sizes one is as that observed; with equal sizes one is its mirror. */
    private static TTest withoutSpread(Sample first, Sample second) {
        double share = 1;
        int all = first.size() + second.size();
        int fewer = Math.min(first.size(), second.size());
        for (int i = 1; i <= fewer; i++) {
            share *= i / (double) (all - fewer + i);
        }
        return new TTest(first.mean() - second.mean(), 0, all - 2.0, share, first.size() == second.size());
    }

    /** The mean difference. */
    public double difference() {
        return difference;
    }

    /** The mean difference / its standard error; NaN for a single user, or if all differences are equal. */
    public double statistic() {
        return noSpread() ? Double.NaN : difference / error;
    }

    /** The degrees of freedom: n - 1, or Welch's, which is not a whole number; without spread they do not matter. */
    public double degreesOfFreedom() {
        return degrees;
    }

    /** The two-sided p. */
    public double p() {
        return noSpread() ? constant(!isNone(), both ? 2 : 1) : Math.min(1, 2 * beyond(Math.abs(statistic())));
    }

    /** The one-sided p for "the true difference is above 0". */
    public double pGreater() {
        return noSpread() ? constant(difference > 0 && !isNone(), 1) : beyond(statistic());
    }

    /** The one-sided p for "the true difference is below 0". */
    public double pLess() {
        return noSpread() ? constant(difference < 0 && !isNone(), 1) : beyond(-statistic());
    }

    private boolean noSpread() {
        return !(error > 0);
    }

    private boolean isNone() {
        return Math.abs(difference) < PairedSample.RESOLUTION / 2;
    }

    private double constant(boolean there, int sides) {
        return there && error == 0 ? Math.max(Double.MIN_NORMAL, sides * share) : 1;
    }

    private double beyond(double t) {
        return Math.max(Double.MIN_NORMAL, TDistribution.of(degrees).survivalProbability(t));
    }

    /**
     * The interval of the difference that fits the test: it excludes 0 exactly if p is below 1 - confidence. Where nothing varies
     * both ends are the difference, whatever p is.
     *
     * @param confidence above 0 and below 1, for instance 0.95
     * @return both ends NaN for a single user
     */
    public Interval interval(double confidence) {
        Interval.checkConfidence(confidence);
        if (noSpread()) {
            double end = error == 0 ? difference : Double.NaN;
            return new Interval(end, end, confidence);
        }
        double half = TDistribution.of(degrees).inverseSurvivalProbability((1 - confidence) / 2) * error;
        return new Interval(difference - half, difference + half, confidence);
    }

    /** For instance {@code "t 2.787, 11.0 degrees of freedom, p 0.0177"}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "t %.3f, %.1f degrees of freedom, p %.4f", statistic(), degrees, p());
    }
}
