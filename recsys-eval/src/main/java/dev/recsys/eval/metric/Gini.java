package dev.recsys.eval.metric;

import dev.recsys.Experimental;
import java.util.Arrays;

/**
 * Gini index: how unequally exposure is spread over items, from how often each is among the first k of somebody's list. 0 if
 * all are shown equally often; 1 - 1/items if one item has all. With the counts x in ascending order, the sum over i = 1 to n of
 * (2i - n - 1) x_i, divided by n times the sum of x. Less is more equal. {@link #diversity} is 1 minus it. Without any exposure
 * it has no value.
 *
 * <p>Source: Adomavicius and Kwon, Improving aggregate recommendation diversity using ranking-based techniques, IEEE TKDE
 * 24(5), 2012; Castells, Hurley, Vargas, Recommender Systems Handbook, 2015.
 *
 * <p>Immutable, thread-safe. Cost O(items log items).
 */
@Experimental
public final class Gini implements ExposureMetric {

    static final String KEY = "gini";
    static final String DIVERSITY_KEY = "gini_diversity";

    private final int k;
    private final Variant variant;
    private final boolean diversity;

    private Gini(int k, Variant variant, boolean diversity) {
        this.k = Cutoff.check(k);
        this.variant = variant;
        this.diversity = diversity;
    }

    /** Over which items, and divided by what. */
    public enum Variant {
        /** Over all items of the catalogue, n: from 0 to 1 - 1/n. */
        CATALOGUE,
        /**
         * Over all items, divided by n - 1 in place of n: from 0 to 1. As {@code diversity}, the Gini of RankSys and Elliot. Has
         * no value for a catalogue of one item.
         */
        CORRECTED,
        /** Over those items only that were shown at all, however few these are. */
        RECOMMENDED_ONLY
    }

    /**
     * The inequality, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Gini at(int k) {
        return new Gini(k, Variant.CATALOGUE, false);
    }

    /**
     * 1 minus the inequality, with cutoff k: more is more equal.
     *
     * @param k 1 to 100,000
     */
    public static Gini diversity(int k) {
        return new Gini(k, Variant.CATALOGUE, true);
    }

    /** A copy with another definition. Default {@link Variant#CATALOGUE}. */
    public Gini withVariant(Variant newVariant) {
        return new Gini(k, newVariant, diversity);
    }

    @Override
    public String name() {
        return Names.of(diversity ? DIVERSITY_KEY : KEY, k, variant);
    }

    @Override
    public String variant() {
        return variant.name();
    }

    @Override
    public Direction direction() {
        return diversity ? Direction.HIGHER_IS_BETTER : Direction.LOWER_IS_BETTER;
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(Exposure exposure) {
        long[] sorted = exposure.ascending();
        double index = switch (variant) {
            case CATALOGUE -> inequality(sorted) / sorted.length;
            case CORRECTED -> inequality(sorted) / (sorted.length - 1);
            case RECOMMENDED_ONLY -> {
                long[] shown = Arrays.copyOfRange(sorted, sorted.length - exposure.shown(), sorted.length);
                yield inequality(shown) / shown.length;
            }
        };
        return diversity ? 1 - index : index;
    }

    /** The sum of (2i - n - 1) x_i over the sum of x. */
    private static double inequality(long[] ascending) {
        double weighted = 0;
        double total = 0;
        for (int i = 0; i < ascending.length; i++) {
            weighted += (2.0 * i - ascending.length + 1) * ascending[i];
            total += ascending[i];
        }
        return weighted / total; // 0 / 0 is NaN
    }

    @Override
    public String toString() {
        return name();
    }
}
