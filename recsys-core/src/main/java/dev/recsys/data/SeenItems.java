package dev.recsys.data;

import dev.recsys.Stable;

/**
 * Which items each user has seen, by position: what {@code excludeSeen} leaves out.
 *
 * <p>Memory: 4 bytes per pair and 12 per user. Immutable, thread-safe.
 */
@Stable
public final class SeenItems {

    private final SparseMatrix pattern;

    private SeenItems(SparseMatrix pattern) {
        this.pattern = pattern;
    }

    /**
     * The stored places of a users x items matrix; values do not matter. Shares its storage.
     */
    public static SeenItems of(SparseMatrix matrix) {
        return new SeenItems(matrix.isPattern() ? matrix : matrix.toPattern());
    }

    /** How many users there are. */
    public int users() {
        return pattern.rows();
    }

    /** How many items there are. */
    public int items() {
        return pattern.columns();
    }

    /** How many items a user has seen. */
    public int count(int user) {
        return pattern.rowLength(user);
    }

    /** The items a user has seen, ascending, a new array. */
    public int[] of(int user) {
        return pattern.columnsOf(user);
    }

    /** Whether a user has seen an item. */
    public boolean contains(int user, int item) {
        return pattern.contains(user, item);
    }

    /** As a users x items pattern. */
    public SparseMatrix toMatrix() {
        return pattern;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeenItems that && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return "seen: " + pattern;
    }
}
