package dev.recsys.eval.split;

import dev.recsys.event.EventLog;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Rows of users, or of items, of which nothing is trained on. */
final class ColdRows {

    private final EventLog<?, ?> log;
    private final PairRows rows;
    private final IntUnaryOperator column; // the user or the item of a row
    private final int positions;

    private ColdRows(EventLog<?, ?> log, PairRows rows, IntUnaryOperator column, int positions) {
        this.log = log;
        this.rows = rows;
        this.column = column;
        this.positions = positions;
    }

    static ColdRows ofUsers(EventLog<?, ?> log, PairRows rows) {
        return new ColdRows(log, rows, log::user, log.users().size());
    }

    static ColdRows ofItems(EventLog<?, ?> log, PairRows rows) {
        return new ColdRows(log, rows, log::item, log.items().size());
    }

    /** A share of those with an event that counts, at least one of them, drawn; the rest is trained on. */
    byte[] drawn(double share, long seed) {
        boolean[] candidate = new boolean[positions];
        int candidates = 0;
        for (int row = 0; row < log.size(); row++) {
            int position = column.applyAsInt(row);
            if (rows.counts(row) && !candidate[position]) {
                candidate[position] = true;
                candidates++;
            }
        }
        int wanted = (int) Math.min(candidates, Math.max(1, Math.round(share * candidates)));
        Draws.Deal deal = Draws.Deal.of(seed, wanted, candidates - wanted);
        boolean[] cold = new boolean[positions];
        for (int position = 0; position < positions; position++) {
            cold[position] = candidate[position] && deal.next() == 0;
        }
        byte[] codes = new byte[log.size()];
        testCold(cold, codes);
        return codes;
    }

    /** Those whose first event is at a cut or later; what others did before it is trained on, and what they did later is unused. */
    byte[] newSince(long cut) {
        boolean[] cold = new boolean[positions];
        Arrays.fill(cold, true);
        byte[] codes = new byte[log.size()];
        for (int row = 0; row < codes.length; row++) {
            boolean isBefore = log.time(row) < cut;
            cold[column.applyAsInt(row)] &= !isBefore;
            codes[row] = (isBefore ? SplitPart.TRAIN : SplitPart.UNUSED).code();
        }
        testCold(cold, codes);
        return codes;
    }

    private void testCold(boolean[] cold, byte[] codes) {
        int row = 0;
        while (row < codes.length) {
            int next = rows.pairEnd(row);
            if (cold[column.applyAsInt(row)]) {
                SplitPart part = rows.pairCounts(row, next) ? SplitPart.TEST : SplitPart.UNUSED;
                Arrays.fill(codes, row, next, part.code());
            }
            row = next;
        }
    }
}
