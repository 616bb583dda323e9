package dev.recsys.store;

import dev.recsys.Stable;
import dev.recsys.recommend.Recommendation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One user's recommendations as they were published. Immutable, thread-safe.
 *
 * @param <I> the Java type of item ids
 */
@Stable
public final class PublishedList<I> {

    private final ModelVersion version;
    private final Instant createdAt;
    private final List<Recommendation<I>> items;

    private PublishedList(ModelVersion version, Instant createdAt, List<Recommendation<I>> items) {
        this.version = version;
        this.createdAt = createdAt;
        this.items = items;
    }

    /**
     * A published list.
     *
     * @param version the model version that made it
     * @param createdAt when its publication was begun
     * @param items best first, ranks 1, 2, 3 ...
     */
    public static <I> PublishedList<I> of(ModelVersion version, Instant createdAt, List<Recommendation<I>> items) {
        List<Recommendation<I>> copy = List.copyOf(items);
        for (int i = 0; i < copy.size(); i++) {
            if (copy.get(i).rank() != i + 1) {
                throw new IllegalArgumentException(
                        "place " + (i + 1) + " has rank " + copy.get(i).rank());
            }
        }
        return new PublishedList<>(version, createdAt, copy);
    }

    /** The model version that made it. */
    public ModelVersion version() {
        return version;
    }

    /** When its publication was begun. */
    public Instant createdAt() {
        return createdAt;
    }

    /** The items, best first. */
    public List<Recommendation<I>> items() {
        return items;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublishedList<?> that
                && version.equals(that.version)
                && createdAt.equals(that.createdAt)
                && items.equals(that.items);
    }

    @Override
    public int hashCode() {
        return Objects.hash(version, createdAt, items);
    }

    @Override
    public String toString() {
        return items.size() + " items of " + version;
    }
}
