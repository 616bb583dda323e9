package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureConfig;
import java.util.BitSet;
import java.util.List;

/**
 * Leaves out the last item of every user, or the last few: the item of the user's latest event, or of several at that time the
 * one with the highest position. All events of the user with that item go to the test, so that what is tested was never trained
 * on. Users with fewer than {@link #minUserItems()} items are trained on only.
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

    private static final LeaveLastOut DEFAULTS = new LeaveLastOut(1, 2, List.of(FeatureConfig.EXPOSURE));

    private final int leftOut;
    private final int minUserItems;
    private final List<String> ignoredTypes;

    private LeaveLastOut(int leftOut, int minUserItems, List<String> ignoredTypes) {
        this.leftOut = leftOut;
        this.minUserItems = minUserItems;
        this.ignoredTypes = ignoredTypes;
    }

    /** The last item of users with at least 2 items, exposures aside. */
    public static LeaveLastOut defaults() {
        return DEFAULTS;
    }

    /**
     * The last items of users with at least one more.
     *
     * @param leftOut how many of each user, at least 1
     */
    public static LeaveLastOut of(int leftOut) {
        if (leftOut < 1 || leftOut == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("leftOut must be at least 1 but was " + leftOut);
        }
        return new LeaveLastOut(leftOut, leftOut + 1, List.of(FeatureConfig.EXPOSURE));
    }

    /**
     * A copy for users with at least that many items.
     *
     * @param newMinUserItems at least {@link #leftOut()}; with that many some users are tested of whom nothing is trained on
     */
    public LeaveLastOut withMinUserItems(int newMinUserItems) {
        if (newMinUserItems < leftOut) {
            throw new IllegalArgumentException(
                    "minUserItems must be at least " + leftOut + " but was " + newMinUserItems);
        }
        return new LeaveLastOut(leftOut, newMinUserItems, ignoredTypes);
    }

    /** A copy that ignores events of other types. */
    public LeaveLastOut withIgnoredTypes(List<String> newIgnoredTypes) {
        return new LeaveLastOut(leftOut, minUserItems, List.copyOf(newIgnoredTypes));
    }

    /** How many items of each user are left out. Default 1. */
    public int leftOut() {
        return leftOut;
    }

    /** How many distinct items a user must have for some to be left out. Default 1 more than are left out. */
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
        LatestPairs latest = new LatestPairs(log, rows);
        BitSet test = new BitSet(log.size());
        int from = 0;
        while (from < log.size()) {
            int end = rows.userEnd(from);
            latest.mark(from, end, rows.pairs(from, end) >= minUserItems ? leftOut : 0, test);
            from = end;
        }
        return Split.of(log, test::get, description());
    }

    @Override
    public String description() {
        return (leftOut == 1 ? "leave-last-out" : "leave-last-" + leftOut + "-out") + " of users with at least "
                + minUserItems + " items" + PairRows.text(ignoredTypes);
    }

    @Override
    public String toString() {
        return description();
    }
}
