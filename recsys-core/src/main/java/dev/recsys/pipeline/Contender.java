package dev.recsys.pipeline;

import dev.recsys.Experimental;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.train.Trainer;

/**
 * What is to be measured: a way to make a model of events. Immutable, thread-safe.
 */
@Experimental
public final class Contender {

    /** What this run would publish: its algorithm and settings. */
    public static final String CANDIDATE = "candidate";

    /** The most popular items for everybody. */
    public static final String POPULARITY = "popularity";

    /** The algorithm and settings of the version that is live. */
    public static final String LIVE = "live";

    private final String name;
    private final FeatureConfig features;
    private final Trainer<?> trainer;

    private Contender(String name, FeatureConfig features, Trainer<?> trainer) {
        this.name = name;
        this.features = features;
        this.trainer = trainer;
    }

    /** A contender. */
    public static Contender of(String name, FeatureConfig features, Trainer<?> trainer) {
        return new Contender(name, features, trainer);
    }

    /** Its name, for instance {@value #CANDIDATE}. */
    public String name() {
        return name;
    }

    /** How the training part becomes a data set. */
    public FeatureConfig features() {
        return features;
    }

    /** How the data set becomes a model. */
    public Trainer<?> trainer() {
        return trainer;
    }

    @Override
    public String toString() {
        return name;
    }
}
