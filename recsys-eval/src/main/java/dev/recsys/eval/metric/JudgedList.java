package dev.recsys.eval.metric;

import dev.recsys.DataException;
import dev.recsys.Stable;
import java.util.Arrays;

/**
 * One ranked list laid beside the items that are relevant to its user: all that a metric gets to see. Items are numbers,
 * usually positions in a model; only their equality matters.
 *
 * <p>In the formulas of the metrics, n is {@link #size()}, R is {@link #relevant()}, and h is {@link #hits} of the cutoff.
 *
 * <p>Immutable, thread-safe. Making one costs O(n log n + R log R).
 */
@Stable
public final class JudgedList {

    private static final int[] NOTHING = new int[0];

    private final int[] items;
    private final boolean[] hit;
    private final int relevant;

    private JudgedList(int[] items, boolean[] hit, int relevant) {
        this.items = items;
        this.hit = hit;
        this.relevant = relevant;
    }

    /**
     * A list of items and the items that are relevant.
     *
     * @param list best first, without repetition; may be empty; copied
     * @param relevant distinct items in any order; those that are not in the list count as missed; not modified
     * @throws DataException if an item is twice in the list, or twice among the relevant ones
     */
    public static JudgedList of(int[] list, int[] relevant) {
        return of(list, list.length, relevant);
    }

    /** As {@link #of(int[], int[])}, with the first {@code count} items of {@code list}. */
    public static JudgedList of(int[] list, int count, int[] relevant) {
        int[] items = Arrays.copyOf(list, count);
        requireDistinct("ranked list", items.clone());
        int[] wanted = relevant.clone();
        requireDistinct("relevant items", wanted);
        boolean[] hit = new boolean[count];
        for (int rank = 0; rank < count; rank++) {
            hit[rank] = Arrays.binarySearch(wanted, items[rank]) >= 0;
        }
        return new JudgedList(items, hit, wanted.length);
    }

    /**
     * The list of a user who got none: every relevant item is missed.
     *
     * @param relevant how many items are relevant, 0 or more
     */
    public static JudgedList empty(int relevant) {
        return new JudgedList(NOTHING, new boolean[0], 0).withMissed(relevant);
    }

    /**
     * A copy with further relevant items that no list can hold, for instance because the model does not know them. They
     * count in R.
     *
     * @param more how many, 0 or more
     */
    public JudgedList withMissed(int more) {
        if (more < 0) {
            throw new IllegalArgumentException("the number of missed items must be at least 0 but was " + more);
        }
        return new JudgedList(items, hit, Math.addExact(relevant, more));
    }

    private static void requireDistinct(String place, int[] sorted) {
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new DataException(
                        place, "item " + sorted[i] + " is there twice", "give every item once, at its best rank");
            }
        }
    }

    /** How many items the list has, n. */
    public int size() {
        return items.length;
    }

    /** How many items are relevant to the user, in the list or not, R. */
    public int relevant() {
        return relevant;
    }

    /**
     * The item at place {@code index}.
     *
     * @param index 0 for the best
     */
    public int item(int index) {
        return items[index];
    }

    /**
     * Whether the item at place {@code index} is relevant.
     *
     * @param index 0 for the best
     */
    public boolean isHit(int index) {
        return hit[index];
    }

    /** How many relevant items are among the first {@code k}, h. */
    public int hits(int k) {
        int count = 0;
        int end = Math.min(k, hit.length);
        for (int i = 0; i < end; i++) {
            count += hit[i] ? 1 : 0;
        }
        return count;
    }

    @Override
    public String toString() {
        return hits(size()) + " of " + relevant + " relevant items in a list of " + size();
    }
}
