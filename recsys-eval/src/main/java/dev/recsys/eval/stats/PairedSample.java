package dev.recsys.eval.stats;

import dev.recsys.Experimental;
import java.util.Locale;

/**
 * The differences of two values of the same users: what paired tests are about. Pairs of which either value is NaN are left out
 * and counted.
 *
 * <p>Wins, ties, losses and ranks look at the differences rounded to {@value #RESOLUTION}, as two means of the same numbers in
 * another order differ by rounding only and must count as equal. Means, deviations and everything else take them as they are.
 * Values are expected to be of the order of 1, as metrics are.
 *
 * <p>Immutable, thread-safe. Memory: 8 bytes per user. Cost: one pass for each number.
 */
@Experimental
public final class PairedSample {

    /** Differences smaller than half of it are ties. */
    public static final double RESOLUTION = 1e-9;

    private final Sample differences;
    private final int wins;
    private final int losses;

    private PairedSample(Sample differences) {
        this.differences = differences;
        int above = 0;
        int below = 0;
        for (double difference : differences.raw()) {
            double rounded = rounded(difference);
            above += rounded > 0 ? 1 : 0;
            below += rounded < 0 ? 1 : 0;
        }
        this.wins = above;
        this.losses = below;
    }

    /**
     * The differences first - second.
     *
     * @param first a value for each user; NaN for none; not modified
     * @param second as many, of the same users in the same order; not modified
     * @throws dev.recsys.DataException if no user has both values
     * @throws IllegalArgumentException if there are not as many in both, or one is infinite
     */
    public static PairedSample of(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "there must be as many values in both but there are " + first.length + " and " + second.length);
        }
        double[] differences = new double[first.length];
        for (int user = 0; user < first.length; user++) {
            if (Double.isInfinite(first[user]) || Double.isInfinite(second[user])) {
                throw new IllegalArgumentException("values must be finite, or NaN for none, but user " + user + " has "
                        + first[user] + " and " + second[user]);
            }
            differences[user] = first[user] - second[user];
        }
        return ofDifferences(differences);
    }

    /**
     * Given differences.
     *
     * @param differences NaN for none; not modified
     * @throws dev.recsys.DataException if there is none
     * @throws IllegalArgumentException if one is infinite
     */
    public static PairedSample ofDifferences(double[] differences) {
        return new PairedSample(Sample.of(differences));
    }

    static double rounded(double difference) {
        return Math.rint(difference / RESOLUTION) * RESOLUTION;
    }

    /** The differences, with their mean, deviation and interval. */
    public Sample differences() {
        return differences;
    }

    double[] raw() {
        return differences.raw();
    }

    /** How many users have both values. */
    public int size() {
        return differences.size();
    }

    /** How many users lack a value. */
    public int leftOut() {
        return differences.leftOut();
    }

    /** The mean difference. */
    public double mean() {
        return differences.mean();
    }

    /** How many users have the greater value in the first. */
    public int wins() {
        return wins;
    }

    /** How many users have the same value in both. */
    public int ties() {
        return size() - wins - losses;
    }

    /** How many users have the smaller value in the first. */
    public int losses() {
        return losses;
    }

    /**
     * Cohen's d of the differences (d_z): their mean / their standard deviation. Unlike p it does not grow with the number of
     * users: .2 is called small, .5 medium, .8 large; between good recommenders .05 is much. 0 if all are 0, infinite if all
     * are the same otherwise, NaN for a single user.
     *
     * <p>Source: Cohen, Statistical power analysis for the behavioral sciences, 2nd edition, 1988, section 2.3.5.
     */
    public double effectSize() {
        double deviation = differences.standardDeviation();
        return deviation == 0 && mean() == 0 ? 0 : mean() / deviation;
    }

    /** The differences second - first. */
    public PairedSample swapped() {
        double[] values = differences.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        return ofDifferences(values);
    }

    /** For instance {@code "mean +0.0123, 943 users: won 312, tied 480, lost 151"}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "mean %+.4f, %d users: won %d, tied %d, lost %d", mean(), size(), wins, ties(), losses);
    }
}
