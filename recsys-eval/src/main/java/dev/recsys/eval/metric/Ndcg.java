package dev.recsys.eval.metric;

import dev.recsys.Experimental;
import dev.recsys.Stable;

/**
 * Normalised discounted cumulative gain: DCG@k / IDCG@k, where {@link Dcg DCG@k} is the sum over the first k items of gain /
 * log2(rank + 1), and IDCG@k the same sum for the best possible list. Gains are binary, and the best list is the one of all judged
 * items, cut at k: with binary gain it has min(k, R) hits in front. From 0 to 1, and 1 exactly if the list is as good as the best.
 * NaN if the best list gains nothing, as with R = 0. As in trec_eval (ndcg_cut_k; without a cutoff ndcg), which has {@link Gain#LINEAR}.
 *
 * <p>Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20(4), 2002, with the
 * discount of Burges et al., ICML 2005.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Ndcg implements TieAware {

    static final String KEY = "ndcg";

    private final Dcg dcg;
    private final int k;
    private final Gain gain;
    private final Ideal ideal;

    private Ndcg(Dcg dcg, Gain gain, Ideal ideal) {
        if (ideal == Ideal.FULL_K && (!gain.isBinary() || dcg.cutoff() == WHOLE_LIST)) {
            throw new IllegalArgumentException("the ideal FULL_K needs a cutoff and binary gain, not " + gain);
        }
        this.dcg = dcg.withGain(gain);
        this.k = dcg.cutoff();
        this.gain = gain;
        this.ideal = ideal;
    }

    /** Which list is the best possible one. */
    @Experimental
    public enum Ideal {
        /** All judged items by their gains, cut at k. */
        MIN_K_R,
        /** k hits, however few items are relevant: RecTools. Needs a cutoff and binary gain; 0, not NaN, if R = 0. */
        FULL_K,
        /** All judged items by their gains, cut at min(n, k), which forgives a short list: LibRec, gorse. NaN for an empty list. */
        LIST_LENGTH,
        /** All judged items by their gains, not cut: a list of k cannot reach 1 if k &lt; R. */
        UNTRUNCATED
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Ndcg at(int k) {
        return new Ndcg(Dcg.at(k), Gain.BINARY, Ideal.MIN_K_R);
    }

    /** Without a cutoff. */
    public static Ndcg ofWholeList() {
        return new Ndcg(Dcg.ofWholeList(), Gain.BINARY, Ideal.MIN_K_R);
    }

    /** A copy with another gain. Default {@link Gain#BINARY}. */
    public Ndcg withGain(Gain newGain) {
        return new Ndcg(dcg, newGain, ideal);
    }

    /** A copy with another best list. Default {@link Ideal#MIN_K_R}. */
    public Ndcg withIdeal(Ideal newIdeal) {
        return new Ndcg(dcg, gain, newIdeal);
    }

    @Override
    public String name() {
        String variant = gain.isBinary() ? "" : gain.toString();
        if (ideal != Ideal.MIN_K_R) {
            variant += (variant.isEmpty() ? "" : "_") + ideal;
        }
        return Cutoff.name(KEY, k, variant);
    }

    @Override
    public String variant() {
        return gain + "_LOG2_" + ideal;
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        return dcg.value(list) / ofIdeal(list); // 0 / 0 is NaN
    }

    @Override
    public double expectedValue(JudgedList list) {
        return dcg.expectedValue(list) / ofIdeal(list);
    }

    private double ofIdeal(JudgedList list) {
        int ranks = ranks(list);
        if (gain.isBinary()) {
            return Discount.sum(ideal == Ideal.FULL_K ? k : Math.min(ranks, list.relevant()));
        }
        UserJudgments judgments = list.judgments();
        int count = Math.min(ranks, judgments.gainful());
        double sum = 0;
        for (int index = 0; index < count; index++) {
            sum += gain.of(judgments.idealGain(index), judgments.level()) * Discount.at(index);
        }
        return sum;
    }

    private int ranks(JudgedList list) {
        return switch (ideal) {
            case MIN_K_R, FULL_K -> k;
            case LIST_LENGTH -> Math.min(list.size(), k);
            case UNTRUNCATED -> WHOLE_LIST;
        };
    }

    @Override
    public String toString() {
        return name();
    }
}
