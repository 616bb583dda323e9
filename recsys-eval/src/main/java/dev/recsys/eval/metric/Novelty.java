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

    private Novelty(int k) {
        this.k = k;
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Novelty at(int k) {
        return new Novelty(Cutoff.check(k));
    }

    @Override
    public String name() {
        return KEY + "@" + k;
    }

    @Override
    public String variant() {
        return "BY_USERS";
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
        return (list, past) -> {
            int n = Math.min(k, list.size());
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += Math.log((double) facts.users() / Math.max(1, facts.takers(list.item(i))));
            }
            return sum / Math.log(2) / n; // 0 / 0 is NaN
        };
    }

    @Override
    public String toString() {
        return name();
    }
}
