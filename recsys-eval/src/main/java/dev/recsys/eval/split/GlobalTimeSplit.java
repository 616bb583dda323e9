package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import java.time.Instant;

/**
 * Trains on what happened before an instant and tests with the rest, for all users alike: what a model in use would have
 * known. Cannot leak the future, and is therefore the one to prefer when there are times, or {@link TimeWindows}, which does
 * it several times.
 *
 * <p>A user may act on an item before and after; the evaluation leaves such pairs out where seen items are not recommended,
 * and counts them. Immutable, thread-safe.
 */
@Stable
public final class GlobalTimeSplit implements Splitter {

    private final TimeCut cut;
    private final String description;

    private GlobalTimeSplit(TimeCut cut, String description) {
        this.cut = cut;
        this.description = description;
    }

    /** Tests with the events at {@code instant} and later. */
    public static GlobalTimeSplit at(Instant instant) {
        return new GlobalTimeSplit(TimeCut.at(instant), "events before " + instant + " to train on");
    }

    /**
     * Tests with the latest share of all events. Events at the same time stay together, so that the test may be somewhat
     * larger.
     *
     * @param testShare greater than 0, less than 1
     */
    public static GlobalTimeSplit latest(double testShare) {
        return new GlobalTimeSplit(TimeCut.latest(testShare), "latest " + testShare + " of all events to test with");
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.recsys.DataException if the log has no times, or all events are on one side
     */
    @Override
    public <U, I> Split<U, I> split(EventLog<U, I> log) {
        log.requireTime("a split in time");
        long time = cut.of(log);
        return Split.of(
                log, row -> log.time(row) >= time, description + " (split at " + Instant.ofEpochMilli(time) + ")");
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String toString() {
        return description;
    }
}
