package dev.recsys.feature;

import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.EventLog;
import java.util.Arrays;
import java.util.OptionalDouble;

/** The strength of every user-item pair of a log, on the log's own positions: steps 1 to 4 of {@link FeatureConfig}. */
record PairStrengths(SparseMatrix matrix) {

    private static final double MILLIS_PER_DAY = 86_400_000.0;

    static PairStrengths of(EventLog<?, ?> log, FeatureConfig config, long now) {
        double[] factors = typeFactors(log, config);
        SparseMatrixBuilder builder =
                SparseMatrix.builder(log.users().size(), log.items().size());
        UserPairs pairs = new UserPairs(config.maxUserItems());
        int row = 0;
        for (int user = 0; user < log.users().size(); user++) {
            pairs.clear();
            while (row < log.size() && log.user(row) == user) {
                int end = row + 1;
                while (end < log.size() && log.user(end) == user && log.item(end) == log.item(row)) {
                    end++;
                }
                double strength = strength(log, row, end, config, factors, now);
                double cap = config.maxStrength();
                float capped = (float) Math.max(-cap, Math.min(cap, strength));
                if (capped != 0) {
                    pairs.add(log.item(row), capped, log.hasTime() ? latestTime(log, row, end, config, factors) : 0);
                }
                row = end;
            }
            pairs.appendTo(builder);
        }
        return new PairStrengths(builder.build());
    }

    /** The factor of each type of the log; NaN for a dropped one. */
    private static double[] typeFactors(EventLog<?, ?> log, FeatureConfig config) {
        double[] factors = new double[log.types().size()];
        for (int t = 0; t < factors.length; t++) {
            OptionalDouble factor = config.typeWeight(log.types().get(t));
            factors[t] = factor.isPresent() ? factor.getAsDouble() : Double.NaN;
        }
        return factors;
    }

    private static double strength(
            EventLog<?, ?> log, int from, int to, FeatureConfig config, double[] factors, long now) {
        Aggregation aggregation = config.aggregation();
        double strength = 0;
        boolean first = true;
        for (int row = from; row < to; row++) { // rows of a pair are in order of time
            if (!contributes(log, row, config, factors)) {
                continue;
            }
            double own = aggregation == Aggregation.COUNT ? 1 : log.weight(row);
            double contribution = own * factors[log.type(row)] * decay(log, row, config, now);
            strength = switch (aggregation) {
                case SUM, COUNT -> strength + contribution;
                case MAX -> first ? contribution : Math.max(strength, contribution);
                case LAST -> contribution;
            };
            first = false;
        }
        return strength;
    }

    private static boolean contributes(EventLog<?, ?> log, int row, FeatureConfig config, double[] factors) {
        return !Double.isNaN(factors[log.type(row)]) && log.weight(row) >= config.minWeight();
    }

    /** The time of the last event that contributes; there is one. */
    private static long latestTime(EventLog<?, ?> log, int from, int to, FeatureConfig config, double[] factors) {
        int row = to - 1;
        while (row > from && !contributes(log, row, config, factors)) {
            row--;
        }
        return log.time(row);
    }

    private static double decay(EventLog<?, ?> log, int row, FeatureConfig config, long now) {
        if (config.halfLifeDays() == 0) {
            return 1;
        }
        double days = Math.max(0, now - log.time(row)) / MILLIS_PER_DAY;
        return StrictMath.pow(2, -days / config.halfLifeDays());
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
