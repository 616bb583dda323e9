package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Hit rate: 1 if any of the first k items is relevant, else 0; over users the share of users with a hit. With one relevant
 * item for each user it equals {@link Recall}. trec_eval calls it success_k.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class HitRate implements TieAware {

    static final String KEY = "hit_rate";

    private final int k;

    private HitRate(int k) {
        this.k = k;
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static HitRate at(int k) {
        return new HitRate(Cutoff.check(k));
    }

    @Override
    public String name() {
        return KEY + "@" + k;
    }

    @Override
    public String variant() {
        return "ANY_HIT";
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        return list.hits(k) > 0 ? 1 : 0;
    }

    @Override
    public double expectedValue(JudgedList list) {
        int hits = list.hits(list.size());
        int start = hits == 0 ? k : list.tieStart(list.hit(0));
        if (start >= k) {
            return 0;
        }
        int end = list.tieEnd(list.hit(0));
        int relevant = ExpectedHits.relevant(list, 0, end);
        return 1 - ExpectedHits.none(relevant, end - start, Math.min(end, k) - start);
    }

    @Override
    public String toString() {
        return name();
    }
}
