package dev.recsys.eval.stats;

import dev.recsys.Experimental;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What a two-sided t test can see: the smallest true difference it finds with a wanted probability, and how many users that
 * takes. By default alpha .05 and a power of .8: a difference that large is missed one time in five.
 *
 * <p>Effects are differences in units of a standard deviation: that of the paired differences, or of the single values of two
 * groups. Computed with the non-central t distribution, integrated over the spread.
 *
 * <p>Source: Cohen, Statistical power analysis for the behavioral sciences, 2nd edition, 1988, chapter 2; for retrieval
 * Sakai, Information Retrieval Journal 19, 2016.
 *
 * <p>Immutable, thread-safe. Cost: under a millisecond.
 */
@Experimental
public final class Power {

    private static final Power DEFAULTS = new Power(0.05, 0.8);
    private static final double MOST_USERS = 1e12;
    private static final int STEPS = 240;

    private final double alpha;
    private final double power;

    private Power(double alpha, double power) {
        this.alpha = alpha;
        this.power = power;
    }

    /** Alpha .05, power .8. */
    public static Power defaults() {
        return DEFAULTS;
    }

    /** A copy with another chance to claim a difference where there is none, above 0 and below 1. */
    public Power withAlpha(double newAlpha) {
        return new Power(Interval.checkShare("alpha", newAlpha), power);
    }

    /** A copy with another chance to find a difference that is there, above 0 and below 1. */
    public Power withPower(double newPower) {
        return new Power(alpha, Interval.checkShare("power", newPower));
    }

    /** The chance to claim a difference where there is none. */
    public double alpha() {
        return alpha;
    }

    /** The chance to find a difference that is there. */
    public double power() {
        return power;
    }

    /** The smallest difference these users show with the wanted power; NaN for a single user, or if they do not vary. */
    public double smallestDifference(PairedSample sample) {
        if (sample.differences().isConstant()) {
            return Double.NaN;
        }
        return smallestDifference(sample.size(), sample.differences().standardDeviation());
    }

    /**
     * The smallest mean difference that so many users show with the wanted power.
     *
     * @param users with both values
     * @param deviation the standard deviation of their differences
     * @return in units of the values; NaN for a single user
     */
    public double smallestDifference(int users, double deviation) {
        if (users < 2) {
            return Double.NaN;
        }
        double critical = critical(users - 1.0);
        double effect = root(shift -> found(users - 1.0, critical, shift), 0, 1e6);
        return effect * deviation / Math.sqrt(users);
    }

    /**
     * How many users a paired test needs to show an effect with the wanted power.
     *
     * @param effect the mean difference / the standard deviation of the differences, not 0
     */
    public long usersPaired(double effect) {
        return (long) Math.ceil(exactUsersPaired(effect));
    }

    /**
     * How many users each of two groups of different users needs to show an effect with the wanted power.
     *
     * @param effect the difference of the means / the standard deviation of the values, not 0
     */
    public long usersPerGroup(double effect) {
        return (long) Math.ceil(exactUsersPerGroup(effect));
    }

    double exactUsersPaired(double effect) {
        double size = checkEffect(effect);
        return root(n -> found(n - 1, critical(n - 1), size * Math.sqrt(n)), 2, MOST_USERS);
    }

    double exactUsersPerGroup(double effect) {
        double size = checkEffect(effect);
        return root(n -> found(2 * n - 2, critical(2 * n - 2), size * Math.sqrt(n / 2)), 2, MOST_USERS);
    }

    private static double checkEffect(double effect) {
        double size = Math.abs(effect);
        if (!(size >= 1e-5 && size <= 1e6)) {
            throw new IllegalArgumentException("effect must be between 0.00001 and 1000000 in size but was " + effect);
        }
        return size;
    }

    /** The chance that a paired test of so many users finds an effect. */
    public double ofPaired(int users, double effect) {
        return users < 2 ? 0 : found(users - 1.0, critical(users - 1.0), Math.abs(effect) * Math.sqrt(users));
    }

    private double critical(double degrees) {
        return TDistribution.of(degrees).inverseSurvivalProbability(alpha / 2);
    }

    /** Where a rising function reaches the wanted power; the lower end if it is there already. */
    private double root(DoubleUnaryOperator rising, double low, double high) {
        double from = low;
        double to = Math.max(2 * low, 1);
        while (to < high && rising.applyAsDouble(to) < power) {
            from = to;
            to *= 2;
        }
        for (int step = 0; step < 200 && to - from > 1e-13 * to; step++) {
            double middle = (from + to) / 2;
            if (rising.applyAsDouble(middle) < power) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return to;
    }

    /**
     * The chance that the size of a non-central t exceeds a bound: that of the normal distribution, averaged over the
     * estimated spread s, which is chi / root of the degrees. With s = exp(u) all is smooth and vanishes at both ends, where
     * the trapezoid rule is exact to rounding.
     */
    private static double found(double degrees, double critical, double shift) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double from = edge(degrees, -1);
        double step = (edge(degrees, 1) - from) / STEPS;
        double sum = 0;
        double weights = 0;
        for (int i = 0; i <= STEPS; i++) {
            double u = from + i * step;
            double weight = Math.exp(logWeight(degrees, u));
            double bound = critical * Math.exp(u);
            sum += weight * (normal.survivalProbability(bound - shift) + normal.cumulativeProbability(-bound - shift));
            weights += weight;
        }
        return sum / weights;
    }

    /** The log density of u, with 0 at its peak. */
    private static double logWeight(double degrees, double u) {
        return degrees * (u - Math.expm1(2 * u) / 2);
    }

    /** Where the density has become too small to matter. */
    private static double edge(double degrees, int side) {
        double near = 0;
        double far = side / Math.sqrt(degrees);
        while (logWeight(degrees, far) > -40) {
            near = far;
            far *= 2;
        }
        for (int i = 0; i < 20; i++) {
            double middle = (near + far) / 2;
            if (logWeight(degrees, middle) > -40) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return far;
    }

    /** For instance {@code "alpha 0.05, power 0.8"}. */
    @Override
    public String toString() {
        return "alpha " + alpha + ", power " + power;
    }
}
