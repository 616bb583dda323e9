package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Recall that a perfect list of k items can always bring to 1: h / min(k, R). NaN if R = 0. A metric with its own name, as
 * it is not comparable with {@link Recall}.
 *
 * <p>Source: Liang, Krishnan, Hoffman, Jebara, Variational autoencoders for collaborative filtering, WWW 2018, section 4.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class CappedRecall implements TieAware {

    static final String KEY = "recall_capped";

    private final int k;

    private CappedRecall(int k) {
        this.k = k;
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static CappedRecall at(int k) {
        return new CappedRecall(Cutoff.check(k));
    }

    @Override
    public String name() {
        return KEY + "@" + k;
    }

    @Override
    public String variant() {
        return "MIN_K_R";
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        return (double) list.hits(k) / Math.min(k, list.relevant()); // 0 / 0 is NaN
    }

    @Override
    public double expectedValue(JudgedList list) {
        return ExpectedHits.among(list, k) / Math.min(k, list.relevant()); // 0 / 0 is NaN
    }

    @Override
    public String toString() {
        return name();
    }
}
