package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import dev.recsys.feature.FeatureConfig;
import java.util.BitSet;
import java.util.List;

/**
 * Leaves out the last item of every user: the item of the user's latest event, or of several at that time the one with the
 * highest position. All events of the user with that item go to the test, so that what is tested was never trained on.
 * Users with fewer than {@link #minUserItems()} items are trained on only.
 *
 * <p>Events of the {@link #ignoredTypes()} - exposures, by default - do not make an item the last one, and do not count towards
 * the number of items.
 *
 * <p>Events of other users may be later than a test event, so this split leaks the future; see {@link Split#leakage()}.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class LeaveLastOut implements Splitter {

    private static final LeaveLastOut DEFAULTS = new LeaveLastOut(2, List.of(FeatureConfig.EXPOSURE));

    private final int minUserItems;
    private final List<String> ignoredTypes;

    private LeaveLastOut(int minUserItems, List<String> ignoredTypes) {
        this.minUserItems = minUserItems;
        this.ignoredTypes = ignoredTypes;
    }

    /** For users with at least 2 items, exposures aside. */
    public static LeaveLastOut defaults() {
        return DEFAULTS;
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
        return new LeaveLastOut(newMinUserItems, ignoredTypes);
    }

    /** A copy that ignores events of other types. */
    public LeaveLastOut withIgnoredTypes(List<String> newIgnoredTypes) {
        return new LeaveLastOut(minUserItems, List.copyOf(newIgnoredTypes));
    }

    /** How many distinct items a user must have for one to be left out. Default 2. */
    public int minUserItems() {
        return minUserItems;
    }

    /** Types of events that cannot be the last. Default exposures. */
    public List<String> ignoredTypes() {
        return ignoredTypes;
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.recsys.DataException if the log has no times, or no user has enough items
     */
    @Override
    public <U, I> Split<U, I> split(EventLog<U, I> log) {
        log.requireTime("leave-last-out");
        PairRows rows = new PairRows(log, ignoredTypes);
        BitSet test = new BitSet(log.size());
        int from = 0;
        while (from < log.size()) {
            int end = rows.userEnd(from);
            if (rows.pairs(from, end) >= minUserItems) {
                markLastItem(log, rows, from, end, test);
            }
            from = end;
        }
        return Split.of(log, test::get, description());
    }

    private static void markLastItem(EventLog<?, ?> log, PairRows rows, int from, int end, BitSet test) {
        long lastTime = Long.MIN_VALUE;
        int lastItem = IdIndex.ABSENT;
        for (int row = from; row < end; row++) {
            if (rows.counts(row) && log.time(row) >= lastTime) { // at equal times the later row, with the higher item
                lastTime = log.time(row);
                lastItem = log.item(row);
            }
        }
        for (int row = from; row < end; row++) {
            if (log.item(row) == lastItem) {
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
