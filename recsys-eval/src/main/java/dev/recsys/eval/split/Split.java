package dev.recsys.eval.split;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * An event log in two disjoint parts that together are the whole: what to train on and what to test with. Both keep the
 * users and items of the log at their positions.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class Split<U, I> {

    private final EventLog<U, I> train;
    private final EventLog<U, I> test;
    private final String description;
    private final OptionalInt leakage;

    private Split(EventLog<U, I> train, EventLog<U, I> test, String description) {
        this.train = train;
        this.test = test;
        this.description = description;
        this.leakage = train.hasTime() ? OptionalInt.of(countLeaked(train, test)) : OptionalInt.empty();
    }

    /**
     * Parts a log by a rule of one's own.
     *
     * @param inTest whether a row goes to the test; asked once per row and part, so it must answer alike
     * @param description how it was split, on one line
     * @throws DataException if a part would be empty
     */
    public static <U, I> Split<U, I> of(EventLog<U, I> log, IntPredicate inTest, String description) {
        EventLog<U, I> train = log.where(row -> !inTest.test(row));
        EventLog<U, I> test = log.where(inTest);
        if (train.size() == 0 || test.size() == 0) {
            throw new DataException(
                    "split of " + log.rejections().source(),
                    description + " leaves " + train.size() + " events to train on and " + test.size()
                            + " to test with, but there must be some of both",
                    "split at another place, or use more data");
        }
        return new Split<>(train, test, description);
    }

    private static int countLeaked(EventLog<?, ?> train, EventLog<?, ?> test) {
        long firstTest = Long.MAX_VALUE;
        for (int row = 0; row < test.size(); row++) {
            firstTest = Math.min(firstTest, test.time(row));
        }
        int leaked = 0;
        for (int row = 0; row < train.size(); row++) {
            leaked += train.time(row) > firstTest ? 1 : 0;
        }
        return leaked;
    }

    /** What to train on. */
    public EventLog<U, I> train() {
        return train;
    }

    /** What to test with. */
    public EventLog<U, I> test() {
        return test;
    }

    /** How the log was split, on one line. */
    public String description() {
        return description;
    }

    /**
     * How many training events are later than some test event: what a model could learn of the future. 0 for a split at a
     * point in time; empty if the events have no times, so nobody knows.
     */
    public OptionalInt leakage() {
        return leakage;
    }

    @Override
    public String toString() {
        String leaked = leakage.isPresent()
                ? leakage.getAsInt() + " training events later than some test event"
                : "leakage unknown without times";
        return description + ": " + train.size() + " events to train on, " + test.size() + " to test with, " + leaked;
    }
}
