package dev.recsys.feature;

import dev.recsys.event.EventLog;
import java.util.OptionalDouble;

/** How strongly the events of one pair tie the user to the item. */
final class PairStrength {

    private static final double MILLIS_PER_DAY = 86_400_000.0;

    private final EventLog<?, ?> log;
    private final double[] factors; // by type of the log; NaN for a dropped one
    private final Aggregation aggregation;
    private final double minWeight;
    private final double cap;
    private final double halfLifeDays; // 0 for no decay
    private final long now;

    PairStrength(EventLog<?, ?> log, FeatureConfig config, long now) {
        this.log = log;
        this.aggregation = config.aggregation();
        this.minWeight = config.minWeight();
        this.cap = config.maxStrength();
        this.halfLifeDays = config.halfLifeDays();
        this.now = now;
        this.factors = new double[log.types().size()];
        for (int t = 0; t < factors.length; t++) {
            OptionalDouble factor = config.typeWeight(log.types().get(t));
            factors[t] = factor.isPresent() ? factor.getAsDouble() : Double.NaN;
        }
    }

    /** The strength of the pair of some rows, which are in order of time; 0 if none contributes. */
    float of(int from, int to) {
        double strength = 0;
        boolean first = true;
        for (int row = from; row < to; row++) {
            double factor = factors[log.type(row)];
            float weight = log.weight(row);
            if (Double.isNaN(factor) || !(weight >= minWeight)) {
                continue;
            }
            double own = aggregation == Aggregation.COUNT ? 1 : weight;
            double contribution = own * factor * decay(row);
            strength = switch (aggregation) {
                case SUM, COUNT -> strength + contribution;
                case MAX -> first ? contribution : Math.max(strength, contribution);
                case LAST -> contribution;
            };
            first = false;
        }
        return (float) Math.max(-cap, Math.min(cap, strength));
    }

    /** The time of the last of some rows that contributes; there is one. */
    long latestTime(int from, int to) {
        int row = to - 1;
        while (row > from && (Double.isNaN(factors[log.type(row)]) || !(log.weight(row) >= minWeight))) {
            row--;
        }
        return log.time(row);
    }

    private double decay(int row) {
        if (halfLifeDays == 0) {
            return 1;
        }
        double days = Math.max(0, now - log.time(row)) / MILLIS_PER_DAY;
        return StrictMath.pow(2, -days / halfLifeDays);
    }
}
