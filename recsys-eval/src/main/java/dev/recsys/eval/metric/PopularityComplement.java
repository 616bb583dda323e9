package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * Expected popularity complement (EPC): the mean over the first k items of 1 - users who took the item / users of training, the
 * chance that a user drawn at random does not have it. From 0 to 1. Neither the rank nor whether an item is relevant counts. An
 * empty list has no value.
 *
 * <p>Source: Vargas and Castells, Rank and relevance in novelty and diversity metrics for recommender systems, RecSys 2011.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class PopularityComplement implements ListMetric {

    static final String KEY = "epc";

    private final int k;

    private PopularityComplement(int k) {
        this.k = Cutoff.check(k);
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static PopularityComplement at(int k) {
        return new PopularityComplement(k);
    }

    @Override
    public String name() {
        return KEY + "@" + k;
    }

    @Override
    public String variant() {
        return "NO_RANK_NO_RELEVANCE";
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
        ItemValues values = ItemValues.of(facts, item -> 1 - facts.takers(item) / Math.max(1.0, facts.users()));
        return (list, past) -> values.mean(list, k);
    }

    @Override
    public String toString() {
        return name();
    }
}
