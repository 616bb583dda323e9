package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Reciprocal rank of the first relevant item: 1 / rank if it is among the first k, else 0. From 0 to 1; over users the mean
 * reciprocal rank (MRR). Without a cutoff the whole list counts, as in trec_eval (recip_rank).
 *
 * <p>Source: Voorhees, The TREC-8 question answering track report, TREC 1999.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class ReciprocalRank implements TieAware {

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

    /** Without a cutoff. */
    public static ReciprocalRank ofWholeList() {
        return new ReciprocalRank(WHOLE_LIST);
    }

    @Override
    public String name() {
        return Cutoff.name(KEY, k, "");
    }

    @Override
    public String variant() {
        return k == WHOLE_LIST ? "WHOLE_LIST" : "CUTOFF";
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        return list.hits(k) == 0 ? 0 : 1.0 / (list.hit(0) + 1);
    }

    @Override
    public double expectedValue(JudgedList list) {
        if (list.hits(list.size()) == 0) {
            return 0;
        }
        int start = list.tieStart(list.hit(0));
        int end = list.tieEnd(list.hit(0));
        int relevant = ExpectedHits.relevant(list, 0, end);
        double none = 1; // the probability that no item of the group before this place is relevant
        double expected = 0;
        for (int index = start; index < Math.min(end, k) && none > 0; index++) {
            double hit = (double) relevant / (end - index);
            expected += none * hit / (index + 1);
            none *= 1 - hit;
        }
        return expected;
    }

    @Override
    public String toString() {
        return name();
    }
}
