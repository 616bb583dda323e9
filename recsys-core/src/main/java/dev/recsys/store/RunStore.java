package dev.recsys.store;

import dev.recsys.Experimental;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the manifests of runs. Thread-safe; a crash while saving leaves the manifest as it was before or as it was to
 * become.
 */
@Experimental
public interface RunStore {

    /**
     * Saves a manifest, replacing an earlier one of the same run.
     *
     * @throws dev.recsys.StoreException if saving fails
     */
    void save(RunManifest manifest);

    /** The manifest of a run. */
    Optional<RunManifest> find(String runId);

    /** The manifests of all runs with this name, oldest first. */
    List<RunManifest> list(String name);

    /**
     * Deletes the manifest of a run; an unknown one does no harm.
     *
     * @throws dev.recsys.StoreException if deleting fails
     */
    void delete(String runId);
}
