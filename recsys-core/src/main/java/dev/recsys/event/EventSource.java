package dev.recsys.event;

import dev.recsys.Stable;

/**
 * Where events come from: a file, a query, a host's own structure. Can be read more than once, each time from the start
 * and with the same events.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public interface EventSource<U, I> {

    /** A name for messages, such as a file name; places read {@code name:line}. */
    String name();

    /** The type of user ids. */
    IdType<U> users();

    /** The type of item ids. */
    IdType<I> items();

    /**
     * Hands every event to the sink, in any order, on the calling thread, and releases everything it opened before it
     * returns or throws.
     *
     * @throws dev.recsys.DataException if the source is not what it claims to be (no such file, no such column)
     * @throws dev.recsys.StoreException if reading fails
     */
    void forEach(EventSink<U, I> sink);
}
