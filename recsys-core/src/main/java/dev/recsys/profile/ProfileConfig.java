package dev.recsys.profile;

import dev.recsys.Experimental;
import dev.recsys.feature.FeatureConfig;
import java.util.Objects;

/**
 * How events and stated preferences become profiles. Immutable, thread-safe.
 */
@Experimental
public final class ProfileConfig {

    private static final ProfileConfig DEFAULTS = new ProfileConfig(FeatureConfig.defaults(), 5, 1, 5);

    private final FeatureConfig features;
    private final double pseudoCount;
    private final double behaviourWeight;
    private final double statedWeight;

    private ProfileConfig(FeatureConfig features, double pseudoCount, double behaviourWeight, double statedWeight) {
        this.features = features;
        this.pseudoCount = pseudoCount;
        this.behaviourWeight = behaviourWeight;
        this.statedWeight = statedWeight;
    }

    /** Default features, pseudo count 5, behaviour weight 1, stated weight 5. */
    public static ProfileConfig defaults() {
        return DEFAULTS;
    }

    /** A copy in which events become strengths in another way: event types, half-life, least weight. */
    public ProfileConfig withFeatures(FeatureConfig newFeatures) {
        return new ProfileConfig(newFeatures, pseudoCount, behaviourWeight, statedWeight);
    }

    /**
     * A copy with another weight of the global distribution.
     *
     * @param count above 0, in interactions
     */
    public ProfileConfig withPseudoCount(double count) {
        if (!(count > 0 && count < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("pseudoCount must be above 0 and finite but was " + count);
        }
        return new ProfileConfig(features, count, behaviourWeight, statedWeight);
    }

    /**
     * A copy in which an average interaction counts as another amount.
     *
     * @param weight 0 or more; 0 leaves behaviour out
     */
    public ProfileConfig withBehaviourWeight(double weight) {
        return new ProfileConfig(features, pseudoCount, atLeastZero("behaviourWeight", weight), statedWeight);
    }

    /**
     * A copy in which all stated preferences of a user together count as another number of interactions.
     *
     * @param weight 0 or more; 0 leaves them out
     */
    public ProfileConfig withStatedWeight(double weight) {
        return new ProfileConfig(features, pseudoCount, behaviourWeight, atLeastZero("statedWeight", weight));
    }

    private static double atLeastZero(String key, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(key + " must be at least 0 and finite but was " + value);
        }
        return value;
    }

    /** How events become strengths. Default {@link FeatureConfig#defaults()}. */
    public FeatureConfig features() {
        return features;
    }

    /**
     * How many interactions the global distribution of categories counts for: a user's share of category c is in proportion
     * to strength(c) + pseudoCount * global(c), at least a tenth of the second term. Default 5.
     */
    public double pseudoCount() {
        return pseudoCount;
    }

    /** What an average interaction counts. Default 1. */
    public double behaviourWeight() {
        return behaviourWeight;
    }

    /** What all stated preferences of a user together count, in interactions. Default 5. */
    public double statedWeight() {
        return statedWeight;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProfileConfig that
                && features.equals(that.features)
                && pseudoCount == that.pseudoCount
                && behaviourWeight == that.behaviourWeight
                && statedWeight == that.statedWeight;
    }

    @Override
    public int hashCode() {
        return Objects.hash(features, pseudoCount, behaviourWeight, statedWeight);
    }

    @Override
    public String toString() {
        return "pseudo count " + pseudoCount + ", behaviour " + behaviourWeight + ", stated " + statedWeight + ", "
                + features;
    }
}
