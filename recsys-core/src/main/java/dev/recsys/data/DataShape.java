package dev.recsys.data;

import dev.recsys.Stable;

/**
 * How large a training set is; enough to estimate what training will need.
 *
 * @param users rows, 0 or more
 * @param items columns, 0 or more
 * @param entries distinct user-item pairs, 0 or more
 */
@Stable
public record DataShape(int users, int items, long entries) {

    /** Refuses negative numbers. */
    public DataShape {
        if (users < 0 || items < 0 || entries < 0) {
            throw new IllegalArgumentException(
                    "users, items and entries must be at least 0 but were " + users + ", " + items + ", " + entries);
        }
    }
}
