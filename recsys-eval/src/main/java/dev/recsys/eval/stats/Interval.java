package dev.recsys.eval.stats;

import dev.recsys.Experimental;
import java.util.Locale;

/**
 * A confidence interval: made again and again from other users, such intervals hold the true value in this share of the cases.
 *
 * <p>Immutable, thread-safe.
 *
 * @param low its lower end
 * @param high its upper end, not below the lower; both NaN where there is no interval, as of one value
 * @param confidence the share, above 0 and below 1
 */
@Experimental
public record Interval(double low, double high, double confidence) {

    /** Checks the ends and the confidence. */
    public Interval {
        if (low > high) {
            throw new IllegalArgumentException("low must not be above high but was " + low + ", with high " + high);
        }
        checkConfidence(confidence);
    }

    static double checkConfidence(double confidence) {
        return checkShare("confidence", confidence);
    }

    static double checkShare(String name, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(name + " must be above 0 and below 1 but was " + share);
        }
        return share;
    }

    /** Whether a value lies in it, ends included. */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }

    /** For instance {@code "[+0.0087, +0.0160]"}; {@code "without interval"} where there is none. */
    @Override
    public String toString() {
        return Double.isNaN(low) ? "without interval" : String.format(Locale.ROOT, "[%+.4f, %+.4f]", low, high);
    }
}
