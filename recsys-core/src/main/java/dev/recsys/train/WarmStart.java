package dev.recsys.train;

import dev.recsys.Stable;
import dev.recsys.data.Dataset;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An earlier model to start from, its rows found again by id. Rows it did not have are folded in from their history.
 *
 * <p>Users and items are <em>touched</em> if one of their pairs is new, is gone, or has a weight that changed by more than
 * {@value #TOLERANCE} of what it was; of a parent {@linkplain ModelBundle#withoutHistories without histories} only new and
 * gone pairs are known. Decay and BM25 change weights without any new event: the tolerance is meant to let them.
 *
 * <p>Immutable, thread-safe. Cost to make: O(users + items + pairs).
 */
@Stable
public final class WarmStart {

    /** The relative change of a weight from which on a pair counts as changed. */
    public static final double TOLERANCE = 0.1;

    private final Model parent;
    private final String parentName;
    private final int[] parentUsers;
    private final int[] parentItems;
    private final BitSet touchedUsers;
    private final BitSet touchedItems;
    private final int sweeps; // 0: all rows, as often as the trainer says

    private WarmStart(
            Model parent,
            String parentName,
            int[] parentUsers,
            int[] parentItems,
            BitSet touchedUsers,
            BitSet touchedItems,
            int sweeps) {
        this.parent = parent;
        this.parentName = parentName;
        this.parentUsers = parentUsers;
        this.parentItems = parentItems;
        this.touchedUsers = touchedUsers;
        this.touchedItems = touchedItems;
        this.sweeps = sweeps;
    }

    /**
     * A start from an earlier model of the same id types.
     *
     * @param parent the earlier model
     * @param data what is trained on now
     */
    public static <U, I> WarmStart of(ModelBundle<U, I> parent, Dataset<U, I> data) {
        int[] users = data.users().positionsIn(parent.users());
        int[] items = data.items().positionsIn(parent.items());
        boolean weights = parent.histories().isPresent();
        SparseMatrix before = parent.histories().orElseGet(() -> parent.seen().toMatrix());
        TouchedRows touched = new TouchedRows(before, weights, data.interactions(), users, items);
        return new WarmStart(parent.model(), "", users, items, touched.users(), touched.items(), 0);
    }

    /** A copy that names the parent, usually the text of its version, for the lineage of what is trained. */
    public WarmStart withParentName(String name) {
        return new WarmStart(parent, name, parentUsers, parentItems, touchedUsers, touchedItems, sweeps);
    }

    /**
     * A copy for delta training: only touched and new rows are solved again, {@code newSweeps} times instead of as often
     * as the trainer says; all others keep their bits.
     *
     * @param newSweeps at least 1
     */
    public WarmStart withTouchedOnly(int newSweeps) {
        if (newSweeps < 1) {
            throw new IllegalArgumentException("sweeps must be at least 1 but was " + newSweeps);
        }
        return new WarmStart(parent, parentName, parentUsers, parentItems, touchedUsers, touchedItems, newSweeps);
    }

    /** The earlier model. */
    public Model parent() {
        return parent;
    }

    /** The name of the earlier model, if it was given. */
    public Optional<String> parentName() {
        return parentName.isEmpty() ? Optional.empty() : Optional.of(parentName);
    }

    /** Which user of the parent a user is, or {@link IdIndex#ABSENT}. */
    public int parentUser(int user) {
        return parentUsers[user];
    }

    /** Which item of the parent an item is, or {@link IdIndex#ABSENT}. */
    public int parentItem(int item) {
        return parentItems[item];
    }

    /** Whether a user has new, gone or changed pairs, or is new. */
    public boolean isUserTouched(int user) {
        return touchedUsers.get(user);
    }

    /** Whether an item has new, gone or changed pairs, or is new. */
    public boolean isItemTouched(int item) {
        return touchedItems.get(item);
    }

    /** How many users are touched, new ones included. */
    public int touchedUsers() {
        return touchedUsers.cardinality();
    }

    /** How many items are touched, new ones included. */
    public int touchedItems() {
        return touchedItems.cardinality();
    }

    /** How many sweeps over touched rows delta training makes; empty if all rows are trained on. */
    public OptionalInt touchedOnlySweeps() {
        return sweeps == 0 ? OptionalInt.empty() : OptionalInt.of(sweeps);
    }

    /** Equal in everything. A parent that has no equality of its own is equal to itself only. */
    @Override
    public boolean equals(Object other) {
        return other instanceof WarmStart that
                && parent.equals(that.parent)
                && parentName.equals(that.parentName)
                && Arrays.equals(parentUsers, that.parentUsers)
                && Arrays.equals(parentItems, that.parentItems)
                && touchedUsers.equals(that.touchedUsers)
                && touchedItems.equals(that.touchedItems)
                && sweeps == that.sweeps;
    }

    @Override
    public int hashCode() {
        return parent.info().hashCode() + sweeps;
    }

    @Override
    public String toString() {
        return "start from " + (parentName.isEmpty() ? parent.info() : parentName) + ", " + touchedUsers()
                + " users and " + touchedItems() + " items touched" + (sweeps == 0 ? "" : ", these only");
    }
}
