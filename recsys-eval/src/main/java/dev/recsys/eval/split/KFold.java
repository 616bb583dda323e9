package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Cross-validation: deals all user-item pairs, or all users, into folds whose sizes differ by 1 at most; each fold is tested
 * once while the others are trained on.
 *
 * <p>By pairs, all events of a pair are in the same fold: a log with one event per pair is dealt by rows. By users, a fold's
 * users are unknown to the model it is tested on; with a {@link #foldInShare()} a part of what they did is shown to it
 * (strong generalisation, as {@link StrongGeneralization} in every fold).
 *
 * <p>Pairs with events of the {@link #ignoredTypes()} only - exposures, by default - are not dealt. They are trained on, but for
 * those of a fold's users, which are folded in or unused.
 *
 * <p>Folds ignore time and so leak the future; see {@link Split#leakage()}. Immutable, thread-safe. Cost: O(log size) for each
 * fold.
 */
@Stable
public final class KFold implements SplitPlan {

    /** The most folds there can be. */
    static final int MAX_FOLDS = 100;

    private final boolean byUsers;
    private final int folds;
    private final long seed;
    private final double foldInShare; // 0 for none
    private final int minUserItems; // to be tested, with a share folded in
    private final List<String> ignoredTypes;

    private KFold(
            boolean byUsers, int folds, long seed, double foldInShare, int minUserItems, List<String> ignoredTypes) {
        if (folds < 2 || folds > MAX_FOLDS) {
            throw new IllegalArgumentException("folds must be between 2 and " + MAX_FOLDS + " but was " + folds);
        }
        this.byUsers = byUsers;
        this.folds = folds;
        this.seed = seed;
        this.foldInShare = foldInShare;
        this.minUserItems = minUserItems;
        this.ignoredTypes = ignoredTypes;
    }

    private static KFold of(boolean byUsers, int folds, long seed) {
        int minUserItems = StrongGeneralization.MIN_USER_ITEMS;
        return new KFold(byUsers, folds, seed, 0, minUserItems, List.of(FeatureConfig.EXPOSURE));
    }

    /**
     * Deals pairs.
     *
     * @param folds 2 to 100
     */
    public static KFold byPairs(int folds, long seed) {
        return of(false, folds, seed);
    }

    /**
     * Deals users.
     *
     * @param folds 2 to 100
     */
    public static KFold byUsers(int folds, long seed) {
        return of(true, folds, seed);
    }

    /**
     * A copy by users that shows a share of their items to the model and tests with the rest, as {@link StrongGeneralization}
     * does.
     *
     * @param newFoldInShare greater than 0, less than 1
     */
    public KFold withFoldInShare(double newFoldInShare) {
        if (!byUsers) {
            throw new IllegalArgumentException("foldInShare is for folds by users, but these are by pairs");
        }
        Shares.require("foldInShare", newFoldInShare);
        return new KFold(true, folds, seed, newFoldInShare, minUserItems, ignoredTypes);
    }

    /**
     * A copy with a {@link #foldInShare()} that tests users with at least that many items; those with fewer are folded in only.
     *
     * @param newMinUserItems at least 1
     */
    public KFold withMinUserItems(int newMinUserItems) {
        if (newMinUserItems < 1) {
            throw new IllegalArgumentException("minUserItems must be at least 1 but was " + newMinUserItems);
        }
        if (foldInShare == 0) {
            throw new IllegalArgumentException("minUserItems is for folds with a foldInShare, but there is none");
        }
        return new KFold(true, folds, seed, foldInShare, newMinUserItems, ignoredTypes);
    }

    /** A copy that ignores events of other types. */
    public KFold withIgnoredTypes(List<String> newIgnoredTypes) {
        return new KFold(byUsers, folds, seed, foldInShare, minUserItems, List.copyOf(newIgnoredTypes));
    }

    /** How many folds there are. */
    public int folds() {
        return folds;
    }

    /** What the dealing starts from. */
    public long seed() {
        return seed;
    }

    /** Whether users are dealt, not pairs. */
    public boolean isByUsers() {
        return byUsers;
    }

    /** Which share of the items of a fold's users is shown to the model; empty if none. */
    public OptionalDouble foldInShare() {
        return foldInShare == 0 ? OptionalDouble.empty() : OptionalDouble.of(foldInShare);
    }

    /** How many items a user must have to be tested, where a share of them is folded in. Default 5. */
    public int minUserItems() {
        return minUserItems;
    }

    /** Types of events that are not dealt. Default exposures. */
    public List<String> ignoredTypes() {
        return ignoredTypes;
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.recsys.DataException if there are fewer users or pairs than folds
     */
    @Override
    public <U, I> List<Split<U, I>> splits(EventLog<U, I> log) {
        PairRows rows = new PairRows(log, ignoredTypes);
        List<byte[]> codes = byUsers ? userFolds(log, rows) : pairFolds(log, rows);
        List<Split<U, I>> splits = new ArrayList<>(folds);
        for (int fold = 0; fold < folds; fold++) {
            splits.add(Split.ofCodes(log, codes.get(fold), "fold " + (fold + 1) + " of " + description()));
        }
        return List.copyOf(splits);
    }

    private List<byte[]> pairFolds(EventLog<?, ?> log, PairRows rows) {
        List<byte[]> codes = emptyFolds(log.size());
        Draws.Deal deal = Draws.Deal.even(rows.pairs(0, log.size()), folds, seed);
        int row = 0;
        while (row < log.size()) {
            int next = rows.pairEnd(row);
            if (rows.pairCounts(row, next)) {
                Arrays.fill(codes.get(deal.next()), row, next, SplitPart.TEST.code());
            }
            row = next;
        }
        return codes;
    }

    private List<byte[]> userFolds(EventLog<?, ?> log, PairRows rows) {
        List<byte[]> codes = emptyFolds(log.size());
        HeldOutUsers users = new HeldOutUsers(log, rows);
        byte[] fold = users.deal(Draws.Deal.even(users.candidates(), folds, seed), folds);
        BitSet scratch = new BitSet(log.size());
        int from = 0;
        while (from < log.size()) {
            int end = rows.userEnd(from);
            int own = fold[log.user(from)];
            if (own < folds && foldInShare == 0) {
                users.test(from, end, codes.get(own));
            } else if (own < folds) {
                users.foldIn(from, end, foldInShare, minUserItems, seed, scratch, codes.get(own));
            }
            from = end;
        }
        return codes;
    }

    /** Everything trained on. */
    private List<byte[]> emptyFolds(int size) {
        List<byte[]> codes = new ArrayList<>(folds);
        for (int fold = 0; fold < folds; fold++) {
            codes.add(new byte[size]);
        }
        return codes;
    }

    @Override
    public String description() {
        String share = foldInShare == 0
                ? ""
                : ", " + foldInShare + " of their items folded in, tested with at least " + minUserItems + " items";
        return folds + " folds by " + (byUsers ? "users" : "pairs") + share + ", seed " + seed
                + PairRows.text(ignoredTypes);
    }

    @Override
    public String toString() {
        return description();
    }
}
