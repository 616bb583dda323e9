package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Precision: the share of relevant items among the first k, h / k. A list shorter than k is not forgiven: the missing
 * places count as irrelevant, as in trec_eval (P_k). From 0 to 1, at most R / k.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Precision implements UserMetric {

    static final String KEY = "precision";

    private final int k;

    private Precision(int k) {
        this.k = k;
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Precision at(int k) {
        return new Precision(Cutoff.check(k));
    }

    @Override
    public String name() {
        return KEY + "@" + k;
    }

    @Override
    public String variant() {
        return "K";
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        return (double) list.hits(k) / k;
    }

    @Override
    public String toString() {
        return name();
    }
}
