package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Several splits in time, one after the other (rolling origin): adjacent windows at the end of the log, each tested after
 * training on what happened before it. What a model in use would have known that is trained anew for every window; and a mean
 * over more than one moment. Nothing leaks.
 *
 * <p>With a {@link #gap()} the events just before a window are not trained on, as when training takes that long or an answer
 * comes late; with a {@link #trainingSpan()} nothing older than that is. What is outside of both is unused in that split.
 *
 * <p>Immutable, thread-safe. Cost: O(log size) for each window, and a sort of the times for windows by share.
 */
@Stable
public final class TimeWindows implements SplitPlan {

    private final Bounds bounds;
    private final int windows;
    private final Duration gap;
    private final @Nullable Duration trainingSpan; // everything if there is none
    private final String windowText;

    private TimeWindows(
            Bounds bounds, int windows, Duration gap, @Nullable Duration trainingSpan, String windowText) {
        this.bounds = bounds;
        this.windows = windows;
        this.gap = gap;
        this.trainingSpan = trainingSpan;
        this.windowText = windowText;
    }

    /** Finds where windows begin, and where the last one ends: one more than there are windows. */
    @FunctionalInterface
    private interface Bounds {

        long[] of(EventLog<?, ?> log, int windows);
    }

    /**
     * Windows of one length; the last one ends with the last event.
     *
     * @param length of a window, at least a millisecond
     * @param windows how many, at least 1
     */
    public static TimeWindows of(Duration length, int windows) {
        long millis = positive("length", length);
        Bounds bounds = (log, count) -> {
            long last = Long.MIN_VALUE;
            for (int row = 0; row < log.size(); row++) {
                last = Math.max(last, log.time(row));
            }
            long end = Math.addExact(last, 1);
            return evenly(Math.subtractExact(end, Math.multiplyExact(millis, count)), millis, count);
        };
        return new TimeWindows(bounds, atLeastOne(windows), Duration.ZERO, null, "of " + length + " up to the last event");
    }

    /**
     * Windows of one length, the first of which begins at an instant. Events after the last one are unused.
     *
     * @param length of a window, at least a millisecond
     * @param windows how many, at least 1
     */
    public static TimeWindows from(Instant start, Duration length, int windows) {
        long millis = positive("length", length);
        long first = start.toEpochMilli();
        Bounds bounds = (log, count) -> evenly(first, millis, count);
        return new TimeWindows(bounds, atLeastOne(windows), Duration.ZERO, null, "of " + length + " from " + start);
    }

    /**
     * Windows with a share of all events each, up to the last event. Events at the same time stay together, so that sizes may
     * differ somewhat.
     *
     * @param share of one window, greater than 0; that of all windows less than 1
     * @param windows how many, at least 1
     */
    public static TimeWindows ofShare(double share, int windows) {
        Shares.require("share times windows", share * atLeastOne(windows));
        Shares.require("share", share);
        Bounds bounds = (log, count) -> {
            long[] times = TimeCut.sortedTimes(log);
            long[] starts = new long[count + 1];
            for (int window = 0; window < count && times.length > 0; window++) {
                long tested = Math.max(1, Math.round((count - window) * share * times.length));
                starts[window] = times[times.length - (int) tested];
            }
            starts[count] = times.length == 0 ? 0 : Math.addExact(times[times.length - 1], 1);
            return starts;
        };
        return new TimeWindows(bounds, windows, Duration.ZERO, null, "of " + share + " of all events up to the last");
    }

    private static long[] evenly(long first, long length, int count) {
        long[] starts = new long[count + 1];
        for (int window = 0; window <= count; window++) {
            starts[window] = Math.addExact(first, Math.multiplyExact(length, window));
        }
        return starts;
    }

    private static int atLeastOne(int windows) {
        if (windows < 1 || windows > KFold.MAX_FOLDS) {
            throw new IllegalArgumentException(
                    "windows must be between 1 and " + KFold.MAX_FOLDS + " but was " + windows);
        }
        return windows;
    }

    private static long positive(String name, Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1) {
            throw new IllegalArgumentException(name + " must be at least a millisecond but was " + duration);
        }
        return millis;
    }

    /**
     * A copy that leaves out the events just before each window. Default none.
     *
     * @param newGap not negative
     */
    public TimeWindows withGap(Duration newGap) {
        if (newGap.isNegative()) {
            throw new IllegalArgumentException("gap must not be negative but was " + newGap);
        }
        return new TimeWindows(bounds, windows, newGap, trainingSpan, windowText);
    }

    /**
     * A copy that trains on no event older than that, counted from the end of the training part. Default: everything.
     *
     * @param newTrainingSpan at least a millisecond
     */
    public TimeWindows withTrainingSpan(Duration newTrainingSpan) {
        positive("trainingSpan", newTrainingSpan);
        return new TimeWindows(bounds, windows, gap, newTrainingSpan, windowText);
    }

    /** How many windows there are. */
    public int windows() {
        return windows;
    }

    /** What is left out between training and test. Default nothing. */
    public Duration gap() {
        return gap;
    }

    /** How far back training goes, if not to the first event. */
    public Optional<Duration> trainingSpan() {
        return Optional.ofNullable(trainingSpan);
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.recsys.DataException if the log has no times, or a window has no event, or none before it
     */
    @Override
    public <U, I> List<Split<U, I>> splits(EventLog<U, I> log) {
        log.requireTime("a split in time");
        if (log.size() == 0) {
            return List.of(Split.of(log, row -> true, description())); // fails and says so
        }
        long[] starts = bounds.of(log, windows);
        List<Split<U, I>> splits = new ArrayList<>(windows);
        for (int window = 0; window < windows; window++) {
            splits.add(window(log, starts, window));
        }
        return List.copyOf(splits);
    }

    private <U, I> Split<U, I> window(EventLog<U, I> log, long[] starts, int window) {
        long start = starts[window];
        long end = starts[window + 1];
        long trainEnd = Math.subtractExact(start, gap.toMillis());
        long trainStart = trainingSpan == null ? Long.MIN_VALUE : Math.subtractExact(trainEnd, trainingSpan.toMillis());
        byte[] codes = new byte[log.size()];
        for (int row = 0; row < codes.length; row++) {
            long time = log.time(row);
            codes[row] = (time >= start && time < end
                            ? SplitPart.TEST
                            : time >= trainStart && time < trainEnd ? SplitPart.TRAIN : SplitPart.UNUSED)
                    .code();
        }
        String text = "window " + (window + 1) + " of " + windows + " " + windowText + ", " + Instant.ofEpochMilli(start)
                + " to " + Instant.ofEpochMilli(end) + training();
        return Split.ofCodes(log, codes, text);
    }

    private String training() {
        return (gap.isZero() ? "" : ", after a gap of " + gap)
                + (trainingSpan == null ? "" : ", trained on " + trainingSpan);
    }

    @Override
    public String description() {
        return windows + " windows " + windowText + training();
    }

    @Override
    public String toString() {
        return description();
    }
}
