package dev.recsys.event;

import java.util.Arrays;

/**
 * Puts arrived events into canonical order: they are first dealt into ranges of users that fit into a processor's cache,
 * and each range is then sorted in place. A sort of all rows at once would wait for memory at every step.
 */
final class CanonicalColumns {

    private static final int MAX_RANGES = 1024;
    private static final int RANGE_EVENTS = 1 << 15;

    private final int[] firstOfUser; // and after the last user the number of events
    private final int[] users;
    private final int[] items;
    private final float[] weights;
    private final byte[] types;
    private final long[] times; // empty without times
    private final int[] eventIds; // empty without event ids
    private long[] keys = new long[0]; // of the range that is sorted: item, place in the range
    private int base; // its first row

    private CanonicalColumns(int[] firstOfUser, boolean hasTime, boolean hasEventIds) {
        int size = firstOfUser[firstOfUser.length - 1];
        this.firstOfUser = firstOfUser;
        this.users = new int[size];
        this.items = new int[size];
        this.weights = new float[size];
        this.types = new byte[size];
        this.times = new long[hasTime ? size : 0];
        this.eventIds = new int[hasEventIds ? size : 0];
    }

    /**
     * The columns in canonical order.
     *
     * @param arrived given up block by block
     */
    static EventColumns of(ArrivedEvents<?, ?> arrived) {
        boolean hasTime = arrived.hasTime();
        boolean hasEventIds = arrived.hasEventIds();
        int[] userPositions = arrived.users().positionsByOrdinal();
        int[] firstOfUser = firstOfUser(arrived, userPositions);
        CanonicalColumns columns = new CanonicalColumns(firstOfUser, hasTime, hasEventIds);
        int shift = shift(arrived.size());
        columns.deal(arrived, userPositions, shift);
        columns.sortRanges(shift);
        return new EventColumns(
                columns.users,
                columns.items,
                columns.weights,
                columns.types,
                hasTime ? columns.times : null,
                hasEventIds ? columns.eventIds : null);
    }

    private static int[] firstOfUser(ArrivedEvents<?, ?> arrived, int[] userPositions) {
        int[] first = new int[userPositions.length + 1];
        for (int b = 0; b < arrived.blocks(); b++) {
            int[] ordinals = arrived.users().block(b);
            int count = arrived.count(b);
            for (int i = 0; i < count; i++) {
                first[userPositions[ordinals[i]] + 1]++;
            }
        }
        for (int user = 0; user < userPositions.length; user++) {
            first[user + 1] += first[user];
        }
        return first;
    }

    /** A user belongs to range {@code firstOfUser >>> shift}. */
    private static int shift(int size) {
        int shift = Integer.numberOfTrailingZeros(RANGE_EVENTS);
        while (size >>> shift >= MAX_RANGES) {
            shift++;
        }
        return shift;
    }

    /** The first row of each range, and after the last range the number of rows. */
    private int[] firstOfRange(int shift) {
        int ranges = (users.length >>> shift) + 1;
        int[] first = new int[ranges + 1];
        Arrays.fill(first, users.length);
        for (int user = firstOfUser.length - 2; user >= 0; user--) {
            first[firstOfUser[user] >>> shift] = firstOfUser[user];
        }
        for (int range = ranges - 1; range >= 0; range--) { // one that no user starts in is empty
            first[range] = Math.min(first[range], first[range + 1]);
        }
        return first;
    }

    private void deal(ArrivedEvents<?, ?> arrived, int[] userPositions, int shift) {
        int[] next = firstOfRange(shift);
        int[] itemPositions = arrived.items().positionsByOrdinal();
        int[] place = new int[ArrivedEvents.BLOCK];
        for (int b = 0; b < arrived.blocks(); b++) {
            int count = arrived.count(b);
            int[] userBlock = arrived.users().block(b);
            for (int i = 0; i < count; i++) {
                int user = userPositions[userBlock[i]];
                int at = next[firstOfUser[user] >>> shift]++;
                users[at] = user;
                place[i] = at;
            }
            int[] itemBlock = arrived.items().block(b);
            for (int i = 0; i < count; i++) {
                items[place[i]] = itemPositions[itemBlock[i]];
            }
            dealRest(arrived, b, place, count);
            arrived.release(b);
        }
    }

    private void dealRest(ArrivedEvents<?, ?> arrived, int block, int[] place, int count) {
        float[] weightBlock = arrived.weights(block);
        for (int i = 0; i < count; i++) {
            weights[place[i]] = weightBlock[i];
        }
        byte[] typeBlock = arrived.types(block);
        for (int i = 0; i < count; i++) {
            types[place[i]] = typeBlock[i];
        }
        if (times.length > 0) {
            long[] timeBlock = arrived.times(block);
            for (int i = 0; i < count; i++) {
                times[place[i]] = timeBlock[i];
            }
        }
        if (eventIds.length > 0) {
            int[] idBlock = arrived.eventIds(block);
            for (int i = 0; i < count; i++) {
                eventIds[place[i]] = idBlock[i];
            }
        }
    }

    private void sortRanges(int shift) {
        int[] first = firstOfRange(shift);
        int[] next = firstOfUser.clone();
        for (int range = 0; range + 1 < first.length; range++) {
            if (first[range + 1] > first[range]) {
                sortRange(first[range], first[range + 1], next);
            }
        }
    }

    private void sortRange(int from, int to, int[] next) {
        int count = to - from;
        base = from;
        keys = keys.length < count ? new long[count] : keys;
        for (int row = from; row < to; row++) {
            keys[next[users[row]]++ - from] = ((long) items[row] << 32) | (row - from);
        }
        int firstUser = smallest(users, from, to);
        for (int user = firstUser, start = from; start < to; user++) {
            int end = firstOfUser[user + 1];
            sortUser(start - from, end - from);
            Arrays.fill(users, start, end, user);
            start = end;
        }
        reorder(from, count);
    }

    private static int smallest(int[] values, int from, int to) {
        int smallest = values[from];
        for (int i = from; i < to; i++) {
            smallest = Math.min(smallest, values[i]);
        }
        return smallest;
    }

    /** By item first; then the rows of each pair. */
    private void sortUser(int from, int to) {
        Arrays.sort(keys, from, to);
        int start = from;
        for (int end = from + 1; end <= to; end++) {
            if (end == to || keys[end] >>> 32 != keys[start] >>> 32) {
                if (end - start > 1) {
                    PairSort.sort(keys, start, end, this::compareWithinPair);
                }
                start = end;
            }
        }
    }

    private int compareWithinPair(long keyA, long keyB) {
        int a = base + (int) keyA;
        int b = base + (int) keyB;
        int c = times.length > 0 ? Long.compare(times[a], times[b]) : 0;
        if (c == 0 && eventIds.length > 0) {
            c = Integer.compare(eventIds[a], eventIds[b]);
        }
        if (c == 0) {
            c = Byte.compareUnsigned(types[a], types[b]);
        }
        return c == 0 ? Float.compare(weights[a], weights[b]) : c;
    }

    private void reorder(int from, int count) {
        for (int i = 0; i < count; i++) {
            items[from + i] = (int) (keys[i] >>> 32);
        }
        float[] weightRange = Arrays.copyOfRange(weights, from, from + count);
        byte[] typeRange = Arrays.copyOfRange(types, from, from + count);
        for (int i = 0; i < count; i++) {
            weights[from + i] = weightRange[(int) keys[i]];
            types[from + i] = typeRange[(int) keys[i]];
        }
        if (times.length > 0) {
            long[] timeRange = Arrays.copyOfRange(times, from, from + count);
            for (int i = 0; i < count; i++) {
                times[from + i] = timeRange[(int) keys[i]];
            }
        }
        if (eventIds.length > 0) {
            int[] idRange = Arrays.copyOfRange(eventIds, from, from + count);
            for (int i = 0; i < count; i++) {
                eventIds[from + i] = idRange[(int) keys[i]];
            }
        }
    }
}
