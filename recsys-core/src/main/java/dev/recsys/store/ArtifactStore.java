package dev.recsys.store;

import dev.recsys.Experimental;
import java.util.List;

/**
 * Keeps what the stages of runs hand to each other: event snapshots, data sets, models, lists. Each artifact belongs to one
 * run and has a name within it.
 *
 * <p>Thread-safe, and safe for several processes where the store can be shared. A crash at any moment leaves an artifact
 * whole, as it was or as it was to become, or absent; nothing of half-written ones can be read.
 */
@Experimental
public interface ArtifactStore {

    /**
     * Writes an artifact, in place of an earlier one with its name in this run.
     *
     * @param runId see {@link RunManifest#runId()}
     * @param name see {@link Artifact#name()}
     * @return what was written, for the manifest
     * @throws dev.recsys.StoreException if writing fails; the earlier one stays
     */
    Artifact write(String runId, String name, ArtifactContent content);

    /**
     * Reads an artifact and verifies it: it must have the size and the checksum that were recorded.
     *
     * @param artifact as {@link #write} returned it
     * @throws dev.recsys.FormatException if it is not what was written
     * @throws dev.recsys.StoreException if it is not there, or reading fails
     */
    <T> T read(String runId, Artifact artifact, ArtifactReader<T> reader);

    /** The runs that have artifacts, in the order of their ids. */
    List<String> runs();

    /**
     * Deletes all artifacts of a run; one that has none does no harm.
     *
     * @throws dev.recsys.StoreException if deleting fails
     */
    void delete(String runId);
}
