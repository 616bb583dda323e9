package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureConfig;
import java.util.List;

/**
 * Leaves only users with enough items and items with enough users, taking away those with too few round by round until
 * nobody has too few: the largest part of the log in which every user has at least {@link #minUserItems()} items and every item
 * at least {@link #minItemUsers()} users. It is unique. A round looks at all users and items at once.
 *
 * <p>{@link #before} a split, test events decide on who stays, and the test holds nobody who is hard to serve: numbers are
 * higher than in use. {@link #after} it only the training part is reduced, and the test stays as it is. The split's description
 * says which. A k-core of one side only - one minimum 1 - is reached in one round; one pass over items, then users, is
 * {@code KCore.of(1, m)} before {@code KCore.of(n, 1)}.
 *
 * <p>Pairs count once, and not with events of the {@link #ignoredTypes()} - exposures, by default - only; such events of users
 * and items that stay, stay.
 *
 * <p>Immutable, thread-safe. Cost: O(log size); for the time of the reduction 8 bytes per pair, and 18 per user and per item.
 */
@Stable
public final class KCore {

    private final int minUserItems;
    private final int minItemUsers;
    private final List<String> ignoredTypes;

    private KCore(int minUserItems, int minItemUsers, List<String> ignoredTypes) {
        if (minUserItems < 1 || minItemUsers < 1) {
            throw new IllegalArgumentException("minUserItems and minItemUsers must be at least 1 but were "
                    + minUserItems + " and " + minItemUsers);
        }
        this.minUserItems = minUserItems;
        this.minItemUsers = minItemUsers;
        this.ignoredTypes = ignoredTypes;
    }

    /**
     * What every user and every item must have.
     *
     * @param minUserItems distinct items of a user, at least 1
     * @param minItemUsers distinct users of an item, at least 1
     */
    public static KCore of(int minUserItems, int minItemUsers) {
        return new KCore(minUserItems, minItemUsers, List.of(FeatureConfig.EXPOSURE));
    }

    /** A copy that ignores events of other types. */
    public KCore withIgnoredTypes(List<String> newIgnoredTypes) {
        return new KCore(minUserItems, minItemUsers, List.copyOf(newIgnoredTypes));
    }

    /** How many distinct items every user must have. */
    public int minUserItems() {
        return minUserItems;
    }

    /** How many distinct users every item must have. */
    public int minItemUsers() {
        return minItemUsers;
    }

    /** Types of events that do not count. Default exposures. */
    public List<String> ignoredTypes() {
        return ignoredTypes;
    }

    /** What stays of a log; perhaps nothing. */
    public <U, I> KCoreResult<U, I> reduce(EventLog<U, I> log) {
        CoreSearch search = new CoreSearch(log, new PairRows(log, ignoredTypes), minUserItems, minItemUsers);
        return KCoreResult.of(log, search);
    }

    /** The splitter, of the core of the log; what is not in the core is unused. */
    public Splitter before(Splitter splitter) {
        return new CoredSplitter(new CoredPlan(this, splitter, true));
    }

    /** The plan, of the core of the log; what is not in the core is unused. */
    public SplitPlan before(SplitPlan plan) {
        return new CoredPlan(this, plan, true);
    }

    /** The splitter, the training part of its split reduced to the core of that part; what is tested with stays. */
    public Splitter after(Splitter splitter) {
        return new CoredSplitter(new CoredPlan(this, splitter, false));
    }

    /** The plan, the training part of each split reduced to the core of that part; what is tested with stays. */
    public SplitPlan after(SplitPlan plan) {
        return new CoredPlan(this, plan, false);
    }

    /** For instance {@code "core of 5 items per user and 3 users per item"}. */
    @Override
    public String toString() {
        return "core of " + minUserItems + " items per user and " + minItemUsers + " users per item"
                + PairRows.text(ignoredTypes);
    }
}
