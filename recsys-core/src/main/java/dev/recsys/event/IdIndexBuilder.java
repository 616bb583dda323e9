package dev.recsys.event;

import dev.recsys.Stable;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
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

    private static final int MAX_IDS = Integer.MAX_VALUE - 8;
    private static final int MAX_STORED_IDS = 900_000_000; // leaves free slots in a table of 2^30

    private final IdType<T> type;
    private final Long2IntOpenHashMap ordinalOfNumber = new Long2IntOpenHashMap();
    private final LongArrayList numbers = new LongArrayList();
    private final ByteArena arena = new ByteArena();
    private int[] table = new int[64]; // ordinal + 1, 0 is free

    IdIndexBuilder(IdType<T> type) {
        this.type = type;
        ordinalOfNumber.defaultReturnValue(IdIndex.ABSENT);
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
        int[] order = new int[size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        if (type.isIntegral()) {
            long[] keys = numbers.elements();
            IntArrays.quickSort(order, (a, b) -> Long.compare(keys[a], keys[b]));
        } else {
            IntArrays.quickSort(order, arena::compare);
        }
        return order;
    }

    private int addNumber(long number) {
        int known = ordinalOfNumber.get(number);
        if (known != IdIndex.ABSENT) {
            return known;
        }
        int ordinal = checkCapacity(numbers.size());
        numbers.add(number);
        ordinalOfNumber.put(number, ordinal);
        return ordinal;
    }

    private int addBytes(byte[] bytes) {
        int mask = table.length - 1;
        int slot = hash(bytes) & mask;
        while (table[slot] != 0) {
            if (arena.equalsAt(table[slot] - 1, bytes, bytes.length)) {
                return table[slot] - 1;
            }
            slot = (slot + 1) & mask;
        }
        if (arena.size() >= MAX_STORED_IDS) {
            throw new IllegalStateException(
                    "an index of ids that are no whole numbers holds at most " + MAX_STORED_IDS);
        }
        int ordinal = arena.add(bytes, bytes.length);
        table[slot] = ordinal + 1;
        if (arena.size() > table.length / 2 && table.length < 1 << 30) {
            growTable();
        }
        return ordinal;
    }

    private void growTable() {
        int[] larger = new int[table.length * 2];
        int mask = larger.length - 1;
        for (int entry : table) {
            if (entry != 0) {
                int slot = hash(arena.get(entry - 1)) & mask;
                while (larger[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                larger[slot] = entry;
            }
        }
        table = larger;
    }

    private static int hash(byte[] bytes) {
        long h = 0xcbf29ce484222325L;
        for (byte b : bytes) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L; // FNV-1a, 64 bit
        }
        h ^= h >>> 32;
        return (int) ((h * 0x9e3779b97f4a7c15L) >>> 33);
    }

    private static int checkCapacity(int size) {
        if (size >= MAX_IDS) {
            throw new IllegalStateException("an index holds at most " + MAX_IDS + " ids");
        }
        return size;
    }
}
