package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Recall: the share of the relevant items that are among the first k, h / R, as in trec_eval (recall_k). From 0 to 1, at
 * most k / R; where that bound matters see {@link CappedRecall}. NaN if R = 0.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Recall implements TieAware {

    static final String KEY = "recall";

    private final int k;

    private Recall(int k) {
        this.k = k;
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Recall at(int k) {
        return new Recall(Cutoff.check(k));
    }

    @Override
    public String name() {
        return KEY + "@" + k;
    }

    @Override
    public String variant() {
        return "R";
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        return (double) list.hits(k) / list.relevant(); // 0 / 0 is NaN
    }

    @Override
    public double expectedValue(JudgedList list) {
        return ExpectedHits.among(list, k) / list.relevant(); // 0 / 0 is NaN
    }

    @Override
    public String toString() {
        return name();
    }
}
