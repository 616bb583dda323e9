package dev.recsys.eval.metric;

import dev.recsys.DataException;
import dev.recsys.Stable;
import java.util.Arrays;

/**
 * One ranked list laid beside what is known of its items' worth to the user: all that a metric gets to see. Items are numbers,
 * usually positions in a model; only their equality matters.
 *
 * <p>In the formulas of the metrics, n is {@link #size()}, R is {@link #relevant()}, and h is {@link #hits} of the cutoff.
 *
 * <p>Immutable, thread-safe. Making one costs O(n log R), and O(n log n) to see that no item is there twice.
 */
@Stable
public final class JudgedList {

    private static final int[] NOTHING = new int[0];

    private final int[] items;
    private final UserJudgments judgments;
    private final double[] gains; // at each place; NaN where not judged
    private final int[] hits; // places of relevant items, ascending

    private JudgedList(int[] items, UserJudgments judgments) {
        this.items = items;
        this.judgments = judgments;
        this.gains = new double[items.length];
        int[] found = new int[Math.min(items.length, judgments.relevant())];
        int count = 0;
        for (int index = 0; index < items.length; index++) {
            int place = judgments.place(items[index]);
            gains[index] = place < 0 || judgments.gainAt(place) < 0 ? Double.NaN : judgments.gainAt(place);
            if (gains[index] >= judgments.level()) {
                found[count++] = index;
            }
        }
        this.hits = count == found.length ? found : Arrays.copyOf(found, count);
    }

    /**
     * A list of items and the items that are relevant, all with gain 1.
     *
     * @param list best first, without repetition; may be empty; copied
     * @param relevant distinct items in any order; those that are not in the list count as missed; not modified
     * @throws DataException if an item is twice in the list, or twice among the relevant ones
     */
    public static JudgedList of(int[] list, int[] relevant) {
        return of(list, list.length, UserJudgments.of(relevant));
    }

    /**
     * The first {@code count} items of a list, judged.
     *
     * @param list best first, without repetition; copied
     * @param judgments of the user
     * @throws DataException if an item is twice among the first {@code count}
     */
    public static JudgedList of(int[] list, int count, UserJudgments judgments) {
        int[] items = Arrays.copyOf(list, count);
        requireDistinct(items.clone());
        return new JudgedList(items, judgments);
    }

    /** The list of a user who got none: every relevant item is missed. */
    public static JudgedList empty(UserJudgments judgments) {
        return new JudgedList(NOTHING, judgments);
    }

    private static void requireDistinct(int[] items) {
        Arrays.sort(items);
        for (int i = 1; i < items.length; i++) {
            if (items[i] == items[i - 1]) {
                throw new DataException(
                        "ranked list",
                        "item " + items[i] + " is there twice",
                        "give every item once, at its best rank");
            }
        }
    }

    /** How many items the list has, n. */
    public int size() {
        return items.length;
    }

    /** How many items are relevant to the user, in the list or not, R. */
    public int relevant() {
        return judgments.relevant();
    }

    /** What is known of the user, whether it is in the list or not. */
    public UserJudgments judgments() {
        return judgments;
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
        return gains[index] >= judgments.level();
    }

    /**
     * Whether the item at place {@code index} was judged, as relevant or not.
     *
     * @param index 0 for the best
     */
    public boolean isJudged(int index) {
        return !Double.isNaN(gains[index]);
    }

    /**
     * The gain of the item at place {@code index}: 0 if it was not judged.
     *
     * @param index 0 for the best
     */
    public double gain(int index) {
        return isJudged(index) ? gains[index] : 0;
    }

    /** How many relevant items are among the first {@code k}, h. */
    public int hits(int k) {
        int count = 0;
        while (count < hits.length && hits[count] < k) {
            count++;
        }
        return count;
    }

    /**
     * The place of a relevant item; of those among the first k there are {@link #hits(int) hits(k)}.
     *
     * @param number 0 for the first relevant item of the list, at most {@code hits(size()) - 1}
     * @return its index, 0 for the best place
     */
    public int hit(int number) {
        return hits[number];
    }

    @Override
    public String toString() {
        return hits.length + " of " + relevant() + " relevant items in a list of " + size();
    }
}
