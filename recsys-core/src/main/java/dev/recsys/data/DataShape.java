package dev.recsys.data;

import dev.recsys.Stable;
import java.util.Objects;

/** How large a training set is; enough to estimate what training will need. Immutable, thread-safe. */
@Stable
public final class DataShape {

    private final int users;
    private final int items;
    private final long entries;

    private DataShape(int users, int items, long entries) {
        this.users = users;
        this.items = items;
        this.entries = entries;
    }

    /**
     * A shape.
     *
     * @param users rows, 0 or more
     * @param items columns, 0 or more
     * @param entries distinct user-item pairs, 0 or more
     */
    public static DataShape of(int users, int items, long entries) {
        if (users < 0 || items < 0 || entries < 0) {
            throw new IllegalArgumentException(
                    "users, items and entries must be at least 0 but were " + users + ", " + items + ", " + entries);
        }
        return new DataShape(users, items, entries);
    }

    /** Rows. */
    public int users() {
        return users;
    }

    /** Columns. */
    public int items() {
        return items;
    }

    /** Distinct user-item pairs. */
    public long entries() {
        return entries;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataShape that && users == that.users && items == that.items && entries == that.entries;
    }

    @Override
    public int hashCode() {
        return Objects.hash(users, items, entries);
    }

    @Override
    public String toString() {
        return users + " users x " + items + " items, " + entries + " pairs";
    }
}
