package dev.recsys.store;

import dev.recsys.Stable;
import java.time.Instant;
import java.util.List;

/**
 * One user's recommendations as they were published.
 *
 * @param version the model version that made them
 * @param createdAt when the publication was begun
 * @param items best first
 * @param <I> the Java type of item ids
 */
@Stable
public record PublishedList<I>(ModelVersion version, Instant createdAt, List<PublishedItem<I>> items) {

    /** Copies the list. */
    public PublishedList {
        items = List.copyOf(items);
    }

    /**
     * One published item.
     *
     * @param item its id
     * @param score its score, not NaN
     * @param rank 1 for the best
     * @param <I> the Java type of item ids
     */
    public record PublishedItem<I>(I item, float score, int rank) {}
}
