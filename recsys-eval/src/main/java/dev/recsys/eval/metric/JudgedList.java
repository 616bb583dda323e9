package dev.recsys.eval.metric;

import dev.recsys.DataException;
import dev.recsys.Stable;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * One ranked list laid beside what is known of its items' worth to the user: all that a metric gets to see. Items are numbers,
 * usually positions in a model; only their equality matters.
 *
 * <p>In the formulas of the metrics, n is {@link #size()}, R is {@link #relevant()}, and h is {@link #hits} of the cutoff.
 *
 * <p>Immutable, thread-safe. Making one costs O(n), and O(log m) for each item that may be one of the m judged. Memory: 4 bytes per
 * item, and 16 per judged item in the list.
 */
@Stable
public final class JudgedList {

    private static final int[] NOTHING = {};

    private final int[] items;
    private final UserJudgments judgments;
    private final int[] judged; // places of judged items, ascending
    private final double[] gains; // of these, 0 or more
    private final int[] hits; // places of relevant items, ascending
    private final int[] tieStarts; // of the groups of two or more equal scores, ascending
    private final int[] tieEnds;

    private JudgedList(int[] items, UserJudgments judgments) {
        this.items = items;
        this.judgments = judgments;
        int room = Math.min(items.length, judgments.judged());
        int[] places = new int[room];
        double[] found = new double[room];
        int[] relevant = new int[Math.min(items.length, judgments.relevant())];
        int count = 0;
        int hitCount = 0;
        for (int index = 0; index < items.length; index++) {
            int place = judgments.place(items[index]);
            if (place >= 0 && judgments.gainAt(place) >= 0) {
                double gain = judgments.gainAt(place);
                places[count] = index;
                found[count++] = gain;
                if (gain >= judgments.level()) {
                    relevant[hitCount++] = index;
                }
            }
        }
        this.judged = count == room ? places : Arrays.copyOf(places, count);
        this.gains = count == room ? found : Arrays.copyOf(found, count);
        this.hits = hitCount == relevant.length ? relevant : Arrays.copyOf(relevant, hitCount);
        this.tieStarts = NOTHING;
        this.tieEnds = NOTHING;
    }

    private JudgedList(JudgedList other, int[] tieStarts, int[] tieEnds) {
        this.items = other.items;
        this.judgments = other.judgments;
        this.judged = other.judged;
        this.gains = other.gains;
        this.hits = other.hits;
        this.tieStarts = tieStarts;
        this.tieEnds = tieEnds;
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
        requireDistinct(items);
        return new JudgedList(items, judgments);
    }

    /** The list of a user who got none: every relevant item is missed. */
    public static JudgedList empty(UserJudgments judgments) {
        return new JudgedList(NOTHING, judgments);
    }

    /** By an open hash table, at most half full; an empty slot has 0, a taken one the place of its item + 1. */
    private static void requireDistinct(int[] items) {
        int bits = Math.max(2, 33 - Integer.numberOfLeadingZeros(items.length));
        int[] slots = new int[1 << bits];
        for (int index = 0; index < items.length; index++) {
            int slot = (items[index] * 0x9E3779B9) >>> (32 - bits);
            while (slots[slot] != 0) {
                if (items[slots[slot] - 1] == items[index]) {
                    throw new DataException(
                            "ranked list",
                            "item " + items[index] + " is there twice",
                            "give every item once, at its best rank");
                }
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = index + 1;
        }
    }

    /**
     * A copy that knows which of its items have equal scores, so that a {@link TieAware} metric can say what is to be expected.
     *
     * @param equalsNext whether the item at an index, 0 to n - 2, has the score of the next one
     */
    public JudgedList withTies(IntPredicate equalsNext) {
        IntArrayList starts = new IntArrayList(0);
        IntArrayList ends = new IntArrayList(0);
        int index = 0;
        while (index < items.length) {
            int start = index;
            while (index < items.length - 1 && equalsNext.test(index)) {
                index++;
            }
            index++;
            if (index > start + 1) {
                starts.add(start);
                ends.add(index);
            }
        }
        return starts.isEmpty() && !hasTies() ? this : new JudgedList(this, starts.toIntArray(), ends.toIntArray());
    }

    /** Whether some of its items are known to have equal scores. */
    public boolean hasTies() {
        return tieStarts.length > 0;
    }

    /** Where the group of items with the score of the item at place {@code index} starts: {@code index} if it has none like it. */
    public int tieStart(int index) {
        int group = group(index);
        return group < 0 ? index : tieStarts[group];
    }

    /** Where that group ends: the place after its last item. */
    public int tieEnd(int index) {
        int group = group(index);
        return group < 0 ? index + 1 : tieEnds[group];
    }

    private int group(int index) {
        if (tieStarts.length == 0) {
            return -1;
        }
        int found = Arrays.binarySearch(tieStarts, index);
        int group = found >= 0 ? found : -found - 2;
        return group >= 0 && index < tieEnds[group] ? group : -1;
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
        return Arrays.binarySearch(hits, index) >= 0;
    }

    /**
     * Whether the item at place {@code index} was judged, as relevant or not.
     *
     * @param index 0 for the best
     */
    public boolean isJudged(int index) {
        return Arrays.binarySearch(judged, index) >= 0;
    }

    /**
     * The gain of the item at place {@code index}: 0 if it was not judged.
     *
     * @param index 0 for the best
     */
    public double gain(int index) {
        int number = Arrays.binarySearch(judged, index);
        return number < 0 ? 0 : gains[number];
    }

    /** How many relevant items are among the first {@code k}, h. */
    public int hits(int k) {
        if (k >= items.length) {
            return hits.length;
        }
        int found = Arrays.binarySearch(hits, k);
        return found < 0 ? -found - 1 : found;
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

    /** How many items of the list were judged, as relevant or not. */
    public int judged() {
        return judged.length;
    }

    /**
     * The place of a judged item.
     *
     * @param number 0 for the first judged item of the list, at most {@code judged() - 1}
     * @return its index, 0 for the best place
     */
    public int judged(int number) {
        return judged[number];
    }

    /**
     * The gain of a judged item, 0 or more.
     *
     * @param number as of {@link #judged(int)}
     */
    public double judgedGain(int number) {
        return gains[number];
    }

    @Override
    public String toString() {
        return hits.length + " of " + relevant() + " relevant items in a list of " + size();
    }
}
