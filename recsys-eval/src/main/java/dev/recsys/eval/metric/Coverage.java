package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Catalogue coverage: the share of the catalogue that is among the first k items of anybody's list, distinct recommended
 * items / items of the catalogue. Items that are not in the catalogue do not count. From 0 to 1; it grows with the number of
 * users, so compare it for the same users only.
 *
 * <p>Source: Herlocker, Konstan, Terveen, Riedl, Evaluating collaborative filtering recommender systems, ACM TOIS 22(1),
 * 2004, section 4.2; Ge, Delgado-Battenfeld, Jannach, RecSys 2010.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Coverage implements ExposureMetric {

    static final String KEY = "coverage";

    private final int k;
    private final Variant variant;

    private Coverage(int k, Variant variant) {
        this.k = Cutoff.check(k);
        this.variant = variant;
    }

    /** What the recommended items are a share of. */
    public enum Variant {
        /** All items of the catalogue. */
        CATALOGUE,
        /** The items that may be recommended at all, {@link ItemFacts#eligible()}; of others none counts. */
        ELIGIBLE_ITEMS,
        /** All items of the catalogue and one more, as in RecBole, which counts its padding item. */
        PLUS_PADDING
    }

    /**
     * Of the catalogue, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Coverage at(int k) {
        return new Coverage(k, Variant.CATALOGUE);
    }

    /** A copy with another definition. Default {@link Variant#CATALOGUE}. */
    public Coverage withVariant(Variant newVariant) {
        return new Coverage(k, newVariant);
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
        if (exposure.items() == 0) {
            return 0;
        }
        return switch (variant) {
            case CATALOGUE -> (double) exposure.shown() / exposure.items();
            case PLUS_PADDING -> exposure.shown() / (exposure.items() + 1.0);
            case ELIGIBLE_ITEMS -> ofEligible(exposure);
        };
    }

    private static double ofEligible(Exposure exposure) {
        int eligible = 0;
        int shown = 0;
        for (int item = 0; item < exposure.items(); item++) {
            if (exposure.facts().eligible().contains(item)) {
                eligible++;
                shown += exposure.count(item) > 0 ? 1 : 0;
            }
        }
        return (double) shown / eligible; // 0 / 0 is NaN
    }

    @Override
    public String toString() {
        return name();
    }
}
