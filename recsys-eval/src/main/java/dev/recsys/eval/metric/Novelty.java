package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Novelty: how surprising the first k items are, the mean of -log2(users who took the item / users of training), in bits. An
 * item nobody took counts as one that a single user took. From 0, for items that everybody has, to log2(users). An empty list
 * has no value.
 *
 * <p>Source: Zhou, Kuscsik, Liu, Medo, Wakeling, Zhang, Solving the apparent diversity-accuracy dilemma of recommender
 * systems, PNAS 107(10), 2010 (surprisal).
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Novelty implements ListMetric {

    static final String KEY = "novelty";

    private final int k;
    private final Variant variant;

    private Novelty(int k, Variant variant) {
        this.k = Cutoff.check(k);
        this.variant = variant;
    }

    /** What an item's popularity is a share of. */
    public enum Variant {
        /** Users who took the item / users of training. */
        BY_USERS,
        /** Times the item was taken / times any item was: 0 to log2(interactions). */
        BY_INTERACTIONS
    }

    /**
     * By users, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Novelty at(int k) {
        return new Novelty(k, Variant.BY_USERS);
    }

    /** A copy with another definition. Default {@link Variant#BY_USERS}. */
    public Novelty withVariant(Variant newVariant) {
        return new Novelty(k, newVariant);
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
        ItemValues bits = switch (variant) {
            case BY_USERS -> ItemValues.of(facts, item -> bits(facts.takers(item), facts.users()));
            case BY_INTERACTIONS -> ItemValues.of(facts, item -> bits(facts.interactions(item), facts.interactions()));
        };
        return (list, past) -> bits.mean(list, k);
    }

    private static double bits(long count, long all) {
        return Math.log((double) Math.max(1, all) / Math.max(1, count)) / Math.log(2);
    }

    @Override
    public String toString() {
        return name();
    }
}
