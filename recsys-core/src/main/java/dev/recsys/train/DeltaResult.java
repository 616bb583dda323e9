package dev.recsys.train;

import dev.recsys.Stable;
import dev.recsys.model.ModelBundle;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What delta training came to. Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class DeltaResult<U, I> {

    private final ModelBundle<U, I> bundle;
    private final String fullBecause;
    private final OptionalDouble drift;
    private final int touchedUsers;
    private final int touchedItems;

    private DeltaResult(ModelBundle<U, I> bundle, String fullBecause, OptionalDouble drift, WarmStart start) {
        this.bundle = bundle;
        this.fullBecause = fullBecause;
        this.drift = drift;
        this.touchedUsers = start.touchedUsers();
        this.touchedItems = start.touchedItems();
    }

    static <U, I> DeltaResult<U, I> delta(ModelBundle<U, I> bundle, OptionalDouble drift, WarmStart start) {
        return new DeltaResult<>(bundle, "", drift, start);
    }

    static <U, I> DeltaResult<U, I> full(
            ModelBundle<U, I> bundle, String because, OptionalDouble drift, WarmStart start) {
        return new DeltaResult<>(bundle, because, drift, start);
    }

    /** The new model. */
    public ModelBundle<U, I> bundle() {
        return bundle;
    }

    /** Whether all rows were trained in the end. */
    public boolean isFull() {
        return !fullBecause.isEmpty();
    }

    /** Why all rows were trained, for a person; empty if they were not. */
    public String fullBecause() {
        return fullBecause;
    }

    /**
     * The drift of untouched users after the partial training, 0 to 1, beyond what the parent itself showed; empty if
     * partial training was not tried, or the model cannot fold in, which drift is measured with.
     */
    public OptionalDouble drift() {
        return drift;
    }

    /** How many users were touched, new ones included. */
    public int touchedUsers() {
        return touchedUsers;
    }

    /** How many items were touched, new ones included. */
    public int touchedItems() {
        return touchedItems;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %d users and %d items touched, drift %s",
                isFull() ? "trained in full: " + fullBecause : "trained in part",
                touchedUsers,
                touchedItems,
                drift.isPresent() ? String.format(Locale.ROOT, "%.1f %%", drift.getAsDouble() * 100) : "not measured");
    }
}
