package dev.recsys.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The columns of an event log, rows in canonical order. */
final class EventColumns {

    private final int[] users;
    private final int[] items;
    private final float[] weights;
    private final byte[] types;
    private final long @Nullable [] times;
    private final int @Nullable [] eventIds;

    EventColumns(
            int[] users,
            int[] items,
            float[] weights,
            byte[] types,
            long @Nullable [] times,
            int @Nullable [] eventIds) {
        this.users = users;
        this.items = items;
        this.weights = weights;
        this.types = types;
        this.times = times;
        this.eventIds = eventIds;
    }

    int size() {
        return users.length;
    }

    boolean hasTime() {
        return times != null;
    }

    int user(int row) {
        return users[row];
    }

    int item(int row) {
        return items[row];
    }

    float weight(int row) {
        return weights[row];
    }

    int type(int row) {
        return types[row] & 0xff;
    }

    long time(int row) {
        if (times == null) {
            throw new IllegalStateException("no times");
        }
        return times[row];
    }

    int eventId(int row) {
        return eventIds == null ? IdIndex.ABSENT : eventIds[row];
    }

    int firstRowOf(int user) {
        int low = 0;
        int high = users.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (users[middle] < user) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** These columns with users, items and types renumbered; the others are shared. */
    EventColumns renumber(UsedPositions newUsers, UsedPositions newItems, UsedPositions newTypes) {
        int[] userColumn = users.clone();
        int[] itemColumn = items.clone();
        byte[] typeColumn = types.clone();
        for (int row = 0; row < userColumn.length; row++) {
            userColumn[row] = newUsers.renumber(users[row]);
            itemColumn[row] = newItems.renumber(items[row]);
            typeColumn[row] = (byte) newTypes.renumber(type(row));
        }
        return new EventColumns(userColumn, itemColumn, weights, typeColumn, times, eventIds);
    }

    /** These columns with event ids renumbered; the others are shared. */
    EventColumns renumberEventIds(UsedPositions newIds) {
        int[] idColumn = new int[size()];
        for (int row = 0; row < idColumn.length; row++) {
            int id = eventId(row);
            idColumn[row] = id == IdIndex.ABSENT ? IdIndex.ABSENT : newIds.renumber(id);
        }
        return new EventColumns(users, items, weights, types, times, idColumn);
    }

    /**
     * Of the rows that share an event id, only the first.
     *
     * @param ids how many event ids there are
     */
    EventColumns withoutRepeatedIds(int ids) {
        boolean[] seen = new boolean[ids];
        int[] kept = new int[size()];
        int count = 0;
        for (int row = 0; row < kept.length; row++) {
            int id = eventId(row);
            if (id == IdIndex.ABSENT || !seen[id]) {
                kept[count++] = row;
            }
            if (id != IdIndex.ABSENT) {
                seen[id] = true;
            }
        }
        return count == kept.length ? this : select(Arrays.copyOf(kept, count));
    }

    /** A copy of the given rows, in the given order. */
    EventColumns select(int[] rows) {
        int n = rows.length;
        int[] newUsers = new int[n];
        int[] newItems = new int[n];
        float[] newWeights = new float[n];
        byte[] newTypes = new byte[n];
        for (int i = 0; i < n; i++) {
            int row = rows[i];
            newUsers[i] = users[row];
            newItems[i] = items[row];
            newWeights[i] = weights[row];
            newTypes[i] = types[row];
        }
        long[] newTimes = null;
        if (times != null) {
            newTimes = new long[n];
            for (int i = 0; i < n; i++) {
                newTimes[i] = times[rows[i]];
            }
        }
        int[] newIds = null;
        if (eventIds != null) {
            newIds = new int[n];
            for (int i = 0; i < n; i++) {
                newIds[i] = eventIds[rows[i]];
            }
        }
        return new EventColumns(newUsers, newItems, newWeights, newTypes, newTimes, newIds);
    }
}
