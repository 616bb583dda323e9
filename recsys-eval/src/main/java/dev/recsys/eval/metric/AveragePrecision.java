package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Average precision: the sum over the hits among the first k of the precision at their rank, divided by R, as in trec_eval
 * (map_cut_k; without a cutoff map). From 0 to 1, at most k / R. NaN if R = 0. Over users the mean average precision (MAP).
 *
 * <p>Other tools divide otherwise, and their numbers are higher: {@link Divisor}.
 *
 * <p>Source: Buckley and Voorhees, Evaluating evaluation measure stability, SIGIR 2000.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class AveragePrecision implements TieAware {

    static final String KEY = "map";

    private final int k;
    private final Divisor divisor;

    private AveragePrecision(int k, Divisor divisor) {
        this.k = k;
        this.divisor = divisor;
    }

    /** What the sum is divided by. */
    public enum Divisor {
        /** R, also of those that k leaves no place for. */
        R,
        /** min(k, R): implicit, RankSys, RecBole. */
        MIN_K_R,
        /** min(n, k, R), which forgives a short list: LensKit. NaN for an empty list. */
        MIN_LEN_R,
        /** k. Needs a cutoff. */
        K
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static AveragePrecision at(int k) {
        return new AveragePrecision(Cutoff.check(k), Divisor.R);
    }

    /** Without a cutoff. */
    public static AveragePrecision ofWholeList() {
        return new AveragePrecision(WHOLE_LIST, Divisor.R);
    }

    /**
     * A copy that divides by something else. Default {@link Divisor#R}.
     *
     * @param newDivisor not {@link Divisor#K} without a cutoff
     */
    public AveragePrecision withDivisor(Divisor newDivisor) {
        if (newDivisor == Divisor.K && k == WHOLE_LIST) {
            throw new IllegalArgumentException("without a cutoff the sum cannot be divided by it");
        }
        return new AveragePrecision(k, newDivisor);
    }

    @Override
    public String name() {
        return Cutoff.name(KEY, k, divisor == Divisor.R ? "" : divisor.name());
    }

    @Override
    public String variant() {
        return divisor.name();
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
            sum += (number + 1.0) / (list.hit(number) + 1);
        }
        return sum / divisor(list);
    }

    @Override
    public double expectedValue(JudgedList list) {
        int hits = list.hits(list.size());
        double sum = 0;
        for (int first = 0; first < hits && list.tieStart(list.hit(first)) < k; ) {
            int start = list.tieStart(list.hit(first));
            int end = list.tieEnd(list.hit(first));
            int relevant = ExpectedHits.relevant(list, first, end);
            double others = end - start == 1 ? 0 : (relevant - 1.0) / (end - start - 1); // if one is a hit
            double ofGroup = 0;
            for (int index = start; index < Math.min(end, k); index++) {
                ofGroup += (first + 1 + (index - start) * others) / (index + 1);
            }
            sum += ofGroup * relevant / (end - start);
            first += relevant;
        }
        return sum / divisor(list);
    }

    private double divisor(JudgedList list) { // 0 / 0 is NaN
        return switch (divisor) {
            case R -> list.relevant();
            case MIN_K_R -> Math.min(k, list.relevant());
            case MIN_LEN_R -> Math.min(Math.min(list.size(), k), list.relevant());
            case K -> k;
        };
    }

    @Override
    public String toString() {
        return name();
    }
}
