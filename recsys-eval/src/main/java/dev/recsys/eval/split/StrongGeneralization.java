package dev.recsys.eval.split;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureConfig;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Holds out users: nothing they did is trained on. A share of each one's items, drawn at random, is shown to the finished model
 * ({@link Split#foldIn()}), and the rest is tested with: how well a model serves users it has never seen (Marlin 2004; Liang et
 * al., WWW 2018). Of a held-out user with m items floor((1 - {@link #foldInShare()}) x m) are tested; with fewer than
 * {@link #minUserItems()} none, so that such users are folded in only.
 *
 * <p>A second group of users can be held out in the same way for {@link Split#validation()}. All events of a pair go to the same
 * part; pairs with events of the {@link #ignoredTypes()} only - exposures, by default - are folded in, and users with nothing
 * else are trained on.
 *
 * <p>Time is ignored, so this split leaks the future; see {@link Split#leakage()}. Immutable, thread-safe.
 */
@Stable
public final class StrongGeneralization implements Splitter {

    /** What is usual. */
    static final int MIN_USER_ITEMS = 5;

    private static final int TRAINED = 2;

    private final double userShare;
    private final double validationShare; // 0 for none
    private final double foldInShare;
    private final int minUserItems;
    private final long seed;
    private final List<String> ignoredTypes;

    private StrongGeneralization(
            double userShare,
            double validationShare,
            double foldInShare,
            int minUserItems,
            long seed,
            List<String> ignoredTypes) {
        Shares.require("userShare", userShare);
        Shares.require("userShare and validationShare together", userShare + validationShare);
        this.userShare = userShare;
        this.validationShare = validationShare;
        this.foldInShare = Shares.require("foldInShare", foldInShare);
        this.minUserItems = minUserItems;
        this.seed = seed;
        this.ignoredTypes = ignoredTypes;
    }

    /**
     * Holds out round(share x users) users, at least one, folding in 0.8 of the items of those with at least 5.
     *
     * @param userShare greater than 0, less than 1
     */
    public static StrongGeneralization of(double userShare, long seed) {
        return new StrongGeneralization(userShare, 0, 0.8, MIN_USER_ITEMS, seed, List.of(FeatureConfig.EXPOSURE));
    }

    /**
     * A copy that holds out another group of users for validation.
     *
     * @param newValidationShare of all users, greater than 0, with {@link #userShare()} less than 1
     */
    public StrongGeneralization withValidationShare(double newValidationShare) {
        Shares.require("validationShare", newValidationShare);
        return new StrongGeneralization(userShare, newValidationShare, foldInShare, minUserItems, seed, ignoredTypes);
    }

    /**
     * A copy that shows another share of held-out users' items to the model.
     *
     * @param newFoldInShare greater than 0, less than 1
     */
    public StrongGeneralization withFoldInShare(double newFoldInShare) {
        return new StrongGeneralization(userShare, validationShare, newFoldInShare, minUserItems, seed, ignoredTypes);
    }

    /**
     * A copy that tests users with at least that many items.
     *
     * @param newMinUserItems at least 1
     */
    public StrongGeneralization withMinUserItems(int newMinUserItems) {
        if (newMinUserItems < 1) {
            throw new IllegalArgumentException("minUserItems must be at least 1 but was " + newMinUserItems);
        }
        return new StrongGeneralization(userShare, validationShare, foldInShare, newMinUserItems, seed, ignoredTypes);
    }

    /** A copy that ignores events of other types. */
    public StrongGeneralization withIgnoredTypes(List<String> newIgnoredTypes) {
        return new StrongGeneralization(
                userShare, validationShare, foldInShare, minUserItems, seed, List.copyOf(newIgnoredTypes));
    }

    /** Which share of the users is held out for the test. */
    public double userShare() {
        return userShare;
    }

    /** Which share of the users is held out for validation. Default 0. */
    public double validationShare() {
        return validationShare;
    }

    /** Which share of a held-out user's items is shown to the model. Default 0.8. */
    public double foldInShare() {
        return foldInShare;
    }

    /** How many items a held-out user must have to be tested. Default 5. */
    public int minUserItems() {
        return minUserItems;
    }

    /** What the draws start from. */
    public long seed() {
        return seed;
    }

    /** Types of events that are not drawn for. Default exposures. */
    public List<String> ignoredTypes() {
        return ignoredTypes;
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException if there are too few users, or no held-out user has enough items
     */
    @Override
    public <U, I> Split<U, I> split(EventLog<U, I> log) {
        PairRows rows = new PairRows(log, ignoredTypes);
        HeldOutUsers users = new HeldOutUsers(log, rows);
        byte[] group = users.deal(groups(log, users.candidates()), TRAINED);
        Split<U, I> split = Split.ofCodes(log, codes(log, rows, users, group, 0), description());
        if (validationShare == 0) {
            return split;
        }
        String text = description() + ", the users held out for validation";
        return split.withValidation(Split.ofCodes(log, codes(log, rows, users, group, 1), text));
    }

    /** Users for the test, for validation, and to train on. */
    private Draws.Deal groups(EventLog<?, ?> log, int users) {
        int tested = count(userShare, users);
        int validated = validationShare == 0 ? 0 : count(validationShare, users);
        if (tested + validated >= users) {
            throw new DataException(
                    "split of " + log.rejections().source(),
                    description() + " holds out " + (tested + validated) + " of " + users
                            + " users, but some must be left to train on",
                    "hold out a smaller share, or use more data");
        }
        return Draws.Deal.of(seed, tested, validated, users - tested - validated);
    }

    private static int count(double share, int users) {
        return (int) Math.max(1, Math.round(share * users));
    }

    /** The users of one held-out group folded in and tested, those of the other unused. */
    private byte[] codes(EventLog<?, ?> log, PairRows rows, HeldOutUsers users, byte[] group, int tested) {
        byte[] codes = new byte[log.size()];
        BitSet scratch = new BitSet(log.size());
        int from = 0;
        while (from < log.size()) {
            int end = rows.userEnd(from);
            int own = group[log.user(from)];
            if (own == tested) {
                users.foldIn(from, end, foldInShare, minUserItems, seed, scratch, codes);
            } else if (own != TRAINED) {
                Arrays.fill(codes, from, end, SplitPart.UNUSED.code());
            }
            from = end;
        }
        return codes;
    }

    @Override
    public String description() {
        return "strong generalisation, " + userShare + " of all users held out"
                + (validationShare == 0 ? "" : " and " + validationShare + " for validation") + ", " + foldInShare
                + " of their items folded in, tested with at least " + minUserItems + " items, seed " + seed
                + PairRows.text(ignoredTypes);
    }

    @Override
    public String toString() {
        return description();
    }
}
