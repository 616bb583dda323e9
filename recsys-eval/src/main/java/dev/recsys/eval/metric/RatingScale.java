package dev.recsys.eval.metric;

import dev.recsys.Experimental;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lowest and the highest rating there is. A prediction beyond it can only be wrong, so many tools take it as the nearer end.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class RatingScale {

    private static final Pattern SUFFIX = Pattern.compile("SCALE_(-?\\d+(?:\\.\\d+)?)_(-?\\d+(?:\\.\\d+)?)");
    private static final RatingScale UNBOUNDED = new RatingScale(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private final double low;
    private final double high;

    private RatingScale(double low, double high) {
        this.low = low;
        this.high = high;
    }

    /** Without ends: predictions are taken as they are. */
    public static RatingScale unbounded() {
        return UNBOUNDED;
    }

    /** From the lowest to the highest rating, both finite. */
    public static RatingScale of(double low, double high) {
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(
                    "a scale must go from a finite number to a greater one but was " + low + " to " + high);
        }
        return new RatingScale(low, high);
    }

    /** A prediction, or the end of the scale that it is beyond. */
    public double clip(double prediction) {
        return Math.max(low, Math.min(high, prediction));
    }

    /** In the name of a metric, for instance {@code "SCALE_1_4.5"}; empty without ends. */
    String suffix() {
        return equals(UNBOUNDED) ? "" : "SCALE_" + text(low) + "_" + text(high);
    }

    /** The scale with a {@link #suffix()}; empty if it is none. */
    static Optional<RatingScale> parse(String suffix) {
        Matcher parts = SUFFIX.matcher(suffix);
        if (!parts.matches()) {
            return Optional.empty();
        }
        double low = Double.parseDouble(parts.group(1));
        double high = Double.parseDouble(parts.group(2));
        return low < high ? Optional.of(of(low, high)) : Optional.empty();
    }

    private static String text(double end) {
        return end == Math.rint(end) && Math.abs(end) < 1e15 ? Long.toString((long) end) : Double.toString(end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RatingScale that
                && Double.compare(low, that.low) == 0
                && Double.compare(high, that.high) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(low) * 31 + Double.hashCode(high);
    }

    @Override
    public String toString() {
        return equals(UNBOUNDED) ? "any rating" : low + " to " + high;
    }
}
