package dev.recsys.event;

import dev.recsys.Stable;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;

/**
 * Gathers ids one by one and builds their {@link IdIndex}. While gathering, every distinct id has an ordinal: 0 for the
 * first, 1 for the next new one. Not thread-safe.
 *
 * @param <T> the Java type of an id
 */
@Stable
public final class IdIndexBuilder<T> {

    private static final int MAX_IDS = 900_000_000; // leaves free slots in a table of 2^30
    private static final int FIRST_BITS = 6;
    private static final int MAX_BITS = 30;

    private final IdType<T> type;
    private final LongArrayList numbers = new LongArrayList(); // by ordinal, of whole-number ids
    private final ByteArena arena = new ByteArena(); // by ordinal, of all others
    private int tableBits = FIRST_BITS;
    private int[] table = new int[1 << FIRST_BITS]; // ordinal + 1, 0 is free
    private int[] sortedOrdinals = new int[0]; // kept between the two calls that need it

    IdIndexBuilder(IdType<T> type) {
        this.type = type;
    }

    /**
     * Adds an id unless it is there already.
     *
     * @return its ordinal
     * @throws IllegalArgumentException if the id is invalid for its type
     */
    public int add(T id) {
        return type.isIntegral() ? addNumber(type.integral().unbox().applyAsLong(id)) : addBytes(type.toBytes(id));
    }

    /** Adds the id in a cell, without an object for whole numbers. */
    public int add(IdCell<T> cell) {
        return type.isIntegral() ? addNumber(cell.longValue()) : addBytes(type.toBytes(cell.value()));
    }

    /**
     * Adds an id in its stored form.
     *
     * @param bytes as {@link IdType#toBytes} gives them; not modified
     * @throws IllegalArgumentException if they are not the stored form of an id of this type
     */
    public int addStored(byte[] bytes) {
        T id = type.fromBytes(bytes);
        if (type.isIntegral()) {
            return add(id);
        }
        if (!Arrays.equals(type.toBytes(id), bytes)) {
            throw new IllegalArgumentException("its bytes are not those of '" + type.format(id) + "'");
        }
        return addBytes(bytes);
    }

    /** How many distinct ids were added. */
    public int size() {
        return type.isIntegral() ? numbers.size() : arena.size();
    }

    /** The index of all ids added so far. The builder must not be used afterwards. */
    public IdIndex<T> build() {
        if (type.isIntegral()) {
            long[] sorted = numbers.toLongArray();
            Arrays.sort(sorted);
            return new IdIndex.Numbers<>(type, sorted);
        }
        arena.trim();
        return new IdIndex.Bytes<>(type, arena, sortedOrdinals());
    }

    /** For each ordinal its position in the index that {@link #build} gives. */
    int[] positionsByOrdinal() {
        int[] order = sortedOrdinals();
        int[] position = new int[order.length];
        for (int p = 0; p < order.length; p++) {
            position[order[p]] = p;
        }
        return position;
    }

    private int[] sortedOrdinals() {
        if (sortedOrdinals.length != size()) {
            sortedOrdinals = type.isIntegral() ? sortedNumbers() : sortedBytes();
        }
        return sortedOrdinals;
    }

    /** Sorting the numbers alone and looking them up again is quicker than sorting ordinals by their numbers. */
    private int[] sortedNumbers() {
        long[] sorted = numbers.toLongArray();
        Arrays.sort(sorted);
        int[] order = new int[sorted.length];
        for (int p = 0; p < order.length; p++) {
            order[p] = addNumber(sorted[p]);
        }
        return order;
    }

    /** By the eight bytes after those that all ids start with, as one number, and by all bytes only where these agree. */
    private int[] sortedBytes() {
        int common = arena.commonPrefix();
        long[] heads = new long[arena.size()];
        int[] order = new int[heads.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            heads[i] = arena.head(i, common) ^ Long.MIN_VALUE; // unsigned order
        }
        IntArrays.quickSort(order, (a, b) -> {
            int c = Long.compare(heads[a], heads[b]);
            return c == 0 ? arena.compare(a, b) : c;
        });
        return order;
    }

    /**
     * Adds whole numbers, all at once.
     *
     * @param entries scratch of at least {@code count} elements
     * @param out receives their ordinals from {@code offset} on
     */
    void addNumbers(long[] values, int count, int[] entries, int[] out, int offset) {
        int[] slots = table;
        for (int i = 0; i < count; i++) {
            entries[i] = slots[hash(values[i])];
        }
        long[] known = numbers.elements();
        if (!numbers.isEmpty()) {
            for (int i = 0; i < count; i++) {
                int ordinal = Math.max(0, entries[i] - 1);
                out[offset + i] = known[ordinal] == values[i] ? ordinal : IdIndex.ABSENT;
            }
        } else {
            Arrays.fill(out, offset, offset + count, IdIndex.ABSENT);
        }
        for (int i = offset; i < offset + count; i++) {
            if (out[i] == IdIndex.ABSENT) {
                out[i] = addNumber(values[i - offset]);
            }
        }
    }

    /**
     * Adds ids in their stored form, all at once.
     *
     * @param entries scratch of at least {@code count} elements
     * @param out receives their ordinals from {@code offset} on
     */
    void addBytes(byte[][] values, int count, int[] entries, int[] out, int offset) {
        int[] slots = table;
        for (int i = 0; i < count; i++) {
            entries[i] = slots[hash(values[i])];
        }
        for (int i = 0; i < count; i++) {
            int ordinal = entries[i] - 1;
            boolean isLikely = ordinal >= 0 && arena.length(ordinal) == values[i].length;
            out[offset + i] = isLikely ? ordinal : IdIndex.ABSENT;
        }
        for (int i = 0; i < count; i++) {
            byte[] bytes = values[i];
            int likely = out[offset + i];
            boolean isKnown = likely != IdIndex.ABSENT && arena.equalsAt(likely, bytes, bytes.length);
            out[offset + i] = isKnown ? likely : addBytes(bytes);
        }
    }

    private int addNumber(long number) {
        int mask = table.length - 1;
        int slot = hash(number);
        int entry;
        while ((entry = table[slot]) != 0) {
            if (numbers.getLong(entry - 1) == number) {
                return entry - 1;
            }
            slot = (slot + 1) & mask;
        }
        checkCapacity();
        int ordinal = numbers.size();
        numbers.add(number);
        occupy(slot, ordinal);
        return ordinal;
    }

    private int addBytes(byte[] bytes) {
        int mask = table.length - 1;
        int slot = hash(bytes);
        int entry;
        while ((entry = table[slot]) != 0) {
            if (arena.equalsAt(entry - 1, bytes, bytes.length)) {
                return entry - 1;
            }
            slot = (slot + 1) & mask;
        }
        checkCapacity();
        int ordinal = arena.add(bytes, bytes.length);
        occupy(slot, ordinal);
        return ordinal;
    }

    private void occupy(int slot, int ordinal) {
        table[slot] = ordinal + 1;
        if (ordinal >= table.length / 2 && tableBits < MAX_BITS) {
            growTable(ordinal);
        }
    }

    private void growTable(int last) {
        tableBits++;
        table = new int[1 << tableBits];
        int mask = table.length - 1;
        for (int ordinal = 0; ordinal <= last; ordinal++) {
            int slot = type.isIntegral() ? hash(numbers.getLong(ordinal)) : hash(arena.get(ordinal));
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = ordinal + 1;
        }
    }

    /** The first slot to look at: the high bits of a product with the golden ratio, which spreads runs of numbers. */
    private int hash(long number) {
        long h = number ^ (number >>> 32);
        return (int) ((h * 0x9e3779b97f4a7c15L) >>> (Long.SIZE - tableBits));
    }

    private int hash(byte[] bytes) {
        long h = 0xcbf29ce484222325L;
        for (byte b : bytes) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L; // FNV-1a, 64 bit
        }
        return hash(h);
    }

    private void checkCapacity() {
        if (size() >= MAX_IDS) {
            throw new IllegalStateException("an index holds at most " + MAX_IDS + " ids");
        }
    }
}
