package dev.recsys.event;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events in the order they arrived, users, items, types and event ids by ordinal, and their way into canonical order.
 */
final class ArrivedEvents {

    private static final int MAX_EVENTS = Integer.MAX_VALUE - 8;
    private static final int MAX_TYPES = 256;

    private int size;
    private int[] users = new int[1024];
    private int[] items = new int[1024];
    private float[] weights = new float[1024];
    private byte[] types = new byte[1024];
    private long[] times = new long[0]; // stays empty until the first event with a time
    private int[] eventIds = new int[0]; // stays empty until the first event with an id
    private long timed;
    private long firstUntimedLine;
    private boolean[] untimed = new boolean[0]; // only kept once both kinds were seen
    private final Map<String, Integer> typeOrdinals = new HashMap<>();
    private final IdIndexBuilder<String> idBuilder = IdIndex.builder(IdType.STRING);
    private long duplicates;

    void add(int user, int item, EventRow<?, ?> event) {
        if (size == users.length) {
            grow();
        }
        users[size] = user;
        items[size] = item;
        weights[size] = event.weight();
        types[size] = (byte) typeOrdinal(event.type());
        addTime(event);
        addEventId(event.eventId());
        size++;
    }

    private void addTime(EventRow<?, ?> event) {
        if (event.hasTime()) {
            if (timed == 0) {
                times = new long[users.length];
                if (size > 0) {
                    untimed = new boolean[users.length];
                    Arrays.fill(untimed, 0, size, true);
                }
            }
            times[size] = event.time();
            timed++;
        } else {
            if (timed == size && size > 0) {
                firstUntimedLine = event.line();
                untimed = new boolean[users.length];
            } else if (size == 0) {
                firstUntimedLine = event.line();
            }
            if (untimed.length > 0) {
                untimed[size] = true;
            }
        }
    }

    private void addEventId(Optional<String> id) {
        if (id.isPresent() && eventIds.length == 0) {
            eventIds = new int[users.length];
            Arrays.fill(eventIds, 0, size, IdIndex.ABSENT);
        }
        if (eventIds.length > 0) {
            eventIds[size] = id.isPresent() ? idBuilder.add(id.get()) : IdIndex.ABSENT;
        }
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
            if (!untimed[i]) {
                move(i, kept++);
            }
        }
        size = kept;
    }

    List<String> sortedTypes() {
        List<String> names = new ArrayList<>(typeOrdinals.keySet());
        names.sort(null);
        byte[] sortedByOrdinal = new byte[names.size()];
        typeOrdinals.forEach((name, ordinal) -> sortedByOrdinal[ordinal] = (byte) names.indexOf(name));
        for (int i = 0; i < size; i++) {
            types[i] = sortedByOrdinal[types[i] & 0xff];
        }
        return List.copyOf(names);
    }

    Optional<IdIndex<String>> buildEventIds() {
        if (eventIds.length == 0) {
            return Optional.empty();
        }
        int[] positions = idBuilder.positionsByOrdinal();
        for (int i = 0; i < size; i++) {
            if (eventIds[i] != IdIndex.ABSENT) {
                eventIds[i] = positions[eventIds[i]];
            }
        }
        return Optional.of(idBuilder.build());
    }

    long duplicates() {
        return duplicates;
    }

    EventColumns toCanonicalColumns(int[] userPositions, int[] itemPositions) {
        for (int i = 0; i < size; i++) {
            users[i] = userPositions[users[i]];
            items[i] = itemPositions[items[i]];
        }
        int[] order = withoutDuplicates(canonicalOrder(userPositions.length, itemPositions.length));
        return new EventColumns(
                        users, items, weights, types, timed > 0 ? times : null, eventIds.length > 0 ? eventIds : null)
                .select(order);
    }

    /** Two stable counting sorts, by item and then by user; rows of one pair are then compared. */
    private int[] canonicalOrder(int userCount, int itemCount) {
        int[] arrival = new int[size];
        for (int i = 0; i < size; i++) {
            arrival[i] = i;
        }
        int[] order = sortedBy(users, userCount, sortedBy(items, itemCount, arrival));
        int from = 0;
        while (from < size) {
            int to = from + 1;
            while (to < size && users[order[to]] == users[order[from]] && items[order[to]] == items[order[from]]) {
                to++;
            }
            if (to - from > 1) {
                sortPair(order, from, to);
            }
            from = to;
        }
        return order;
    }

    /** In a buffer of the pair's size: sorting a range in place would copy all of the array before it. */
    private void sortPair(int[] order, int from, int to) {
        int[] pair = Arrays.copyOfRange(order, from, to);
        IntArrays.mergeSort(pair, this::compareWithinPair);
        System.arraycopy(pair, 0, order, from, pair.length);
    }

    private static int[] sortedBy(int[] key, int keys, int[] order) {
        int[] next = new int[keys + 1];
        for (int row : order) {
            next[key[row] + 1]++;
        }
        for (int k = 0; k < keys; k++) {
            next[k + 1] += next[k];
        }
        int[] sorted = new int[order.length];
        for (int row : order) {
            sorted[next[key[row]]++] = row;
        }
        return sorted;
    }

    private int compareWithinPair(int a, int b) {
        int c = timed > 0 ? Long.compare(times[a], times[b]) : 0;
        if (c == 0 && eventIds.length > 0) {
            c = Integer.compare(eventIds[a], eventIds[b]);
        }
        if (c == 0) {
            c = Integer.compare(types[a] & 0xff, types[b] & 0xff);
        }
        return c == 0 ? Float.compare(weights[a], weights[b]) : c;
    }

    /** Of the events that share an event id, keeps the first in canonical order. */
    private int[] withoutDuplicates(int[] order) {
        if (eventIds.length == 0) {
            return order;
        }
        boolean[] seen = new boolean[idBuilder.size()];
        int kept = 0;
        for (int row : order) {
            int id = eventIds[row];
            if (id != IdIndex.ABSENT && seen[id]) {
                duplicates++;
                continue;
            }
            if (id != IdIndex.ABSENT) {
                seen[id] = true;
            }
            order[kept++] = row;
        }
        return Arrays.copyOf(order, kept);
    }

    private int typeOrdinal(String type) {
        Integer known = typeOrdinals.get(type);
        if (known != null) {
            return known;
        }
        if (typeOrdinals.size() == MAX_TYPES) {
            throw new dev.recsys.DataException(
                    "event type '" + type + "'",
                    "a log has at most " + MAX_TYPES + " event types",
                    "check that the type column is not an id column");
        }
        typeOrdinals.put(type, typeOrdinals.size());
        return typeOrdinals.size() - 1;
    }

    private void move(int from, int to) {
        users[to] = users[from];
        items[to] = items[from];
        weights[to] = weights[from];
        types[to] = types[from];
        times[to] = times[from];
        if (eventIds.length > 0) {
            eventIds[to] = eventIds[from];
        }
    }

    private void grow() {
        if (size >= MAX_EVENTS) {
            throw new IllegalStateException("a log holds at most " + MAX_EVENTS + " events");
        }
        int capacity = (int) Math.min(MAX_EVENTS, (long) size + (size >> 1) + 1024L);
        users = Arrays.copyOf(users, capacity);
        items = Arrays.copyOf(items, capacity);
        weights = Arrays.copyOf(weights, capacity);
        types = Arrays.copyOf(types, capacity);
        times = times.length == 0 ? times : Arrays.copyOf(times, capacity);
        eventIds = eventIds.length == 0 ? eventIds : Arrays.copyOf(eventIds, capacity);
        untimed = untimed.length == 0 ? untimed : Arrays.copyOf(untimed, capacity);
    }
}
