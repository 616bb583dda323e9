package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * The mean of the precisions at ranks 1 to k, hit or not: what Elliot calls MAP, and not {@link AveragePrecision}. Ranks beyond the
 * list count as irrelevant. From 0 to 1; 0 if R = 0.
 *
 * <p>Immutable, thread-safe. Memory: 8 bytes per rank up to k.
 */
@Experimental
public final class MeanPrecision implements TieAware {

    static final String KEY = "mean_precision";

    private final int k;
    private final double[] inverses; // by rank - 1: the sum of 1 / rank over this one and those after it up to k

    private MeanPrecision(int k) {
        this.k = k;
        this.inverses = new double[k];
        double sum = 0;
        for (int index = k - 1; index >= 0; index--) {
            sum += 1.0 / (index + 1);
            inverses[index] = sum;
        }
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static MeanPrecision at(int k) {
        return new MeanPrecision(Cutoff.check(k));
    }

    @Override
    public String name() {
        return Cutoff.name(KEY, k, "");
    }

    @Override
    public String variant() {
        return "ALL_RANKS";
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        int hits = list.hits(k);
        double sum = 0;
        for (int number = 0; number < hits; number++) {
            sum += inverses[list.hit(number)];
        }
        return sum / k;
    }

    @Override
    public double expectedValue(JudgedList list) {
        int hits = list.hits(list.size());
        double sum = 0;
        for (int first = 0; first < hits && list.tieStart(list.hit(first)) < k; ) {
            int start = list.tieStart(list.hit(first));
            int end = list.tieEnd(list.hit(first));
            int relevant = ExpectedHits.relevant(list, first, end);
            double ofGroup = 0;
            for (int index = start; index < Math.min(end, k); index++) {
                ofGroup += inverses[index];
            }
            sum += ofGroup * relevant / (end - start);
            first += relevant;
        }
        return sum / k;
    }

    @Override
    public String toString() {
        return name();
    }
}
