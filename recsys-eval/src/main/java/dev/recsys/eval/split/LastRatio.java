package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureConfig;
import java.util.BitSet;
import java.util.List;

/**
 * Takes the latest share of the items of every user for the test: of a user with m items the floor(share x m) latest. All
 * events of the user with such an item go to the test; users of whom that is none are trained on only. An item is as late as
 * the user's last event on it; of items that are equally late the one at the higher position is later.
 *
 * <p>Events of the {@link #ignoredTypes()} - exposures, by default - do not make an item late, and do not count towards the
 * number of items.
 *
 * <p>Every user is cut at a time of their own, so that events of others may be later than a test event: this split leaks the
 * future; see {@link Split#leakage()}. Immutable, thread-safe.
 */
@Stable
public final class LastRatio implements Splitter {

    private final double testShare;
    private final List<String> ignoredTypes;

    private LastRatio(double testShare, List<String> ignoredTypes) {
        this.testShare = Shares.require("testShare", testShare);
        this.ignoredTypes = ignoredTypes;
    }

    /**
     * The latest share of every user's items.
     *
     * @param testShare greater than 0, less than 1
     */
    public static LastRatio perUser(double testShare) {
        return new LastRatio(testShare, List.of(FeatureConfig.EXPOSURE));
    }

    /** A copy that ignores events of other types. */
    public LastRatio withIgnoredTypes(List<String> newIgnoredTypes) {
        return new LastRatio(testShare, List.copyOf(newIgnoredTypes));
    }

    /** Which share goes to the test. */
    public double testShare() {
        return testShare;
    }

    /** Types of events that are not counted. Default exposures. */
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
        log.requireTime("the latest share of every user's items");
        PairRows rows = new PairRows(log, ignoredTypes);
        LatestPairs latest = new LatestPairs(log, rows);
        BitSet test = new BitSet(log.size());
        int from = 0;
        while (from < log.size()) {
            int end = rows.userEnd(from);
            latest.mark(from, end, Shares.floor(testShare, rows.pairs(from, end)), test);
            from = end;
        }
        return Split.of(log, test::get, description());
    }

    @Override
    public String description() {
        return "latest " + testShare + " of every user's items to test with" + PairRows.text(ignoredTypes);
    }

    @Override
    public String toString() {
        return description();
    }
}
