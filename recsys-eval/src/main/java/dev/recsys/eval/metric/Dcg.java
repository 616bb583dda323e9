package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * Discounted cumulative gain: the sum over the first k items of gain / log2(rank + 1), with {@link Gain#BINARY binary} gain unless
 * another is chosen. From 0 up; 0 if R = 0.
 *
 * <p>Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20(4), 2002, with the
 * discount of Burges et al., ICML 2005.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class Dcg implements TieAware {

    static final String KEY = "dcg";

    private final int k;
    private final Gain gain;

    private Dcg(int k, Gain gain) {
        this.k = k;
        this.gain = gain;
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Dcg at(int k) {
        return new Dcg(Cutoff.check(k), Gain.BINARY);
    }

    /** Without a cutoff. */
    public static Dcg ofWholeList() {
        return new Dcg(WHOLE_LIST, Gain.BINARY);
    }

    /** A copy with another gain. Default {@link Gain#BINARY}. */
    public Dcg withGain(Gain newGain) {
        return new Dcg(k, newGain);
    }

    @Override
    public String name() {
        return Cutoff.name(KEY, k, gain.isBinary() ? "" : gain.toString());
    }

    @Override
    public String variant() {
        return gain + "_LOG2";
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        return gain.isBinary() ? ofHits(list, k) : ofGains(list, k, gain);
    }

    @Override
    public double expectedValue(JudgedList list) {
        return expected(list, k, gain);
    }

    private static double ofHits(JudgedList list, int k) {
        int hits = list.hits(k);
        double sum = 0;
        for (int number = 0; number < hits; number++) {
            sum += Discount.at(list.hit(number));
        }
        return sum;
    }

    private static double ofGains(JudgedList list, int k, Gain gain) {
        double level = list.judgments().level();
        int judged = list.judged();
        double sum = 0;
        for (int number = 0; number < judged && list.judged(number) < k; number++) {
            sum += gain.of(list.judgedGain(number), level) * Discount.at(list.judged(number));
        }
        return sum;
    }

    /** Every place of a group has the mean gain of the group. */
    private static double expected(JudgedList list, int k, Gain gain) {
        double level = list.judgments().level();
        int judged = list.judged();
        double sum = 0;
        for (int number = 0; number < judged && list.tieStart(list.judged(number)) < k; ) {
            int start = list.tieStart(list.judged(number));
            int end = list.tieEnd(list.judged(number));
            double gained = 0;
            for (; number < judged && list.judged(number) < end; number++) {
                gained += gain.of(list.judgedGain(number), level);
            }
            sum += gained / (end - start) * Discount.sum(start, Math.min(end, k));
        }
        return sum;
    }

    @Override
    public String toString() {
        return name();
    }
}
