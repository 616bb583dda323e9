package dev.recsys.pipeline;

import dev.recsys.Experimental;
import java.util.Map;

/** Takes the numbers of a run to the host's monitoring. */
@Experimental
@FunctionalInterface
public interface MetricsSink {

    /**
     * Takes what a run counted and measured. Called once when the last stage ends, and again if that stage is repeated
     * after a crash.
     *
     * @param pipeline the pipeline's name
     * @param runId the run
     * @param numbers for instance {@code "extract.events"}, {@code "evaluate.candidate.ndcg@10"}, {@code "train.seconds"}
     */
    void record(String pipeline, String runId, Map<String, Double> numbers);
}
