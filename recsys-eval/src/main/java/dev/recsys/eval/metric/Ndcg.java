package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Normalised discounted cumulative gain with binary gain: DCG@k / IDCG@k, where DCG@k is the sum over the hits among the
 * first k of 1 / log2(rank + 1), and IDCG@k the same sum for the best possible list, which has min(k, R) hits in front. From
 * 0 to 1, and 1 exactly if the first min(k, R) items are relevant. NaN if R = 0. As in trec_eval (ndcg_cut_k).
 *
 * <p>Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20(4), 2002, with the
 * discount of Burges et al., ICML 2005.
 *
 * <p>Immutable, thread-safe. Memory: 8 bytes per rank up to k.
 */
@Stable
public final class Ndcg implements UserMetric {

    static final String KEY = "ndcg";

    private final int k;
    private final double[] ideal; // by number of hits in front, 0 to k: summed the way dcg() sums

    private Ndcg(int k) {
        this.k = k;
        this.ideal = new double[k + 1];
        for (int i = 0; i < k; i++) {
            ideal[i + 1] = ideal[i] + discount(i);
        }
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Ndcg at(int k) {
        return new Ndcg(Cutoff.check(k));
    }

    private static double discount(int index) {
        return Math.log(2) / Math.log(index + 2.0);
    }

    @Override
    public String name() {
        return KEY + "@" + k;
    }

    @Override
    public String variant() {
        return "BINARY_LOG2_MIN_K_R";
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        int end = Math.min(k, list.size());
        double gained = 0;
        for (int i = 0; i < end; i++) {
            if (list.isHit(i)) {
                gained += discount(i);
            }
        }
        return gained / ideal[Math.min(k, list.relevant())]; // 0 / 0 is NaN
    }

    @Override
    public String toString() {
        return name();
    }
}
