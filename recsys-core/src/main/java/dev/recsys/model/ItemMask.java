package dev.recsys.model;

import dev.recsys.Stable;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A set of allowed item positions. Made once, asked millions of times: {@link #contains} costs O(1) for masks made by
 * {@link #of} and {@link #where}, and O(log of the exceptions) for masks made by {@link #except}, which take no memory per
 * item of the catalogue. {@link #and} joins both kinds.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class ItemMask {

    private static final long[] EVERY = new long[0];
    private static final int[] NOTHING = new int[0];

    private final int items;
    private final long[] bits; // EVERY stands for all set
    private final int set; // how many bits are
    private final int[] excluded; // ascending; not allowed although their bit is set

    private ItemMask(int items, long[] bits, int[] excluded) {
        this(items, bits, bitsOf(bits), excluded);
    }

    private ItemMask(int items, long[] bits, int set, int[] excluded) {
        this.items = items;
        this.bits = bits;
        this.set = set;
        this.excluded = excluded;
    }

    /**
     * Every item.
     *
     * @param items how many items there are, 0 or more
     */
    public static ItemMask all(int items) {
        if (items < 0) {
            throw new IllegalArgumentException("items must be at least 0 but was " + items);
        }
        return new ItemMask(items, EVERY, NOTHING);
    }

    /** Only the given items, in any order. */
    public static ItemMask of(int items, int... allowed) {
        long[] set = new long[words(items)];
        for (int item : allowed) {
            check(item, items);
            set[item >>> 6] |= 1L << item;
        }
        return new ItemMask(items, set, NOTHING);
    }

    /** Every item but the given ones, in any order; takes memory for these only. */
    public static ItemMask except(int items, int... excluded) {
        int[] sorted = excluded.clone();
        if (!isAscending(sorted)) {
            IntArrays.quickSort(sorted);
        }
        int kept = 0;
        for (int item : sorted) {
            check(item, items);
            if (kept == 0 || sorted[kept - 1] != item) {
                sorted[kept++] = item;
            }
        }
        return new ItemMask(items, EVERY, Arrays.copyOf(sorted, kept));
    }

    private static boolean isAscending(int[] values) {
        for (int i = 1; i < values.length; i++) {
            if (values[i - 1] > values[i]) {
                return false;
            }
        }
        return true;
    }

    /** The items for which {@code allowed} holds; asked once per item, now. */
    public static ItemMask where(int items, IntPredicate allowed) {
        long[] set = new long[words(items)];
        for (int item = 0; item < items; item++) {
            if (allowed.test(item)) {
                set[item >>> 6] |= 1L << item;
            }
        }
        return new ItemMask(items, set, NOTHING);
    }

    /** How many items there are, allowed or not. */
    public int items() {
        return items;
    }

    /** Whether an item is allowed. */
    public boolean contains(int item) {
        if (bits.length > 0 && (bits[item >>> 6] >>> item & 1) == 0) {
            return false;
        }
        return excluded.length == 0 || Arrays.binarySearch(excluded, item) < 0;
    }

    /** How many items are allowed. Cost O(exceptions). */
    public int count() {
        if (bits.length == 0) {
            return items - excluded.length;
        }
        int count = set;
        for (int item : excluded) {
            count -= (int) (bits[item >>> 6] >>> item & 1);
        }
        return count;
    }

    /** The first allowed item from {@code from} on, or -1. */
    int next(int from) {
        for (int item = from; item < items; item++) {
            if (bits.length > 0 && bits[item >>> 6] >>> item == 0) {
                item |= 63; // nothing in the rest of this word
            } else if (contains(item)) {
                return item;
            }
        }
        return -1;
    }

    private static int bitsOf(long[] words) {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** The items allowed by both. */
    public ItemMask and(ItemMask other) {
        if (other.items != items) {
            throw new IllegalArgumentException("masks over " + items + " and " + other.items + " items do not fit");
        }
        int[] both = union(excluded, other.excluded);
        if (bits.length == 0 || other.bits.length == 0) {
            ItemMask chosen = bits.length == 0 ? other : this;
            return new ItemMask(items, chosen.bits, chosen.set, both);
        }
        return new ItemMask(items, andBits(other), both);
    }

    private long[] andBits(ItemMask other) {
        long[] both = bits.clone();
        for (int w = 0; w < both.length; w++) {
            both[w] &= other.bits[w];
        }
        return both;
    }

    private static int[] union(int[] a, int[] b) {
        if (a.length == 0 || b.length == 0) {
            return a.length == 0 ? b : a;
        }
        int[] merged = new int[a.length + b.length];
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            if (j == b.length || (i < a.length && a[i] < b[j])) {
                merged[n++] = a[i++];
            } else {
                i += i < a.length && a[i] == b[j] ? 1 : 0;
                merged[n++] = b[j++];
            }
        }
        return Arrays.copyOf(merged, n);
    }

    /** The items allowed by either. Cost O(items / 64). */
    public ItemMask or(ItemMask other) {
        if (other.items != items) {
            throw new IllegalArgumentException("masks over " + items + " and " + other.items + " items do not fit");
        }
        long[] either = toBits();
        long[] others = other.toBits();
        for (int w = 0; w < either.length; w++) {
            either[w] |= others[w];
        }
        return new ItemMask(items, either, NOTHING);
    }

    /** The items that are not allowed here. Cost O(items / 64). */
    public ItemMask not() {
        long[] opposite = toBits();
        for (int w = 0; w < opposite.length; w++) {
            opposite[w] = ~opposite[w];
        }
        clearRest(opposite);
        return new ItemMask(items, opposite, NOTHING);
    }

    /** A new array with a bit for each allowed item, and no others. */
    private long[] toBits() {
        long[] set = bits.length == 0 ? new long[words(items)] : bits.clone();
        if (bits.length == 0) {
            Arrays.fill(set, -1L);
            clearRest(set);
        }
        for (int item : excluded) {
            set[item >>> 6] &= ~(1L << item);
        }
        return set;
    }

    /** Clears the bits of the last word that stand for no item. */
    private void clearRest(long[] set) {
        if (items == 0) {
            set[0] = 0;
        } else if ((items & 63) != 0) {
            set[set.length - 1] &= -1L >>> (64 - (items & 63));
        }
    }

    private static int words(int items) {
        return Math.max(1, (items + 63) >>> 6); // at least one word, so that it never looks like EVERY
    }

    private static void check(int item, int items) {
        if (item < 0 || item >= items) {
            throw new IndexOutOfBoundsException("item " + item + " is not a position of " + items + " items");
        }
    }

    @Override
    public String toString() {
        return count() + " of " + items + " items";
    }
}
