package dev.recsys.examples.demo;

import dev.recsys.store.RunManifest;
import dev.recsys.store.RunStore;
import dev.recsys.store.StageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Writes down each stage of a run when it is complete, so that a crash leaves what had been done. Not thread-safe. */
final class RunLog {

    private final RunStore store;
    private RunManifest manifest;
    private Instant stageStart;

    private RunLog(RunStore store, RunManifest manifest) {
        this.store = store;
        this.manifest = manifest;
        this.stageStart = manifest.startedAt();
    }

    static RunLog start(RunStore store, String name) {
        Instant now = Instant.now();
        String id = now.toString().replaceAll("[-:]|\\..*", "").toLowerCase(Locale.ROOT) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        RunLog log = new RunLog(store, RunManifest.started(id, name, now));
        store.save(log.manifest);
        return log;
    }

    /** Ends a stage, which began when the one before it ended. */
    void stage(String name, UnaryOperator<StageRecord> details) {
        Instant now = Instant.now();
        StageRecord stage = StageRecord.of(name, stageStart, Duration.between(stageStart, now));
        manifest = manifest.withStage(details.apply(stage));
        stageStart = now;
        store.save(manifest);
    }

    void succeeded() {
        manifest = manifest.withStatus(RunManifest.Status.SUCCEEDED, "");
        store.save(manifest);
    }

    /** Notes why the run ended; if not even that can be saved, the first failure still is what is reported. */
    void failed(RuntimeException failure) {
        try {
            store.save(manifest.withStatus(RunManifest.Status.FAILED, String.valueOf(failure.getMessage())));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    String id() {
        return manifest.runId();
    }

    Duration duration() {
        return Duration.between(manifest.startedAt(), Instant.now());
    }
}
