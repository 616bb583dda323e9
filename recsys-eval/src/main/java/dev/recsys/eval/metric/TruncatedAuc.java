package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * Area under the ROC curve as the library implicit estimates it from the first k items: each irrelevant item in the list counts the
 * hits above it; each of those not in the list counts (h + R) / 2; the sum is divided by R and the number of irrelevant items. From 0 to
 * 1; NaN if R = 0.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class TruncatedAuc implements UserMetric {

    static final String KEY = "auc_truncated";
    static final String VARIANT = "ITEMS_";

    private final int k;
    private final int items;

    private TruncatedAuc(int k, int items) {
        this.k = k;
        this.items = items;
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     * @param items how many items there are to choose from, at least 1
     */
    public static TruncatedAuc at(int k, int items) {
        if (items < 1) {
            throw new IllegalArgumentException("items must be at least 1 but was " + items);
        }
        return new TruncatedAuc(Cutoff.check(k), items);
    }

    @Override
    public String name() {
        return Cutoff.name(KEY, k, variant());
    }

    @Override
    public String variant() {
        return VARIANT + items;
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public double value(JudgedList list) {
        int hits = list.hits(k);
        int end = Math.min(list.size(), k);
        long others = (long) items - list.relevant();
        double won = 0;
        for (int number = 0; number < hits; number++) {
            won += end - list.hit(number) - (hits - number); // irrelevant items below it
        }
        won += (hits + list.relevant()) / 2.0 * (others - (end - hits));
        return won / ((double) list.relevant() * others);
    }

    @Override
    public String toString() {
        return name();
    }
}
