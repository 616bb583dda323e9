package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Reciprocal rank of the first relevant item: 1 / rank if it is among the first k, else 0. From 0 to 1; over users the mean
 * reciprocal rank (MRR).
 *
 * <p>Source: Voorhees, The TREC-8 question answering track report, TREC 1999. trec_eval has it without a cutoff
 * (recip_rank).
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class ReciprocalRank implements UserMetric {

    static final String KEY = "mrr";

    private final int k;

    private ReciprocalRank(int k) {
        this.k = k;
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static ReciprocalRank at(int k) {
        return new ReciprocalRank(Cutoff.check(k));
    }

    @Override
    public String name() {
        return KEY + "@" + k;
    }

    @Override
    public String variant() {
        return "CUTOFF";
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        int end = Math.min(k, list.size());
        for (int i = 0; i < end; i++) {
            if (list.isHit(i)) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return name();
    }
}
