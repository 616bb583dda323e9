package dev.recsys.eval.split;

import dev.recsys.event.EventLog;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Users of whom nothing is trained on. What they did goes to the test as a whole, or a share of it, by pairs, while the rest is
 * shown to the model.
 */
final class HeldOutUsers {

    private final EventLog<?, ?> log;
    private final PairRows rows;
    private final int candidates;
    private final boolean[] isCandidate; // users with a pair that counts

    HeldOutUsers(EventLog<?, ?> log, PairRows rows) {
        this.log = log;
        this.rows = rows;
        this.isCandidate = new boolean[log.users().size()];
        int count = 0;
        for (int row = 0; row < log.size(); row++) {
            if (rows.counts(row) && !isCandidate[log.user(row)]) {
                isCandidate[log.user(row)] = true;
                count++;
            }
        }
        this.candidates = count;
    }

    /** How many users have an event that counts. */
    int candidates() {
        return candidates;
    }

    /** The hand that each such user is dealt to; {@code other} for the rest. */
    byte[] deal(Draws.Deal deal, int other) {
        byte[] hands = new byte[isCandidate.length];
        for (int user = 0; user < hands.length; user++) {
            hands[user] = (byte) (isCandidate[user] ? deal.next() : other);
        }
        return hands;
    }

    /** The whole of a user's rows to the test, but for pairs that do not count. */
    void test(int from, int end, byte[] codes) {
        int row = from;
        while (row < end) {
            int next = rows.pairEnd(row);
            SplitPart part = rows.pairCounts(row, next) ? SplitPart.TEST : SplitPart.UNUSED;
            Arrays.fill(codes, row, next, part.code());
            row = next;
        }
    }

    /**
     * A user's rows to fold-in and test.
     *
     * @param foldInShare of the items
     * @param minUserItems with fewer everything is folded in
     */
    void foldIn(int from, int end, double foldInShare, int minUserItems, long seed, BitSet scratch, byte[] codes) {
        int pairs = rows.pairs(from, end);
        int tested = pairs < minUserItems ? 0 : Shares.floor(1 - foldInShare, pairs);
        scratch.clear(from, end);
        Draws.pairs(rows, from, end, pairs, tested, Draws.userSeed(log, log.user(from), seed), scratch);
        for (int row = from; row < end; row++) {
            codes[row] = (scratch.get(row) ? SplitPart.TEST : SplitPart.FOLD_IN).code();
        }
    }
}
