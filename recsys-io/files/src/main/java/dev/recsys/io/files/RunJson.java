package dev.recsys.io.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsys.store.RunManifest;
import dev.recsys.store.RunManifest.Status;
import dev.recsys.store.StageRecord;
import java.io.IOException;
import java.nio.file.Path;
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
        ArrayNode stages = object.putArray("stages");
        run.stages().forEach(stage -> stages.add(object(stage)));
        return JsonDocument.bytes(object);
    }

    private static ObjectNode object(StageRecord stage) {
        ObjectNode object = JsonDocument.object()
                .put("name", stage.name())
                .put("startedAt", stage.startedAt().toString())
                .put("duration", stage.duration().toString());
        object.set("config", JsonDocument.strings(stage.config()));
        object.set("inputs", JsonDocument.strings(stage.inputs()));
        object.set("outputs", JsonDocument.strings(stage.outputs()));
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
                .withStatus(status(document), document.textOrEmpty("message"));
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
                .withNumbers(stage.numbers("numbers"));
    }

    private static Status status(JsonDocument document) {
        String text = document.text("status");
        return Stream.of(Status.values())
                .filter(status -> textOf(status).equals(text))
                .findFirst()
                .orElseThrow(() -> document.corrupt("field 'status' is " + Quoted.of(text)));
    }

    private static String textOf(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
