package dev.recsys.event;

import dev.recsys.Stable;
import java.util.Arrays;

/**
 * An exact two-way dictionary between ids and positions 0 to {@code size - 1}. Positions follow the order of the ids (see
 * {@link IdType}), so the same set of ids always gives the same positions.
 *
 * <p>Compact: 8 bytes per whole-number id; the id's own bytes plus 12 for other types. A look-up by id is a binary search
 * and allocates nothing for whole numbers. At most 900 million ids.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <T> the Java type of an id
 */
@Stable
public abstract sealed class IdIndex<T> permits IdIndex.Numbers, IdIndex.Bytes {

    /** What {@link #positionOf} answers for an id that is not in the index. */
    public static final int ABSENT = -1;

    private final IdType<T> type;

    private IdIndex(IdType<T> type) {
        this.type = type;
    }

    /** Starts an empty index. */
    public static <T> IdIndexBuilder<T> builder(IdType<T> type) {
        return new IdIndexBuilder<>(type);
    }

    /** An index over the given ids; repeated ones count once. */
    public static <T> IdIndex<T> of(IdType<T> type, Iterable<T> ids) {
        IdIndexBuilder<T> builder = builder(type);
        ids.forEach(builder::add);
        return builder.build();
    }

    /** The type of the ids. */
    public IdType<T> type() {
        return type;
    }

    /** How many ids there are. */
    public abstract int size();

    /**
     * The position of an id, or {@link #ABSENT}. Cost O(log size).
     *
     * @return 0 to size - 1, or {@link #ABSENT}
     */
    public abstract int positionOf(T id);

    /**
     * The id at a position.
     *
     * @param position 0 to size - 1
     * @throws IndexOutOfBoundsException if the position is outside
     */
    public abstract T id(int position);

    /** The stored bytes of the id at a position, a new array. */
    public abstract byte[] bytes(int position);

    /** Whether the id is in the index. */
    public boolean contains(T id) {
        return positionOf(id) != ABSENT;
    }

    /** The id at a position as text. */
    public String text(int position) {
        return type.format(id(position));
    }

    /**
     * The index of the ids at the given positions.
     *
     * @param positions strictly ascending; not modified
     * @throws IllegalArgumentException if they do not ascend
     */
    public abstract IdIndex<T> select(int[] positions);

    /**
     * Where each id of this index is in another one: element p is the position in {@code other} of the id at position p
     * here, or {@link #ABSENT}. Cost O(size of both).
     */
    public int[] positionsIn(IdIndex<T> other) {
        int[] map = new int[size()];
        int there = 0;
        for (int here = 0; here < map.length; here++) {
            int order = -1;
            while (there < other.size() && (order = compare(here, other, there)) > 0) {
                there++;
            }
            map[here] = there < other.size() && order == 0 ? there : ABSENT;
        }
        return map;
    }

    private static void requireAscending(int[] positions) {
        for (int i = 1; i < positions.length; i++) {
            if (positions[i] <= positions[i - 1]) {
                throw new IllegalArgumentException(
                        "positions must ascend but " + positions[i] + " follows " + positions[i - 1]);
            }
        }
    }

    abstract int compare(int here, IdIndex<T> other, int there);

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof IdIndex<?> that) || !type.equals(that.type) || size() != that.size()) {
            return false;
        }
        for (int p = 0; p < size(); p++) {
            if (!Arrays.equals(bytes(p), that.bytes(p))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = type.hashCode() * 31 + size();
        return size() == 0 ? hash : hash * 31 + Arrays.hashCode(bytes(size() - 1));
    }

    @Override
    public String toString() {
        return size() + " ids of type " + type;
    }

    /** Whole numbers in one sorted array. */
    static final class Numbers<T> extends IdIndex<T> {

        private final long[] sorted;

        Numbers(IdType<T> type, long[] sorted) {
            super(type);
            this.sorted = sorted;
        }

        @Override
        public int size() {
            return sorted.length;
        }

        @Override
        public int positionOf(T id) {
            return Math.max(
                    ABSENT,
                    Arrays.binarySearch(sorted, type().integral().unbox().applyAsLong(id)));
        }

        @Override
        public T id(int position) {
            return type().integral().box().apply(sorted[position]);
        }

        @Override
        public byte[] bytes(int position) {
            return type().toBytes(id(position));
        }

        @Override
        public IdIndex<T> select(int[] positions) {
            requireAscending(positions);
            long[] chosen = new long[positions.length];
            for (int i = 0; i < positions.length; i++) {
                chosen[i] = sorted[positions[i]];
            }
            return new Numbers<>(type(), chosen);
        }

        @Override
        int compare(int here, IdIndex<T> other, int there) {
            return Long.compare(sorted[here], ((Numbers<T>) other).sorted[there]);
        }
    }

    /** Byte strings in an arena, with the ordinals in sorted order. */
    static final class Bytes<T> extends IdIndex<T> {

        private final ByteArena arena;
        private final int[] ordinals;

        Bytes(IdType<T> type, ByteArena arena, int[] ordinals) {
            super(type);
            this.arena = arena;
            this.ordinals = ordinals;
        }

        @Override
        public int size() {
            return ordinals.length;
        }

        @Override
        public int positionOf(T id) {
            byte[] wanted;
            try {
                wanted = type().toBytes(id);
            } catch (IllegalArgumentException e) {
                return ABSENT; // no such id can be in an index
            }
            int low = 0;
            int high = ordinals.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = arena.compareTo(ordinals[middle], wanted);
                if (order == 0) {
                    return middle;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return ABSENT;
        }

        @Override
        public T id(int position) {
            return type().fromBytes(bytes(position));
        }

        @Override
        public byte[] bytes(int position) {
            return arena.get(ordinals[position]);
        }

        @Override
        public IdIndex<T> select(int[] positions) {
            requireAscending(positions);
            ByteArena copy = new ByteArena();
            int[] inOrder = new int[positions.length];
            for (int i = 0; i < positions.length; i++) {
                byte[] bytes = bytes(positions[i]);
                inOrder[i] = copy.add(bytes, bytes.length);
            }
            copy.trim();
            return new Bytes<>(type(), copy, inOrder);
        }

        @Override
        int compare(int here, IdIndex<T> other, int there) {
            Bytes<T> that = (Bytes<T>) other;
            return Arrays.compareUnsigned(bytes(here), that.bytes(there));
        }
    }
}
