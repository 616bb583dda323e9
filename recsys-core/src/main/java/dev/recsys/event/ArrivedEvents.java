package dev.recsys.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events in the order they arrived, users, items, types and event ids by ordinal, in columns cut into blocks, which are
 * given up one by one as they are copied into canonical order. Not thread-safe.
 *
 * <p>Memory: 13 bytes per event, plus 8 with times and 4 with event ids.
 */
final class ArrivedEvents<U, I> {

    static final int BLOCK_BITS = 15;
    static final int BLOCK = 1 << BLOCK_BITS;
    static final int MASK = BLOCK - 1;

    private static final int MAX_EVENTS = Integer.MAX_VALUE - 8;
    private static final int MAX_TYPES = 256;
    private static final long NO_TIME = Long.MIN_VALUE; // no event can have it, see EventRow.MIN_TIME

    private final ArrivedIds<U> users;
    private final ArrivedIds<I> items;
    private int size;
    private float[][] weights = new float[8][];
    private byte[][] types = new byte[8][];
    private long[][] times = new long[0][]; // no blocks until the first event with a time
    private int[][] eventIds = new int[0][]; // no blocks until the first event with an id
    private long timed;
    private long firstUntimedLine;
    private final Map<String, Integer> typeOrdinals = new HashMap<>();
    private String lastType = "";
    private int lastTypeOrdinal = IdIndex.ABSENT;
    private final IdIndexBuilder<String> idBuilder = IdIndex.builder(IdType.STRING);

    ArrivedEvents(IdType<U> userType, IdType<I> itemType) {
        this.users = new ArrivedIds<>(userType);
        this.items = new ArrivedIds<>(itemType);
    }

    /**
     * Adds an event.
     *
     * @throws IllegalArgumentException if an id is invalid for its type; the event is left out then
     */
    void add(EventRow<U, I> event) {
        if (size == MAX_EVENTS) {
            throw new IllegalStateException("a log holds at most " + MAX_EVENTS + " events");
        }
        users.set(event.user());
        items.set(event.item());
        int ordinal = typeOrdinal(event.type());
        int eventId = event.eventId().map(idBuilder::add).orElse(IdIndex.ABSENT);
        users.keep(); // nothing fails from here on
        items.keep();
        int block = size >>> BLOCK_BITS;
        int at = size & MASK;
        if (at == 0) {
            addBlock(block);
        }
        weights[block][at] = event.weight();
        types[block][at] = (byte) ordinal;
        addTime(block, at, event);
        addEventId(block, at, eventId);
        size++;
    }

    private void addTime(int block, int at, EventRow<?, ?> event) {
        if (event.hasTime()) {
            if (timed == 0) {
                times = new long[types.length][];
                for (int b = 0; b <= block; b++) {
                    times[b] = new long[BLOCK];
                    Arrays.fill(times[b], NO_TIME);
                }
            }
            times[block][at] = event.time();
            timed++;
        } else {
            if (timed == size) {
                firstUntimedLine = event.line();
            }
            if (timed > 0) {
                times[block][at] = NO_TIME;
            }
        }
    }

    private void addEventId(int block, int at, int ordinal) {
        if (ordinal != IdIndex.ABSENT && eventIds.length == 0) {
            eventIds = new int[types.length][];
            for (int b = 0; b <= block; b++) {
                eventIds[b] = new int[BLOCK];
                Arrays.fill(eventIds[b], IdIndex.ABSENT);
            }
        }
        if (eventIds.length > 0) {
            eventIds[block][at] = ordinal;
        }
    }

    /** Ends the adding. */
    void finish() {
        users.finish();
        items.finish();
    }

    /** Leaves out the events without a time if others have one. */
    void rejectMissingTimes(Rejections.Collector rejections) {
        if (timed == 0 || timed == size) {
            return;
        }
        rejections.rejectAtEnd(
                new Rejection(
                        firstUntimedLine,
                        RejectionReason.MISSING_TIME,
                        "time",
                        "the row has no time while " + timed + " other rows have one"),
                size - timed);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (times[i >>> BLOCK_BITS][i & MASK] != NO_TIME) {
                move(i, kept++);
            }
        }
        size = kept;
    }

    private void move(int from, int to) {
        int fromBlock = from >>> BLOCK_BITS;
        int fromAt = from & MASK;
        int toBlock = to >>> BLOCK_BITS;
        int toAt = to & MASK;
        users.move(from, to);
        items.move(from, to);
        weights[toBlock][toAt] = weights[fromBlock][fromAt];
        types[toBlock][toAt] = types[fromBlock][fromAt];
        times[toBlock][toAt] = times[fromBlock][fromAt];
        if (eventIds.length > 0) {
            eventIds[toBlock][toAt] = eventIds[fromBlock][fromAt];
        }
    }

    /** How many events there are. */
    int size() {
        return size;
    }

    boolean hasTime() {
        return timed > 0;
    }

    boolean hasEventIds() {
        return eventIds.length > 0;
    }

    /** The users and their ordinals. */
    ArrivedIds<U> users() {
        return users;
    }

    /** The items and their ordinals. */
    ArrivedIds<I> items() {
        return items;
    }

    /** How many blocks there are, all full but the last. */
    int blocks() {
        return (int) (((long) size + MASK) >>> BLOCK_BITS);
    }

    /** How many events a block has. */
    int count(int block) {
        return Math.min(BLOCK, size - (block << BLOCK_BITS));
    }

    /** The weights of a block. */
    float[] weights(int block) {
        return weights[block];
    }

    /** The types of a block. */
    byte[] types(int block) {
        return types[block];
    }

    /** The times of a block; only if {@link #hasTime()}. */
    long[] times(int block) {
        return times[block];
    }

    /** The event ids of a block; only if {@link #hasEventIds()}. */
    int[] eventIds(int block) {
        return eventIds[block];
    }

    /** Gives up a block. */
    void release(int block) {
        users.release(block);
        items.release(block);
        weights[block] = new float[0];
        types[block] = new byte[0];
        if (hasTime()) {
            times[block] = new long[0];
        }
        if (hasEventIds()) {
            eventIds[block] = new int[0];
        }
    }

    /** The names of the types, sorted; types are indexes into them from here on. */
    List<String> sortTypes() {
        List<String> names = new ArrayList<>(typeOrdinals.keySet());
        names.sort(null);
        byte[] sortedByOrdinal = new byte[MAX_TYPES];
        typeOrdinals.forEach((name, ordinal) -> sortedByOrdinal[ordinal] = (byte) names.indexOf(name));
        for (int b = 0; b < blocks(); b++) {
            byte[] block = types[b];
            for (int i = 0; i < block.length; i++) {
                block[i] = sortedByOrdinal[block[i] & 0xff];
            }
        }
        return List.copyOf(names);
    }

    /** The index of all event ids; event ids are positions in it from here on. Empty if no event has one. */
    Optional<IdIndex<String>> sortEventIds() {
        if (eventIds.length == 0) {
            return Optional.empty();
        }
        int[] positions = idBuilder.positionsByOrdinal();
        for (int i = 0; i < size; i++) {
            int[] block = eventIds[i >>> BLOCK_BITS];
            int id = block[i & MASK];
            block[i & MASK] = id == IdIndex.ABSENT ? IdIndex.ABSENT : positions[id];
        }
        return Optional.of(idBuilder.build());
    }

    private int typeOrdinal(String type) {
        if (type.equals(lastType) && lastTypeOrdinal != IdIndex.ABSENT) {
            return lastTypeOrdinal;
        }
        Integer known = typeOrdinals.get(type);
        if (known == null) {
            if (typeOrdinals.size() == MAX_TYPES) {
                throw new dev.recsys.DataException(
                        "event type '" + type + "'",
                        "a log has at most " + MAX_TYPES + " event types",
                        "check that the type column is not an id column");
            }
            known = typeOrdinals.size();
            typeOrdinals.put(type, known);
        }
        lastType = type;
        lastTypeOrdinal = known;
        return known;
    }

    private void addBlock(int block) {
        if (block == types.length) {
            weights = Arrays.copyOf(weights, block * 2);
            types = Arrays.copyOf(types, block * 2);
            times = times.length == 0 ? times : Arrays.copyOf(times, block * 2);
            eventIds = eventIds.length == 0 ? eventIds : Arrays.copyOf(eventIds, block * 2);
        }
        weights[block] = new float[BLOCK];
        types[block] = new byte[BLOCK];
        if (times.length > 0) {
            times[block] = new long[BLOCK];
        }
        if (eventIds.length > 0) {
            eventIds[block] = new int[BLOCK];
        }
    }
}
