package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import java.util.List;

/**
 * A way to part an event log in training and test, once. The same log gives the same split, in whatever order its events
 * arrived. Implementations are immutable and thread-safe.
 */
@Stable
public interface Splitter extends SplitPlan {

    /**
     * Parts a log.
     *
     * @throws dev.recsys.DataException if the log lacks what the split needs, such as times, or a part would be empty
     */
    <U, I> Split<U, I> split(EventLog<U, I> log);

    /** The one split. */
    @Override
    default <U, I> List<Split<U, I>> splits(EventLog<U, I> log) {
        return List.of(split(log));
    }
}
