package dev.recsys.eval.metric;

import dev.recsys.Stable;
import java.util.Arrays;

/**
 * How popular the first k items are: the mean of their percentiles in the catalogue by the number of users who took them in
 * training. The percentile of an item is the share of items with fewer users, and half of those with as many, itself
 * included: from 0 to 1, near 1 for the most popular item, and .5 on average over the catalogue. An empty list has no value.
 *
 * <p>Immutable, thread-safe. Preparing costs O(items log items).
 */
@Stable
public final class PopularityPercentile implements ListMetric {

    static final String KEY = "popularity_percentile";

    private final int k;

    private PopularityPercentile(int k) {
        this.k = k;
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static PopularityPercentile at(int k) {
        return new PopularityPercentile(Cutoff.check(k));
    }

    @Override
    public String name() {
        return KEY + "@" + k;
    }

    @Override
    public String variant() {
        return "MID_RANK";
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
        int[] sorted = new int[facts.items()];
        for (int item = 0; item < sorted.length; item++) {
            sorted[item] = facts.takers(item);
        }
        Arrays.sort(sorted);
        ItemValues values = ItemValues.of(facts, item -> {
            int takers = facts.takers(item);
            return (countBelow(sorted, takers) + countBelow(sorted, takers + 1L)) / (2.0 * sorted.length);
        });
        return (list, past) -> values.mean(list, k);
    }

    /** How many elements are less than a bound. */
    private static int countBelow(int[] sorted, long bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public String toString() {
        return name();
    }
}
