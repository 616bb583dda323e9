package dev.recsys.examples.cli;

import dev.recsys.pipeline.Pipeline;
import dev.recsys.store.LockHolder;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.RunManifest;
import dev.recsys.store.StageRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a pipeline and its runs look like, for people and for programs. */
final class PipelineReport {

    private PipelineReport() {}

    /** Which run, what became of it, and when it started. */
    static String heading(RunManifest run) {
        return "run " + run.runId() + " " + word(run.status()) + ", started " + run.startedAt();
    }

    /** A run and a line per stage. */
    static String text(RunManifest run) {
        StringBuilder text = new StringBuilder(heading(run) + System.lineSeparator());
        for (StageRecord stage : run.stages()) {
            String numbers = stage.name().equals("metrics") ? "" : numbers(stage.numbers());
            text.append(String.format(
                            Locale.ROOT,
                            "  %-10s %-9s %8.1f s  %s",
                            stage.name(),
                            word(stage.status()),
                            stage.duration().toMillis() / 1e3,
                            numbers)
                    .stripTrailing());
            text.append(System.lineSeparator());
        }
        if (!run.message().isEmpty()) {
            text.append("  ").append(run.message()).append(System.lineSeparator());
        }
        return text.toString().stripTrailing();
    }

    private static String numbers(Map<String, Double> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey() + " " + number(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }

    /** What is live, who is at work, and the runs there are, the newest first. */
    static String text(Pipeline<?, ?> pipeline, List<RunManifest> newestFirst) {
        String name = pipeline.config().name();
        StringBuilder text = new StringBuilder("pipeline " + name + System.lineSeparator());
        text.append("live      ").append(live(pipeline).orElse("nothing"));
        text.append(", lists of ")
                .append(published(pipeline).orElse("no version"))
                .append(System.lineSeparator());
        text.append("at work   ")
                .append(pipeline.stores()
                        .locks()
                        .holder(name)
                        .map(LockHolder::toString)
                        .orElse("nobody"));
        newestFirst.forEach(run -> text.append(System.lineSeparator()).append(text(run)));
        return text.toString();
    }

    /** As the text, field by field. */
    static Map<String, Object> json(Pipeline<?, ?> pipeline, List<RunManifest> newestFirst) {
        Map<String, Object> json = new LinkedHashMap<>();
        String name = pipeline.config().name();
        json.put("pipeline", name);
        live(pipeline).ifPresent(live -> json.put("live", live));
        published(pipeline).ifPresent(version -> json.put("published", version));
        pipeline.stores().locks().holder(name).ifPresent(holder -> json.put("lock", json(holder)));
        json.put("runs", newestFirst.stream().map(PipelineReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(LockHolder holder) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runId", holder.runId());
        json.put("host", holder.host());
        json.put("pid", holder.pid());
        json.put("acquiredAt", holder.acquiredAt().toString());
        json.put("renewedAt", holder.renewedAt().toString());
        return json;
    }

    static Map<String, Object> json(RunManifest run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runId", run.runId());
        json.put("status", word(run.status()));
        json.put("startedAt", run.startedAt().toString());
        json.put("message", run.message());
        run.base().ifPresent(base -> json.put("base", base.toString()));
        json.put("stages", run.stages().stream().map(PipelineReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(StageRecord stage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", stage.name());
        json.put("status", word(stage.status()));
        json.put("seconds", stage.duration().toMillis() / 1e3);
        json.put("outputs", stage.outputs());
        json.put("numbers", stage.numbers());
        return json;
    }

    private static Optional<String> live(Pipeline<?, ?> pipeline) {
        return pipeline.stores().models().live(pipeline.config().name()).map(ModelVersion::toString);
    }

    private static Optional<String> published(Pipeline<?, ?> pipeline) {
        return pipeline.stores().lists().publishedVersion().map(ModelVersion::toString);
    }

    private static String word(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
