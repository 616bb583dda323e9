package dev.recsys.store;

import dev.recsys.Stable;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps one published list per user, for a serving layer that only reads.
 *
 * <p>Publication is transactional: readers see the old lists or the new ones, whole, and a crash at any moment leaves one
 * of the two. Publications are fenced: each has a token, and once one is committed, none with a smaller token can be. A
 * token is taken when the publication begins, or earlier with {@link #reserve}, so that of two overlapping runs the one
 * that started later wins.
 *
 * <p>Promoting a version in a {@link ModelStore} and committing its lists here are two steps. Commit the lists first:
 * after a crash between the two, readers have the new lists while the model store still names the old version, and
 * repeating the run mends it.
 *
 * <p>Thread-safe. Calls block; each ends within the store's configured maximum time.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public interface RecommendationStore<U, I> {

    /** The published list of a user; empty for an unknown user. */
    Optional<PublishedList<I>> find(U user);

    /** The published lists of several users, all of one publication; unknown users are absent. */
    Map<U, PublishedList<I>> findAll(Collection<U> users);

    /** The version whose lists are published, if any are. */
    Optional<ModelVersion> publishedVersion();

    /**
     * Removes the published list of a user, for good: part of forgetting somebody. A publication that is under way may
     * bring the user back unless it was made without the user's events. Unknown users do no harm.
     *
     * @throws dev.recsys.StoreException if writing fails
     */
    void forget(U user);

    /**
     * Takes a token larger than all taken before, for a publication to come.
     *
     * @throws dev.recsys.StoreException if writing fails
     */
    long reserve();

    /**
     * Starts a publication with a token taken earlier. It can be committed unless one with a larger token was; the same
     * token may be used again, so that a run that died while publishing can repeat it.
     *
     * @param version the version that made the lists
     * @param token as {@link #reserve} returned it
     */
    Publication<U, I> begin(ModelVersion version, long token);

    /** Starts a publication of lists made by a version, with a token taken now. */
    default Publication<U, I> begin(ModelVersion version) {
        return begin(version, reserve());
    }
}
