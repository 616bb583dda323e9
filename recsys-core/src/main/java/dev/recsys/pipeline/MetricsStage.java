package dev.recsys.pipeline;

import dev.recsys.store.RunManifest;
import dev.recsys.store.StageRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sums up the run, deletes what is too old, and hands the numbers to the host. */
final class MetricsStage<U, I> implements StageWork<U, I> {

    @Override
    public Map<String, String> config(Run<U, I> run) {
        return Map.of();
    }

    @Override
    public StageResult run(Run<U, I> run) {
        RunManifest manifest = run.manifest();
        Retention.Deleted deleted =
                new Retention(run.pipeline().config(), run.pipeline().stores()).apply(manifest);
        Map<String, Double> numbers = new LinkedHashMap<>();
        double seconds = 0;
        for (StageRecord stage : manifest.stages()) {
            numbers.put(stage.name() + ".seconds", stage.duration().toMillis() / 1e3);
            seconds += stage.duration().toMillis() / 1e3;
            stage.numbers().forEach((name, value) -> numbers.put(stage.name() + "." + name, value));
        }
        numbers.put("seconds", seconds);
        numbers.put("deletedVersions", (double) deleted.versions());
        numbers.put("deletedRuns", (double) deleted.runs());
        run.pipeline().metrics().record(manifest.name(), manifest.runId(), Map.copyOf(numbers));
        StageResult result = new StageResult();
        numbers.forEach(result::number);
        return result;
    }
}
