package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * User coverage: the share of the evaluated users who get at least one item. From 0 to 1. It does not depend on the cutoff,
 * which is there for the length of the lists that are asked for. Without users it has no value.
 *
 * <p>Source: Ge, Delgado-Battenfeld, Jannach, Beyond accuracy: evaluating recommender systems by coverage and serendipity,
 * RecSys 2010, section 2.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class UserCoverage implements ExposureMetric {

    static final String KEY = "user_coverage";

    private final int k;

    private UserCoverage(int k) {
        this.k = Cutoff.check(k);
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static UserCoverage at(int k) {
        return new UserCoverage(k);
    }

    @Override
    public String name() {
        return KEY + "@" + k;
    }

    @Override
    public String variant() {
        return "EVALUATED_USERS";
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public boolean needsCatalogue() {
        return false;
    }

    @Override
    public double value(Exposure exposure) {
        return (double) exposure.answered() / exposure.lists(); // 0 / 0 is NaN
    }

    @Override
    public String toString() {
        return name();
    }
}
