package dev.recsys.pipeline;

import java.util.Map;

/** What one stage does. Stateless. */
interface StageWork<U, I> {

    /** The settings that decide what it makes, beside what the stages before it made. */
    Map<String, String> config(Run<U, I> run);

    /** Does it. Artifacts are written before this returns; the record is written after. */
    StageResult run(Run<U, I> run);

    /** The work of a stage. */
    static <U, I> StageWork<U, I> of(Stage stage) {
        return switch (stage) {
            case EXTRACT -> new ExtractStage<>();
            case FEATURES -> new FeaturesStage<>();
            case TRAIN -> new TrainStage<>();
            case EVALUATE -> new EvaluateStage<>();
            case RECOMMEND -> new RecommendStage<>();
            case PUBLISH -> new PublishStage<>();
            case METRICS -> new MetricsStage<>();
        };
    }
}
