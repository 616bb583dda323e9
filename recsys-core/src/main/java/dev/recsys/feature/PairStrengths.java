package dev.recsys.feature;

import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.EventLog;
import java.util.Arrays;

/**
 * The strength of every user-item pair of a log, on the log's own positions: steps 1 to 4 of {@link FeatureConfig}.
 *
 * @param matrix users x items strengths
 * @param hasAllPairs whether every pair that has an event is stored in it
 */
record PairStrengths(SparseMatrix matrix, boolean hasAllPairs) {

    static PairStrengths of(EventLog<?, ?> log, FeatureConfig config, long now) {
        SparseMatrixBuilder builder =
                SparseMatrix.builder(log.users().size(), log.items().size());
        PairStrength strength = new PairStrength(log, config, now);
        boolean isCut = config.maxUserItems() < Integer.MAX_VALUE;
        UserPairs pairs = new UserPairs(config.maxUserItems());
        int size = log.size();
        int row = 0;
        long all = 0;
        for (int user = 0; user < log.users().size(); user++) {
            pairs.clear();
            while (row < size && log.user(row) == user) {
                int item = log.item(row);
                int end = row + 1;
                while (end < size && log.item(end) == item && log.user(end) == user) {
                    end++;
                }
                all++;
                float capped = strength.of(row, end);
                if (capped != 0) {
                    pairs.add(item, capped, isCut ? strength.latestTime(row, end) : 0);
                }
                row = end;
            }
            pairs.appendTo(builder);
        }
        SparseMatrix matrix = builder.build();
        return new PairStrengths(matrix, matrix.entries() == all);
    }

    /** The pairs of one user, cut to the latest ones. */
    private static final class UserPairs {

        private final int limit;
        private int[] items = new int[64];
        private float[] strengths = new float[64];
        private long[] times = new long[64];
        private int count;

        UserPairs(int limit) {
            this.limit = limit;
        }

        void clear() {
            count = 0;
        }

        void add(int item, float strength, long time) {
            if (count == items.length) {
                items = Arrays.copyOf(items, count * 2);
                strengths = Arrays.copyOf(strengths, count * 2);
                times = Arrays.copyOf(times, count * 2);
            }
            items[count] = item;
            strengths[count] = strength;
            times[count++] = time;
        }

        void appendTo(SparseMatrixBuilder builder) {
            if (count > limit) {
                cutToLatest();
            }
            builder.appendRow(items, strengths, count);
        }

        private void cutToLatest() {
            long[] sorted = Arrays.copyOf(times, count);
            Arrays.sort(sorted);
            long oldestKept = sorted[count - limit];
            int spare = limit; // places left for pairs exactly as old as the oldest kept, lower positions first
            for (int i = 0; i < count; i++) {
                spare -= times[i] > oldestKept ? 1 : 0;
            }
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (times[i] > oldestKept || (times[i] == oldestKept && spare-- > 0)) {
                    items[kept] = items[i];
                    strengths[kept++] = strengths[i];
                }
            }
            count = kept;
        }
    }
}
