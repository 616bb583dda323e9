package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * Precision at the rank R: the share of relevant items among as many as are relevant, as in trec_eval (Rprec). It looks at the whole
 * list, as R is another one for every user. From 0 to 1; NaN if R = 0.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class RPrecision implements TieAware {

    static final String KEY = "r_precision";

    private static final RPrecision ONLY = new RPrecision();

    private RPrecision() {}

    /** The metric. */
    public static RPrecision of() {
        return ONLY;
    }

    @Override
    public String name() {
        return KEY;
    }

    @Override
    public String variant() {
        return "R";
    }

    @Override
    public int cutoff() {
        return WHOLE_LIST;
    }

    @Override
    public double value(JudgedList list) {
        return (double) list.hits(list.relevant()) / list.relevant(); // 0 / 0 is NaN
    }

    @Override
    public double expectedValue(JudgedList list) {
        return ExpectedHits.among(list, list.relevant()) / list.relevant();
    }

    @Override
    public String toString() {
        return name();
    }
}
