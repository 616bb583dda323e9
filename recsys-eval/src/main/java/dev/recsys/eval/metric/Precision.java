package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Precision: the share of relevant items among the first k, h / k. A list shorter than k is not forgiven: the missing
 * places count as irrelevant, as in trec_eval (P_k). From 0 to 1, at most R / k. Other tools divide otherwise: {@link Divisor}.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Precision implements TieAware {

    static final String KEY = "precision";

    private final int k;
    private final Divisor divisor;

    private Precision(int k, Divisor divisor) {
        this.k = k;
        this.divisor = divisor;
    }

    /** What h is divided by. */
    public enum Divisor {
        /** k. */
        K,
        /** min(n, k), the length of the list after the cut: LensKit, gorse. NaN for an empty list. */
        LIST_LENGTH,
        /** min(k, R), what a perfect list has: the number of {@link CappedRecall}. NaN if R = 0. */
        CAPPED
    }

    /**
     * With cutoff k, divided by k.
     *
     * @param k 1 to 100,000
     */
    public static Precision at(int k) {
        return new Precision(Cutoff.check(k), Divisor.K);
    }

    /** A copy that divides by something else. Default {@link Divisor#K}. */
    public Precision withDivisor(Divisor newDivisor) {
        return new Precision(k, newDivisor);
    }

    @Override
    public String name() {
        return Cutoff.name(KEY, k, divisor == Divisor.K ? "" : divisor.name());
    }

    @Override
    public String variant() {
        return divisor.name();
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        return list.hits(k) / divisor(list);
    }

    @Override
    public double expectedValue(JudgedList list) {
        return ExpectedHits.among(list, k) / divisor(list);
    }

    private double divisor(JudgedList list) { // 0 / 0 is NaN
        return switch (divisor) {
            case K -> k;
            case LIST_LENGTH -> Math.min(list.size(), k);
            case CAPPED -> Math.min(k, list.relevant());
        };
    }

    @Override
    public String toString() {
        return name();
    }
}
