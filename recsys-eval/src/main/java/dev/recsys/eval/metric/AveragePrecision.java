package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Average precision: the sum over the hits among the first k of the precision at their rank, divided by R, as in trec_eval
 * (map_cut_k). From 0 to 1, at most k / R. NaN if R = 0. Over users the mean average precision (MAP).
 *
 * <p>Other tools divide by min(k, R), by k, or by the length of the list; their numbers are higher.
 *
 * <p>Source: Buckley and Voorhees, Evaluating evaluation measure stability, SIGIR 2000.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class AveragePrecision implements UserMetric {

    static final String KEY = "map";

    private final int k;

    private AveragePrecision(int k) {
        this.k = k;
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static AveragePrecision at(int k) {
        return new AveragePrecision(Cutoff.check(k));
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
        int end = Math.min(k, list.size());
        int hits = 0;
        double sum = 0;
        for (int i = 0; i < end; i++) {
            if (list.isHit(i)) {
                hits++;
                sum += (double) hits / (i + 1);
            }
        }
        return sum / list.relevant(); // 0 / 0 is NaN
    }

    @Override
    public String toString() {
        return name();
    }
}
