package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * Rank-biased precision: what somebody finds who goes from each item to the next with probability p, (1 - p) times the sum over the
 * hits among the first k of p^(rank - 1). From 0 to 1; 0 if R = 0. It needs no R, and a list that is cut is worth less by at most its
 * {@link #residual()}.
 *
 * <p>Source: Moffat and Zobel, Rank-biased precision for measurement of retrieval effectiveness, ACM TOIS 27(1), 2008.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class RankBiasedPrecision implements TieAware {

    static final String KEY = "rbp";
    static final String RESIDUAL_KEY = "rbp_residual";

    static final String VARIANT = "P_";
    static final double USUAL = 0.85;

    private final int k;
    private final double persistence;
    private final boolean ofRest;

    private RankBiasedPrecision(int k, double persistence, boolean ofRest) {
        this.k = k;
        this.persistence = persistence;
        this.ofRest = ofRest;
    }

    /**
     * With cutoff k and persistence .85.
     *
     * @param k 1 to 100,000
     */
    public static RankBiasedPrecision at(int k) {
        return new RankBiasedPrecision(Cutoff.check(k), USUAL, false);
    }

    /** Without a cutoff, with persistence .85. */
    public static RankBiasedPrecision ofWholeList() {
        return new RankBiasedPrecision(WHOLE_LIST, USUAL, false);
    }

    /**
     * A copy with another persistence.
     *
     * @param newPersistence p, greater than 0 and less than 1. Default .85
     */
    public RankBiasedPrecision withPersistence(double newPersistence) {
        if (!(newPersistence > 0 && newPersistence < 1)) {
            throw new IllegalArgumentException("persistence must be between 0 and 1 but was " + newPersistence);
        }
        return new RankBiasedPrecision(k, newPersistence, ofRest);
    }

    /**
     * What the ranks after the first min(n, k) could add at most, p^min(n, k): a metric of its own, {@code rbp_residual}, of which
     * neither more nor less is better.
     */
    public RankBiasedPrecision residual() {
        return new RankBiasedPrecision(k, persistence, true);
    }

    @Override
    public String name() {
        return Cutoff.name(ofRest ? RESIDUAL_KEY : KEY, k, persistence == USUAL ? "" : variant());
    }

    @Override
    public String variant() {
        return VARIANT + MetricFamily.text(persistence);
    }

    @Override
    public Direction direction() {
        return ofRest ? Direction.NEUTRAL : Direction.HIGHER_IS_BETTER;
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        if (ofRest) {
            return Math.pow(persistence, Math.min(list.size(), k));
        }
        int hits = list.hits(k);
        double sum = 0;
        double weight = 1;
        int place = 0;
        for (int number = 0; number < hits; number++) {
            weight *= power(list.hit(number) - place);
            place = list.hit(number);
            sum += weight;
        }
        return (1 - persistence) * sum;
    }

    /** p^exponent; multiplied out where that is short. */
    private double power(int exponent) {
        if (exponent > 16) {
            return Math.pow(persistence, exponent);
        }
        double power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= persistence;
        }
        return power;
    }

    @Override
    public double expectedValue(JudgedList list) {
        if (ofRest) {
            return value(list);
        }
        int hits = list.hits(list.size());
        double sum = 0;
        for (int first = 0; first < hits && list.tieStart(list.hit(first)) < k; ) {
            int start = list.tieStart(list.hit(first));
            int end = list.tieEnd(list.hit(first));
            int relevant = ExpectedHits.relevant(list, first, end);
            double weights = Math.pow(persistence, start) - Math.pow(persistence, Math.min(end, k));
            sum += weights * relevant / (end - start);
            first += relevant;
        }
        return sum;
    }

    @Override
    public String toString() {
        return name();
    }
}
