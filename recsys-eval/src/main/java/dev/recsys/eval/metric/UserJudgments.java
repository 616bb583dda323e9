package dev.recsys.eval.metric;

import dev.recsys.DataException;
import dev.recsys.Stable;
import java.util.Arrays;

/**
 * How much items are worth to one user, as far as anybody has judged: a gain for each judged item, and the level from which on an
 * item is relevant. Items are numbers; only their equality matters.
 *
 * <p>Gains below 0 say that an item is known but was not judged: it counts as gain 0, is not relevant, and not judged either.
 *
 * <p>Immutable, thread-safe. Making one costs O(m log m) for m items, and 20 bytes for each.
 */
@Stable
public final class UserJudgments {

    private static final UserJudgments NONE = of(new int[0], new double[0], Double.MIN_VALUE);

    private final int[] items; // ascending
    private final double[] gains; // of the items; below 0 for those not judged
    private final long[] sieve;
    private final double[] ideal; // gains greater than 0, descending
    private final double level;
    private final int relevant;
    private final int irrelevant;

    private UserJudgments(int[] items, double[] gains, double level) {
        this.items = items;
        this.gains = gains;
        this.level = level;
        this.sieve = sieve(items);
        this.ideal = descending(gains);
        int relevantItems = 0;
        int irrelevantItems = 0;
        for (double gain : gains) {
            relevantItems += gain >= level ? 1 : 0;
            irrelevantItems += gain >= 0 && gain < level ? 1 : 0;
        }
        this.relevant = relevantItems;
        this.irrelevant = irrelevantItems;
    }

    private static double[] descending(double[] gains) {
        double[] sorted = new double[gains.length];
        int count = 0;
        boolean ordered = true;
        for (double gain : gains) {
            if (gain > 0) {
                ordered &= count == 0 || sorted[count - 1] >= gain;
                sorted[count++] = gain;
            }
        }
        sorted = count == sorted.length ? sorted : Arrays.copyOf(sorted, count);
        if (!ordered) {
            Arrays.sort(sorted);
            for (int i = 0, j = count - 1; i < j; i++, j--) {
                double swapped = sorted[i];
                sorted[i] = sorted[j];
                sorted[j] = swapped;
            }
        }
        return sorted;
    }

    /** One bit of 256 for every item: most items that are not judged are told from the others at once. */
    private static long[] sieve(int[] items) {
        long[] sieve = new long[4];
        for (int item : items) {
            sieve[word(item)] |= 1L << item;
        }
        return sieve;
    }

    private static int word(int item) {
        return (item * 0x9E3779B9) >>> 30;
    }

    /**
     * Items that are relevant, all with gain 1.
     *
     * @param relevant distinct, in any order; copied
     * @throws DataException if an item is there twice
     */
    public static UserJudgments of(int... relevant) {
        double[] gains = new double[relevant.length];
        Arrays.fill(gains, 1);
        return of(relevant, gains, 1);
    }

    /**
     * Items with their gains.
     *
     * @param items distinct, in any order; copied
     * @param gains as many, finite; copied
     * @param level greater than 0; items with this gain or more are relevant
     * @throws DataException if an item is there twice
     */
    public static UserJudgments of(int[] items, double[] gains, double level) {
        if (items.length != gains.length) {
            throw new IllegalArgumentException("there are " + items.length + " items but " + gains.length + " gains");
        }
        if (!(level > 0)) {
            throw new IllegalArgumentException("level must be greater than 0 but was " + level);
        }
        int[] sorted = items.clone();
        double[] values = gains.clone();
        sort(sorted, values);
        for (int i = 0; i < sorted.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("a gain must be finite but item " + sorted[i] + " has " + values[i]);
            }
            if (i > 0 && sorted[i] == sorted[i - 1]) {
                throw new DataException(
                        "judged items", "item " + sorted[i] + " is there twice", "judge every item of a user once");
            }
        }
        return new UserJudgments(sorted, values, level);
    }

    /** Sorts two arrays by the first. */
    private static void sort(int[] keys, double[] values) {
        boolean ordered = true;
        for (int i = 1; i < keys.length && ordered; i++) {
            ordered = keys[i] > keys[i - 1];
        }
        if (ordered) {
            return;
        }
        long[] order = new long[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) keys[i] << 32 | i;
        }
        Arrays.sort(order);
        double[] moved = values.clone();
        for (int i = 0; i < order.length; i++) {
            keys[i] = (int) (order[i] >> 32);
            values[i] = moved[(int) order[i]];
        }
    }

    /** Nothing is judged. */
    public static UserJudgments none() {
        return NONE;
    }

    /** How many items there are, the relevant, the irrelevant and those that are known but were not judged. */
    int judged() {
        return items.length;
    }

    /** How many items are relevant, R. */
    public int relevant() {
        return relevant;
    }

    /** How many items were judged and found irrelevant: gain 0 or more, but below the level. */
    public int irrelevant() {
        return irrelevant;
    }

    /** From which gain on an item is relevant. */
    public double level() {
        return level;
    }

    /** How many items have a gain greater than 0. */
    public int gainful() {
        return ideal.length;
    }

    /**
     * The gains greater than 0 in descending order: those of the best possible list.
     *
     * @param index 0 to {@link #gainful()} - 1
     */
    public double idealGain(int index) {
        return ideal[index];
    }

    /** The place of an item among the items, ascending; negative if nothing is known of it. */
    int place(int item) {
        return (sieve[word(item)] & 1L << item) == 0 ? -1 : Arrays.binarySearch(items, item);
    }

    /** The gain at a place, as given. */
    double gainAt(int place) {
        return gains[place];
    }

    /** The gain of an item; 0 if it was not judged. */
    public double gain(int item) {
        int place = place(item);
        return place < 0 ? 0 : Math.max(0, gains[place]);
    }

    /** Whether an item was judged, as relevant or not. */
    public boolean isJudged(int item) {
        int place = place(item);
        return place >= 0 && gains[place] >= 0;
    }

    @Override
    public String toString() {
        return relevant + " relevant and " + irrelevant + " irrelevant items";
    }
}
