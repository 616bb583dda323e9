package dev.recsys.store;

import dev.recsys.Stable;
import dev.recsys.recommend.Recommendation;
import java.util.List;

/**
 * New recommendations on their way to readers. Nothing of it can be read before {@link #commit}, and everything after.
 *
 * <pre>{@code
 * try (Publication<String, Integer> publication = store.begin(version)) {
 *     recommender.recommendAll(batch, publication::put);
 *     publication.commit();
 * }
 * }</pre>
 *
 * <p>Not thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public interface Publication<U, I> extends AutoCloseable {

    /**
     * Adds one user's list. A user without items is left out: nothing is stored for an empty list.
     *
     * @param list best first, distinct items
     * @throws IllegalArgumentException if the user has a list in this publication already, or an item is repeated
     * @throws dev.recsys.StoreException if writing fails; close the publication
     */
    void put(U user, List<Recommendation<I>> list);

    /**
     * Replaces all lists by those of this publication, at once.
     *
     * @throws dev.recsys.StoreException if a later publication was committed first, or writing fails; the old lists stay
     */
    void commit();

    /** Ends the publication. Without {@link #commit} it leaves no trace. */
    @Override
    void close();
}
