package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import java.util.BitSet;

/**
 * Leaves out the last item of every user: the item of the user's latest event, or of several at that time the one with the
 * highest position. All events of the user with that item go to the test, so that what is tested was never trained on.
 * Users with fewer than {@link #minUserItems()} items are trained on only.
 *
 * <p>Events of other users may be later than a test event, so this split leaks the future; see {@link Split#leakage()}.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class LeaveLastOut implements Splitter {

    private final int minUserItems;

    private LeaveLastOut(int minUserItems) {
        this.minUserItems = minUserItems;
    }

    /** For users with at least 2 items. */
    public static LeaveLastOut defaults() {
        return new LeaveLastOut(2);
    }

    /**
     * A copy for users with at least that many items.
     *
     * @param newMinUserItems at least 1; with 1 some users are tested of whom nothing is trained on
     */
    public LeaveLastOut withMinUserItems(int newMinUserItems) {
        if (newMinUserItems < 1) {
            throw new IllegalArgumentException("minUserItems must be at least 1 but was " + newMinUserItems);
        }
        return new LeaveLastOut(newMinUserItems);
    }

    /** How many distinct items a user must have for one to be left out. Default 2. */
    public int minUserItems() {
        return minUserItems;
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.recsys.DataException if the log has no times, or no user has enough items
     */
    @Override
    public <U, I> Split<U, I> split(EventLog<U, I> log) {
        log.requireTime("leave-last-out");
        BitSet test = new BitSet(log.size());
        int from = 0;
        while (from < log.size()) {
            int end = UserRows.end(log, from);
            if (UserRows.pairs(log, from, end) >= minUserItems) {
                markLastItem(log, from, end, test);
            }
            from = end;
        }
        return Split.of(log, test::get, description());
    }

    private static void markLastItem(EventLog<?, ?> log, int from, int end, BitSet test) {
        int last = from;
        for (int row = from + 1; row < end; row++) {
            if (log.time(row) >= log.time(last)) { // rows are in order of items: at equal times the later row wins
                last = row;
            }
        }
        int item = log.item(last);
        for (int row = from; row < end; row++) {
            if (log.item(row) == item) {
                test.set(row);
            }
        }
    }

    @Override
    public String description() {
        return "leave-last-out of users with at least " + minUserItems + " items";
    }

    @Override
    public String toString() {
        return description();
    }
}
