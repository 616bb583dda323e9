package dev.recsys.data;

import dev.recsys.Stable;
import java.util.Arrays;
import java.util.Objects;

/**
 * A {@link Weighting} with the statistics it took from the training events, so that a history folded in later is weighted
 * exactly as the training rows were.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class FittedWeighting {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final Weighting kind;
    private final double epsilon;
    private final double k1;
    private final double b;
    private final double meanLength;
    private final float[] idf; // by item; empty unless BM25

    private FittedWeighting(Weighting kind, double epsilon, double k1, double b, double meanLength, float[] idf) {
        this.kind = kind;
        this.epsilon = epsilon;
        this.k1 = k1;
        this.b = b;
        this.meanLength = meanLength;
        this.idf = idf;
    }

    /** {@link Weighting#BINARY}. */
    public static FittedWeighting binary() {
        return new FittedWeighting(Weighting.BINARY, 1, 0, 0, 0, new float[0]);
    }

    /** {@link Weighting#LINEAR}. */
    public static FittedWeighting linear() {
        return new FittedWeighting(Weighting.LINEAR, 1, 0, 0, 0, new float[0]);
    }

    /**
     * {@link Weighting#LOG}.
     *
     * @param epsilon above 0
     */
    public static FittedWeighting log(double epsilon) {
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("epsilon must be above 0 but was " + epsilon);
        }
        return new FittedWeighting(Weighting.LOG, epsilon, 0, 0, 0, new float[0]);
    }

    /**
     * {@link Weighting#BM25}.
     *
     * @param k1 0 or more: how fast repeated strength saturates
     * @param b 0 to 1: how far long histories are damped
     * @param meanLength the mean over users of the sum of |v|, above 0
     * @param idf per item, finite; copied
     */
    public static FittedWeighting bm25(double k1, double b, double meanLength, float[] idf) {
        if (!(k1 >= 0 && k1 < INFINITY && b >= 0 && b <= 1 && meanLength > 0 && meanLength < INFINITY)) {
            throw new IllegalArgumentException(
                    "bm25 needs k1 >= 0, b in 0..1 and a mean length above 0, all finite, but" + " got k1 " + k1
                            + ", b " + b + ", mean length " + meanLength);
        }
        for (int item = 0; item < idf.length; item++) {
            if (!Float.isFinite(idf[item])) {
                throw new IllegalArgumentException("item " + item + ": the idf must be finite but is " + idf[item]);
            }
        }
        return new FittedWeighting(Weighting.BM25, 1, k1, b, meanLength, idf.clone());
    }

    /**
     * The inverse document frequency of {@link Weighting#BM25}: ln((users + 1) / (takers + 1)) + 1.
     *
     * @param users how many there are
     * @param takers how many of them have the item
     */
    public static float idf(int users, int takers) {
        return (float) (StrictMath.log((users + 1.0) / (takers + 1.0)) + 1);
    }

    /** Which formula. */
    public Weighting kind() {
        return kind;
    }

    /** The epsilon of {@link Weighting#LOG}. */
    public double epsilon() {
        return epsilon;
    }

    /** The k1 of {@link Weighting#BM25}. */
    public double k1() {
        return k1;
    }

    /** The b of {@link Weighting#BM25}. */
    public double b() {
        return b;
    }

    /** The mean length of {@link Weighting#BM25}. */
    public double meanLength() {
        return meanLength;
    }

    /** The idf per item of {@link Weighting#BM25}, a copy; empty for others. */
    public float[] idf() {
        return idf.clone();
    }

    /**
     * Replaces the strengths of one user's items by weights.
     *
     * @param items item positions, the first {@code count} of them; not modified
     * @param strengths aggregated strengths, finite; the first {@code count} of them are replaced
     * @param count how many items the user has
     */
    public void apply(int[] items, float[] strengths, int count) {
        double length = kind == Weighting.BM25 ? sumOfMagnitudes(strengths, count) : 0;
        for (int i = 0; i < count; i++) {
            float v = strengths[i];
            strengths[i] = Math.signum(v) * (float) magnitude(Math.abs(v), items[i], length);
        }
    }

    private double magnitude(double v, int item, double length) {
        return switch (kind) {
            case BINARY -> 1;
            case LINEAR -> v;
            case LOG -> StrictMath.log1p(v / epsilon);
            case BM25 -> idf[item] * v * (k1 + 1) / (v + k1 * (1 - b + b * length / meanLength));
        };
    }

    private static double sumOfMagnitudes(float[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.abs(values[i]);
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FittedWeighting that
                && kind == that.kind
                && epsilon == that.epsilon
                && k1 == that.k1
                && b == that.b
                && meanLength == that.meanLength
                && Arrays.equals(idf, that.idf);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, epsilon, k1, b, meanLength, Arrays.hashCode(idf));
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
