package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureConfig;
import java.util.BitSet;
import java.util.List;

/**
 * Takes a random share of the items of every user, or of all user-item pairs, for the test. All events of a pair go to the
 * same part. Pairs with events of the {@link #ignoredTypes()} only - exposures, by default - are not drawn and stay in training.
 *
 * <p>Per user, of a user with m items round(share x m) are drawn, but never all: at least one stays to train on. The draw
 * of a user depends on the seed, the user's id and the user's own items only, so it stays as it is when other users come and
 * go. Globally, exactly round(share x pairs) pairs are drawn, and a user may lose all.
 *
 * <p>A random split ignores time and so leaks the future; see {@link Split#leakage()}. Immutable, thread-safe.
 */
@Stable
public final class RandomRatio implements Splitter {

    private final double testShare;
    private final long seed;
    private final boolean perUser;
    private final List<String> ignoredTypes;

    private RandomRatio(double testShare, long seed, boolean perUser, List<String> ignoredTypes) {
        this.testShare = Shares.require("testShare", testShare);
        this.seed = seed;
        this.perUser = perUser;
        this.ignoredTypes = ignoredTypes;
    }

    /**
     * A share of every user's items.
     *
     * @param testShare greater than 0, less than 1
     */
    public static RandomRatio perUser(double testShare, long seed) {
        return new RandomRatio(testShare, seed, true, List.of(FeatureConfig.EXPOSURE));
    }

    /**
     * A share of all pairs.
     *
     * @param testShare greater than 0, less than 1
     */
    public static RandomRatio global(double testShare, long seed) {
        return new RandomRatio(testShare, seed, false, List.of(FeatureConfig.EXPOSURE));
    }

    /** A copy that ignores events of other types. */
    public RandomRatio withIgnoredTypes(List<String> newIgnoredTypes) {
        return new RandomRatio(testShare, seed, perUser, List.copyOf(newIgnoredTypes));
    }

    /** Which share goes to the test. */
    public double testShare() {
        return testShare;
    }

    /** What the draw starts from. */
    public long seed() {
        return seed;
    }

    /** Whether the share is of every user's items, not of all pairs. */
    public boolean isPerUser() {
        return perUser;
    }

    /** Types of events that are not drawn for. Default exposures. */
    public List<String> ignoredTypes() {
        return ignoredTypes;
    }

    @Override
    public <U, I> Split<U, I> split(EventLog<U, I> log) {
        PairRows rows = new PairRows(log, ignoredTypes);
        BitSet test = new BitSet(log.size());
        if (perUser) {
            int from = 0;
            while (from < log.size()) {
                int end = rows.userEnd(from);
                int pairs = rows.pairs(from, end);
                long userSeed = Draws.userSeed(log, log.user(from), seed);
                Draws.pairs(rows, from, end, pairs, Math.min(count(pairs), pairs - 1), userSeed, test);
                from = end;
            }
        } else {
            int pairs = rows.pairs(0, log.size());
            Draws.pairs(rows, 0, log.size(), pairs, count(pairs), seed, test);
        }
        return Split.of(log, test::get, description());
    }

    private int count(int pairs) {
        return (int) Math.round(testShare * pairs);
    }

    @Override
    public String description() {
        return "random " + testShare + (perUser ? " of every user's items" : " of all user-item pairs") + ", seed "
                + seed + PairRows.text(ignoredTypes);
    }

    @Override
    public String toString() {
        return description();
    }
}
