package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * Average recommendation popularity (ARP): how often the first k items were taken in training, on average. An empty list has no
 * value.
 *
 * <p>Source: Yin, Cui, Li, Yao, Chen, Challenging the long tail recommendation, VLDB 2012; Abdollahpouri, Burke, Mobasher,
 * Managing popularity bias in recommender systems with personalized re-ranking, FLAIRS 2019.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class Popularity implements ListMetric {

    static final String KEY = "popularity";

    private final int k;
    private final Variant variant;

    private Popularity(int k, Variant variant) {
        this.k = Cutoff.check(k);
        this.variant = variant;
    }

    /** The unit. */
    public enum Variant {
        /** Interactions of training. */
        TRAIN_COUNT,
        /** A share of all interactions of training, 0 to 1. */
        NORMALISED
    }

    /**
     * In interactions, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Popularity at(int k) {
        return new Popularity(k, Variant.TRAIN_COUNT);
    }

    /** A copy in another unit. Default {@link Variant#TRAIN_COUNT}. */
    public Popularity withVariant(Variant newVariant) {
        return new Popularity(k, newVariant);
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
    public Direction direction() {
        return Direction.NEUTRAL;
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public Meter over(ItemFacts facts) {
        Needed.popularity(facts, name());
        double unit = variant == Variant.NORMALISED ? Math.max(1, facts.interactions()) : 1;
        ItemValues values = ItemValues.of(facts, item -> facts.interactions(item) / unit);
        return (list, past) -> values.mean(list, k);
    }

    @Override
    public String toString() {
        return name();
    }
}
