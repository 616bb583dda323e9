package dev.recsys.eval;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureConfig;
import java.util.OptionalDouble;

/**
 * Which pairs of a test log count as relevant: those whose events add up to something positive. An event contributes its
 * weight times the factor of its type; events of a dropped type (exposures, by default), and events with a weight below
 * {@link #minWeight()}, contribute nothing. So an item that was only shown, or disliked, is not relevant.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Relevance {

    private static final Relevance DEFAULTS = of(FeatureConfig.defaults());

    private final FeatureConfig config;
    private final double minWeight;

    private Relevance(FeatureConfig config, double minWeight) {
        this.config = config;
        this.minWeight = minWeight;
    }

    /** Every pair with positive weight, exposures aside. */
    public static Relevance defaults() {
        return DEFAULTS;
    }

    /** As training has it: the factors of types and the least weight of {@code config}; nothing else of it matters. */
    public static Relevance of(FeatureConfig config) {
        return new Relevance(config, config.minWeight());
    }

    /**
     * A copy with another least weight: with 4, ratings of 4 and 5 stars are relevant.
     *
     * @param newMinWeight a number
     */
    public Relevance withMinWeight(double newMinWeight) {
        if (Double.isNaN(newMinWeight)) {
            throw new IllegalArgumentException("minWeight must be a number but was NaN");
        }
        return new Relevance(config, newMinWeight);
    }

    /** The least weight of an event that counts. */
    public double minWeight() {
        return minWeight;
    }

    /** The gains of the pairs of a log. */
    PairGains gains(EventLog<?, ?> log) {
        return new PairGains(log, typeFactors(log), minWeight);
    }

    /** By which factor events of each type of a log count; 0 for those that do not. */
    double[] typeFactors(EventLog<?, ?> log) {
        double[] factors = new double[log.types().size()];
        for (int t = 0; t < factors.length; t++) {
            OptionalDouble factor = config.typeWeight(log.types().get(t));
            factors[t] = factor.orElse(0);
        }
        return factors;
    }

    @Override
    public String toString() {
        return "relevant: positive strength, events of weight at least " + minWeight;
    }
}
