package dev.recsys.execution;

import dev.recsys.CancelledException;
import dev.recsys.Stable;

/**
 * Asked by long work whether it should stop. Long work asks at least once per block of rows, so it ends within
 * milliseconds to a second. Implementations must be thread-safe; a lambda over an {@code AtomicBoolean} will do.
 */
@Stable
@FunctionalInterface
public interface Cancellation {

    /** Never cancelled. */
    Cancellation NEVER = () -> false;

    /** Cancelled when the calling thread is interrupted; the interrupt flag stays set. */
    Cancellation ON_INTERRUPT = () -> Thread.currentThread().isInterrupted();

    /** Whether the work should stop now. */
    boolean isCancelled();

    /**
     * Stops the work if it is cancelled.
     *
     * @param work what is under way, for the message
     * @throws CancelledException if {@link #isCancelled()}
     */
    default void check(String work) {
        if (isCancelled()) {
            throw new CancelledException(work);
        }
    }
}
