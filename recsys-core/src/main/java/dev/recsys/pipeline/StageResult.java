package dev.recsys.pipeline;

import dev.recsys.store.Artifact;
import dev.recsys.store.StageRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what a stage made and counted, for its record. Not thread-safe. */
final class StageResult {

    private final Map<String, String> inputs = new LinkedHashMap<>();
    private final Map<String, String> outputs = new LinkedHashMap<>();
    private final List<Artifact> artifacts = new ArrayList<>();
    private final Map<String, Double> numbers = new LinkedHashMap<>();
    private List<String> objections = List.of();

    StageResult input(String name, String value) {
        inputs.put(name, value);
        return this;
    }

    StageResult output(String name, String value) {
        outputs.put(name, value);
        return this;
    }

    StageResult artifact(Artifact artifact) {
        artifacts.add(artifact);
        return this;
    }

    StageResult number(String name, double value) {
        numbers.put(name, value);
        return this;
    }

    StageResult count(String name, long count) {
        return number(name, (double) count);
    }

    /** Ends the run here. */
    StageResult rejected(List<String> reasons) {
        objections = List.copyOf(reasons);
        return this;
    }

    List<String> objections() {
        return objections;
    }

    StageRecord complete(StageRecord record) {
        return record.withStatus(objections.isEmpty() ? StageRecord.Status.FINISHED : StageRecord.Status.REJECTED)
                .withInputs(inputs)
                .withOutputs(outputs)
                .withArtifacts(artifacts)
                .withNumbers(numbers);
    }
}
