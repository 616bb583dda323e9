package dev.recsys.io.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsys.store.Artifact;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.RunManifest;
import dev.recsys.store.RunManifest.Status;
import dev.recsys.store.StageRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The JSON form of a {@link RunManifest}. */
final class RunJson {

    static final int FORMAT = 1;

    private RunJson() {}

    static byte[] bytes(RunManifest run) {
        ObjectNode object = JsonDocument.object()
                .put("format", FORMAT)
                .put("runId", run.runId())
                .put("name", run.name())
                .put("startedAt", run.startedAt().toString())
                .put("status", textOf(run.status()))
                .put("message", run.message());
        run.token().ifPresent(token -> object.put("token", token));
        run.base().ifPresent(base -> object.put("base", base.toString()));
        object.set("config", JsonDocument.strings(run.config()));
        ArrayNode stages = object.putArray("stages");
        run.stages().forEach(stage -> stages.add(object(stage)));
        return JsonDocument.bytes(object);
    }

    private static ObjectNode object(StageRecord stage) {
        ObjectNode object = JsonDocument.object()
                .put("name", stage.name())
                .put("startedAt", stage.startedAt().toString())
                .put("duration", stage.duration().toString())
                .put("status", textOf(stage.status()))
                .put("fingerprint", stage.fingerprint());
        object.set("config", JsonDocument.strings(stage.config()));
        object.set("inputs", JsonDocument.strings(stage.inputs()));
        object.set("outputs", JsonDocument.strings(stage.outputs()));
        ArrayNode artifacts = object.putArray("artifacts");
        stage.artifacts()
                .forEach(artifact -> artifacts
                        .addObject()
                        .put("name", artifact.name())
                        .put("size", artifact.size())
                        .put("sha256", artifact.sha256()));
        ObjectNode numbers = object.putObject("numbers");
        stage.numbers().forEach((name, value) -> {
            if (Double.isFinite(value)) {
                numbers.put(name, value);
            } else {
                numbers.put(name, value.toString()); // JSON has no such numbers
            }
        });
        return object;
    }

    static RunManifest read(Path file, String runId) throws IOException {
        JsonDocument document = JsonDocument.read(file, FORMAT);
        if (!document.text("runId").equals(runId)) {
            throw document.corrupt("field 'runId' is not the name of the file");
        }
        RunManifest run = RunManifest.started(runId, document.text("name"), document.instant("startedAt"))
                .withStatus(
                        constant(document, "status", Status.class, document.text("status")),
                        document.textOrEmpty("message"))
                .withConfig(document.strings("config"));
        if (document.has("token")) {
            run = run.withToken(document.longInteger("token", 0));
        }
        String base = document.textOrEmpty("base");
        if (!base.isEmpty()) {
            run = run.withBase(version(document, base));
        }
        for (JsonDocument stage : document.objects("stages")) {
            run = run.withStage(stage(stage));
        }
        return run;
    }

    private static StageRecord stage(JsonDocument stage) {
        return StageRecord.of(stage.text("name"), stage.instant("startedAt"), stage.duration("duration"))
                .withConfig(stage.strings("config"))
                .withInputs(stage.strings("inputs"))
                .withOutputs(stage.strings("outputs"))
                .withStatus(constant(
                        stage,
                        "status",
                        StageRecord.Status.class,
                        stage.has("status") ? stage.text("status") : "finished"))
                .withFingerprint(stage.textOrEmpty("fingerprint"))
                .withArtifacts(artifacts(stage))
                .withNumbers(stage.numbers("numbers"));
    }

    private static List<Artifact> artifacts(JsonDocument stage) {
        List<Artifact> artifacts = new ArrayList<>();
        for (JsonDocument one : stage.objects("artifacts")) {
            try {
                artifacts.add(new Artifact(one.text("name"), one.longInteger("size", 0), one.text("sha256")));
            } catch (IllegalArgumentException e) {
                throw one.corrupt(String.valueOf(e.getMessage()));
            }
        }
        return artifacts;
    }

    private static ModelVersion version(JsonDocument document, String text) {
        try {
            return ModelVersion.parse(text);
        } catch (IllegalArgumentException e) {
            throw document.corrupt("field 'base': " + e.getMessage());
        }
    }

    /** A constant by its name in lower case. */
    private static <E extends Enum<E>> E constant(JsonDocument document, String field, Class<E> type, String text) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> textOf(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> document.corrupt("field '" + field + "' is " + Quoted.of(text)));
    }

    private static String textOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
