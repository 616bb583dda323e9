package dev.recsys.store;

import dev.recsys.Stable;
import dev.recsys.event.IdType;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import java.util.List;
import java.util.Optional;

/**
 * Keeps versions of models and knows which one is live. The one authority on what is live: a recommendation store says
 * which version its lists came from, but a host asks here.
 *
 * <p>Thread-safe, and safe for several processes where the store can be shared. Calls block; each ends within the store's
 * configured maximum time. A crash at any moment leaves every saved version whole, and the live one what it was before or
 * what it was to become.
 */
@Stable
public interface ModelStore {

    /**
     * Saves a bundle as the next version. It does not become live.
     *
     * @param name see {@link ModelVersion#name()}
     * @throws dev.recsys.StoreException if saving fails; no trace of the version is left
     */
    ModelVersion save(String name, ModelBundle<?, ?> bundle);

    /**
     * Loads a version.
     *
     * @throws dev.recsys.StoreException if there is no such version, or reading fails
     * @throws dev.recsys.FormatException if the bytes are not whole, or the ids have other types
     */
    <U, I> ModelBundle<U, I> load(ModelVersion version, IdType<U> users, IdType<I> items);

    /**
     * What a version says of its model, without loading it.
     *
     * @throws dev.recsys.StoreException if there is no such version, or reading fails
     */
    ModelInfo info(ModelVersion version);

    /** The live version, if one was promoted. */
    Optional<ModelVersion> live(String name);

    /**
     * Makes a saved version the live one.
     *
     * @throws dev.recsys.StoreException if there is no such version
     */
    void promote(ModelVersion version);

    /**
     * Makes a saved version the live one if {@code expectedLive} is live at that moment: whoever compared a model with the
     * live one replaces no other. Promoting what is live already succeeds and changes nothing.
     *
     * @return whether {@code version} is live now; if not, nothing changed
     * @throws dev.recsys.StoreException if there is no such version
     */
    boolean promote(ModelVersion version, ModelVersion expectedLive);

    /**
     * Makes a saved version the live one if none is live at that moment, or it is live already.
     *
     * @return whether {@code version} is live now; if not, nothing changed
     * @throws dev.recsys.StoreException if there is no such version
     */
    boolean promoteFirst(ModelVersion version);

    /**
     * The versions that were live and still exist, each once, in the order of their last promotion; the live one is the last
     * and the one before it is where {@link #rollback} leads.
     */
    List<ModelVersion> history(String name);

    /**
     * Makes the version live that was live before the current one; calling it again goes one further back.
     *
     * @return the version that is live now
     * @throws dev.recsys.StoreException if there is none to go back to; nothing changes
     */
    ModelVersion rollback(String name);

    /** The saved versions of a model, oldest first; none for an unknown name. */
    List<ModelVersion> versions(String name);

    /**
     * Deletes a version.
     *
     * @throws dev.recsys.StoreException if it is live; nothing changes
     */
    void delete(ModelVersion version);
}
