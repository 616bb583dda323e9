package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import java.time.Instant;
import java.util.Arrays;

/**
 * Trains on what happened before an instant and tests with the rest, for all users alike: what a model in use would have
 * known. The only split here that cannot leak the future, and therefore the one to prefer when there are times.
 *
 * <p>A user may act on an item before and after; the evaluation leaves such pairs out where seen items are not recommended,
 * and counts them. Immutable, thread-safe.
 */
@Stable
public final class GlobalTimeSplit implements Splitter {

    private final Cut cut;
    private final String description;

    private GlobalTimeSplit(Cut cut, String description) {
        this.cut = cut;
        this.description = description;
    }

    /** Tests with the events at {@code instant} and later. */
    public static GlobalTimeSplit at(Instant instant) {
        long time = instant.toEpochMilli();
        return new GlobalTimeSplit(log -> time, "events before " + instant + " to train on");
    }

    /**
     * Tests with the latest share of all events. Events at the same time stay together, so that the test may be somewhat
     * larger.
     *
     * @param testShare greater than 0, less than 1
     */
    public static GlobalTimeSplit latest(double testShare) {
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("testShare must lie between 0 and 1, exclusive, but was " + testShare);
        }
        return new GlobalTimeSplit(
                log -> quantile(log, testShare), "latest " + testShare + " of all events to test with");
    }

    private static long quantile(EventLog<?, ?> log, double testShare) {
        long[] times = new long[log.size()];
        for (int row = 0; row < times.length; row++) {
            times[row] = log.time(row);
        }
        Arrays.sort(times);
        int wanted = (int) Math.max(1, Math.round(testShare * times.length));
        return times.length == 0 ? 0 : times[times.length - wanted];
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

    /** Finds the first instant of the test. */
    @FunctionalInterface
    private interface Cut {

        long of(EventLog<?, ?> log);
    }
}
