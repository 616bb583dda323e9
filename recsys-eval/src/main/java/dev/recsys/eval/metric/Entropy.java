package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * Entropy of exposure: how many bits it takes to say which item was shown, -sum of p log2 p over items with p the item's share
 * of all places among the first k of all lists. 0 if one item has all places, log2(items) if all have as many. Without any
 * exposure it has no value.
 *
 * <p>Source: Shannon, A mathematical theory of communication, 1948; as a metric of recommendations Castells, Hurley, Vargas,
 * Recommender Systems Handbook, 2015.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class Entropy implements ExposureMetric {

    static final String KEY = "entropy";

    private final int k;
    private final Variant variant;

    private Entropy(int k, Variant variant) {
        this.k = Cutoff.check(k);
        this.variant = variant;
    }

    /** The unit. */
    public enum Variant {
        /** Bits, 0 to log2(items). */
        BITS,
        /** Natural logarithm, 0 to ln(items). */
        NATS,
        /** A share of log(items of the catalogue), 0 to 1; no value for a catalogue of one item. */
        NORMALISED,
        /** Nats divided by the number of items that were shown: what RecBole calls Shannon entropy. */
        NATS_PER_ITEM
    }

    /**
     * In bits, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Entropy at(int k) {
        return new Entropy(k, Variant.BITS);
    }

    /** A copy in another unit. Default {@link Variant#BITS}. */
    public Entropy withVariant(Variant newVariant) {
        return new Entropy(k, newVariant);
    }

    @Override
    public String name() {
        return Names.of(KEY, k, variant);
    }

    @Override
    public String variant() {
        return variant.name();
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(Exposure exposure) {
        double nats = nats(exposure);
        return switch (variant) {
            case BITS -> nats / Math.log(2);
            case NATS -> nats;
            case NORMALISED -> nats / Math.log(exposure.items());
            case NATS_PER_ITEM -> nats / exposure.shown();
        };
    }

    private static double nats(Exposure exposure) {
        double total = exposure.total();
        if (total == 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (int item = 0; item < exposure.items(); item++) {
            double share = exposure.count(item) / total;
            sum -= share > 0 ? share * Math.log(share) : 0;
        }
        return sum;
    }

    @Override
    public String toString() {
        return name();
    }
}
