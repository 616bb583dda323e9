package dev.recsys.store;

import dev.recsys.Experimental;
import java.time.Duration;
import java.util.Optional;

/**
 * One lock per pipeline, held while a process works on one of its runs. A holder that died does not block others for
 * good: its lock is taken over as {@link LockHolder#isStale} says.
 *
 * <p>A lock keeps honest processes from working at the same time. What protects readers from a process that was taken for
 * dead and comes back is the token of its publication: see {@link RecommendationStore#reserve}.
 *
 * <p>Thread-safe.
 */
@Experimental
public interface RunLocks {

    /**
     * Takes the lock of a pipeline, without waiting.
     *
     * @param name the pipeline's name; the rule of {@link ModelVersion#name()} holds
     * @param runId the run it is for
     * @param maxAge after how long without a sign of life the lock of somebody else is taken over
     * @throws dev.recsys.LockedException if somebody holds it; the message says who, since when, and how to break it
     * @throws dev.recsys.StoreException if reading or writing fails
     */
    RunLock acquire(String name, String runId, Duration maxAge);

    /** Who holds the lock of a pipeline. */
    Optional<LockHolder> holder(String name);

    /** Takes the lock away from whoever holds it; its work stops at its next sign of life. */
    void breakLock(String name);
}
