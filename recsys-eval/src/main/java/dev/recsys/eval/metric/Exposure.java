package dev.recsys.eval.metric;

import dev.recsys.Experimental;
import java.util.Arrays;

/**
 * How often each item of the catalogue was shown: one count per item, filled list by list. Coverage, Gini, entropy and the
 * Lorenz curve of the first k items all come from it, so lists are gone through once for each k.
 *
 * <p>Parts that were counted in other threads or on other machines are put together by {@link #merge}, in any order and
 * grouping, to the same counts and so to the same bits. Memory: 8 bytes per item. Not thread-safe.
 */
@Experimental
public final class Exposure {

    private final ItemFacts facts;
    private final long[] counts;
    private long lists;
    private long answered; // lists with an item

    private Exposure(ItemFacts facts, long[] counts, long lists, long answered) {
        this.facts = facts;
        this.counts = counts;
        this.lists = lists;
        this.answered = answered;
    }

    /** Of no list yet. */
    public static Exposure of(ItemFacts facts) {
        return new Exposure(facts, new long[facts.items()], 0, 0);
    }

    /**
     * Of lists that were counted elsewhere.
     *
     * @param counts how often each item of the catalogue was shown, 0 or more; copied
     * @param lists how many lists there were
     * @param answered how many of them had an item
     */
    public static Exposure of(ItemFacts facts, long[] counts, long lists, long answered) {
        if (counts.length != facts.items()) {
            throw new IllegalArgumentException(
                    "there are " + facts.items() + " items but " + counts.length + " counts");
        }
        if (Arrays.stream(counts).anyMatch(count -> count < 0) || answered < 0 || answered > lists) {
            throw new IllegalArgumentException(
                    "counts must be at least 0, and no more lists be answered than there are (" + answered + " of "
                            + lists + ")");
        }
        return new Exposure(facts, counts.clone(), lists, answered);
    }

    /**
     * Counts the first k items of a list. Items that are not in the catalogue do not count.
     *
     * @param k 1 or more
     */
    public void add(JudgedList list, int k) {
        int n = Math.min(k, list.size());
        for (int i = 0; i < n; i++) {
            if (list.item(i) < counts.length) {
                counts[list.item(i)]++;
            }
        }
        lists++;
        answered += n > 0 ? 1 : 0;
    }

    /**
     * Adds what another has counted.
     *
     * @param other of the same catalogue; not modified
     */
    public void merge(Exposure other) {
        if (other.counts.length != counts.length) {
            throw new IllegalArgumentException(
                    "exposure of " + other.counts.length + " items cannot be added to that of " + counts.length);
        }
        for (int item = 0; item < counts.length; item++) {
            counts[item] = Math.addExact(counts[item], other.counts[item]);
        }
        lists += other.lists;
        answered += other.answered;
    }

    /** What is known of the items. */
    public ItemFacts facts() {
        return facts;
    }

    /** How many items the catalogue has. */
    public int items() {
        return counts.length;
    }

    /** How many lists were counted. */
    public long lists() {
        return lists;
    }

    /** How many of the lists had an item. */
    public long answered() {
        return answered;
    }

    /**
     * How often an item was shown.
     *
     * @param item 0 to items - 1
     */
    public long count(int item) {
        return counts[item];
    }

    /** How often each item was shown, a new array. */
    public long[] counts() {
        return counts.clone();
    }

    /** How often items were shown, all together. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** How many items were shown at least once. */
    public int shown() {
        return (int) Arrays.stream(counts).filter(count -> count > 0).count();
    }

    /** The counts in ascending order, a new array. */
    long[] ascending() {
        long[] sorted = counts.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * The Lorenz curve: which share of all exposure the least shown items get. A straight line is equal exposure; the further
     * it hangs below that line, the more unequal (the {@link Gini} index is twice the area between them).
     *
     * @param segments into how many equal parts the items are divided, 1 or more
     * @return segments + 1 values; at place i the share that the least shown i / segments of the items get, from 0 to 1, not
     *     descending and convex; NaN if nothing was shown
     */
    public double[] lorenz(int segments) {
        if (segments < 1) {
            throw new IllegalArgumentException("segments must be at least 1 but was " + segments);
        }
        long[] sorted = ascending();
        double total = total();
        double[] shares = new double[segments + 1];
        int whole = 0;
        double sum = 0;
        for (int i = 0; i <= segments; i++) {
            double end = (double) i * sorted.length / segments;
            while (whole + 1 <= end) {
                sum += sorted[whole++];
            }
            double part = whole < sorted.length ? (end - whole) * sorted[whole] : 0;
            shares[i] = (sum + part) / total; // 0 / 0 is NaN
        }
        return shares;
    }

    @Override
    public String toString() {
        return "exposure of " + shown() + " of " + counts.length + " items in " + lists + " lists";
    }
}
