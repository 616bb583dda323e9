package dev.recsys.event;

import dev.recsys.Stable;

/**
 * Takes events one by one.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
@FunctionalInterface
public interface EventSink<U, I> {

    /**
     * Takes one event, or counts it as rejected if it has a {@link EventRow#problem()}.
     *
     * @param row filled by the source; will be reused, so nothing may keep it
     */
    void accept(EventRow<U, I> row);
}
