package dev.recsys.pipeline;

import dev.recsys.Experimental;

/** Decides whether a model may be published, by what was measured. Implementations are thread-safe. */
@Experimental
@FunctionalInterface
public interface QualityGate {

    /** Judges. The same measurements get the same verdict. */
    Verdict judge(Measurements measured);

    /** The gate with the rules of a configuration. */
    static QualityGate of(GateConfig config) {
        return new ConfiguredGate(config);
    }

    /** Lets everything pass. */
    static QualityGate open() {
        return measured -> Verdict.pass();
    }
}
