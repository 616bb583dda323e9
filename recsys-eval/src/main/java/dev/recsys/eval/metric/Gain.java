package dev.recsys.eval.metric;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import java.util.Objects;

/**
 * How much an item adds to the discounted cumulative gain, by its judged gain. Gains below 0 are of items that were not judged: they
 * add nothing. An exponential gain of more than 2^1000 is a {@link DataException}.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class Gain {

    /** 1 for a relevant item. */
    public static final Gain BINARY = new Gain(Kind.BINARY, 0);

    /** The judged gain g, of items below the level too: trec_eval. */
    public static final Gain LINEAR = new Gain(Kind.LINEAR, 0);

    /** 2^g - 1, of items below the level too: Burges et al., ICML 2005. */
    public static final Gain EXP = new Gain(Kind.EXP, 0);

    static final String THRESHOLD = "EXP_THRESHOLD_"; // followed by t

    private static final int MAX_EXPONENT = 1000;

    private final Kind kind;
    private final double threshold;

    private Gain(Kind kind, double threshold) {
        this.kind = kind;
        this.threshold = threshold;
    }

    private enum Kind {
        BINARY,
        LINEAR,
        EXP,
        EXP_THRESHOLD
    }

    /**
     * 2^(g - t + 1) - 1 for items with a gain of t or more, and 0 below: RankSys.
     *
     * @param threshold t, greater than 0, finite
     */
    public static Gain expThreshold(double threshold) {
        if (!(threshold > 0) || Double.isInfinite(threshold)) {
            throw new IllegalArgumentException("threshold must be greater than 0 and finite but was " + threshold);
        }
        return new Gain(Kind.EXP_THRESHOLD, threshold);
    }

    /** What an item adds at most, at the first rank. */
    double of(double gain, double level) {
        return switch (kind) {
            case BINARY -> gain >= level ? 1 : 0;
            case LINEAR -> gain;
            case EXP -> power(gain) - 1;
            case EXP_THRESHOLD -> gain >= threshold ? power(gain - threshold + 1) - 1 : 0;
        };
    }

    private static double power(double exponent) {
        if (exponent > MAX_EXPONENT) {
            throw new DataException(
                    "gain",
                    "2^" + exponent + " is more than sums can hold; an exponential gain goes to 2^" + MAX_EXPONENT,
                    "take the gain LINEAR, or scale the judged gains down");
        }
        int whole = (int) exponent;
        return whole == exponent ? Math.scalb(1.0, whole) : Math.pow(2, exponent);
    }

    boolean isBinary() {
        return kind == Kind.BINARY;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gain that && kind == that.kind && threshold == that.threshold;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, threshold);
    }

    /** Its name in variants of metrics, for instance {@code "LINEAR"} or {@code "EXP_THRESHOLD_4"}. */
    @Override
    public String toString() {
        return kind == Kind.EXP_THRESHOLD ? THRESHOLD + MetricFamily.text(threshold) : kind.name();
    }
}
