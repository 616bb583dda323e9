package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import java.util.List;

/**
 * A way to part an event log in training and test, once or several times: the windows of a rolling origin, the folds of a
 * cross-validation, or one {@link Splitter}. The same log gives the same splits, in whatever order its events arrived.
 * Implementations are immutable and thread-safe.
 */
@Stable
public interface SplitPlan {

    /**
     * Parts a log.
     *
     * @return at least one split of that log, in the order of time where there is one. A split takes a byte per event until its
     *     parts are asked for, so a caller who drops each after use never holds more than one training part
     * @throws dev.recsys.DataException if the log lacks what the split needs, such as times, or a part would be empty
     */
    <U, I> List<Split<U, I>> splits(EventLog<U, I> log);

    /** What it does, with its settings, on one line. */
    String description();
}
