package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * How concentrated exposure is. The Herfindahl index is the sum over items of p^2, with p the item's share of all places among
 * the first k of all lists: the chance that two places drawn at random hold the same item, from 1/items to 1. The Gini-Simpson
 * index is 1 minus it, the chance that they differ: more is more varied. Without any exposure there is no value.
 *
 * <p>Source: Simpson, Measurement of diversity, Nature 163, 1949; for recommendations Adomavicius and Kwon, IEEE TKDE 24(5),
 * 2012 (Herfindahl).
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class Concentration implements ExposureMetric {

    static final String SIMPSON_KEY = "simpson";
    static final String HERFINDAHL_KEY = "herfindahl";

    private final int k;
    private final boolean simpson;

    private Concentration(int k, boolean simpson) {
        this.k = Cutoff.check(k);
        this.simpson = simpson;
    }

    /**
     * The Herfindahl index with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Concentration herfindahl(int k) {
        return new Concentration(k, false);
    }

    /**
     * The Gini-Simpson index with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Concentration simpson(int k) {
        return new Concentration(k, true);
    }

    @Override
    public String name() {
        return (simpson ? SIMPSON_KEY : HERFINDAHL_KEY) + "@" + k;
    }

    @Override
    public String variant() {
        return simpson ? "GINI_SIMPSON" : "SUM_OF_SQUARES";
    }

    @Override
    public Direction direction() {
        return simpson ? Direction.HIGHER_IS_BETTER : Direction.LOWER_IS_BETTER;
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(Exposure exposure) {
        double total = exposure.total();
        double sum = 0;
        for (int item = 0; item < exposure.items(); item++) {
            double share = exposure.count(item) / total; // 0 / 0 is NaN
            sum += share * share;
        }
        if (total == 0) {
            return Double.NaN;
        }
        return simpson ? 1 - sum : sum;
    }

    @Override
    public String toString() {
        return name();
    }
}
