package dev.recsys.store;

import dev.recsys.Experimental;

/** A lock that is held. Thread-safe. */
@Experimental
public interface RunLock extends AutoCloseable {

    /** Who holds it. */
    LockHolder holder();

    /**
     * Gives a sign of life, so that nobody takes the lock over.
     *
     * @throws dev.recsys.LockedException if somebody has: the work must stop
     * @throws dev.recsys.StoreException if writing fails
     */
    void renew();

    /** Gives the lock back, unless somebody else has taken it over. Closing again does nothing. */
    @Override
    void close();
}
