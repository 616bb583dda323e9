package dev.recsys.pipeline;

import dev.recsys.DataException;
import dev.recsys.GateException;
import dev.recsys.store.Artifact;
import dev.recsys.store.ArtifactContent;
import dev.recsys.store.ArtifactReader;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.RunLock;
import dev.recsys.store.RunManifest;
import dev.recsys.store.RunManifest.Status;
import dev.recsys.store.StageRecord;
import dev.recsys.train.TrainingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** One process at work on one run, under its lock. Not thread-safe. */
final class Run<U, I> {

    private final Pipeline<U, I> pipeline;
    private final Heartbeat heartbeat;
    private RunManifest manifest;

    /**
     * Takes up a run, or starts it.
     *
     * @throws DataException if it must exist and does not, or is a run of another pipeline
     */
    Run(Pipeline<U, I> pipeline, RunLock lock, String runId, boolean mustExist) {
        this.pipeline = pipeline;
        this.heartbeat = new Heartbeat(lock, pipeline.clock(), pipeline.config().lockMaxAge());
        Optional<RunManifest> known = pipeline.stores().runs().find(runId);
        if (known.isEmpty() && mustExist) {
            throw new DataException("run '" + runId + "'", "is unknown", "begin a run with stage extract");
        }
        this.manifest = known.isPresent() ? known.get() : start(runId);
        if (!manifest.name().equals(pipeline.config().name())) {
            throw new DataException(
                    "run '" + runId + "'",
                    "belongs to pipeline '" + manifest.name() + "', not to '"
                            + pipeline.config().name() + "'",
                    "give the run another id");
        }
    }

    private RunManifest start(String runId) {
        String name = pipeline.config().name();
        RunManifest started = RunManifest.started(runId, name, pipeline.clock().instant())
                .withConfig(pipeline.config().describe())
                .withToken(pipeline.stores().lists().reserve());
        Optional<ModelVersion> live = pipeline.stores().models().live(name);
        started = live.isPresent() ? started.withBase(live.get()) : started;
        pipeline.stores().runs().save(started);
        return started;
    }

    /** Runs the given stages that are not finished, in order. */
    RunManifest execute(List<Stage> stages) {
        try {
            for (Stage stage : stages) {
                if (!isFinished(stage)) {
                    heartbeat.beat();
                    execute(stage);
                }
            }
            if (manifest.status() != Status.SUCCEEDED && isFinished(Stage.METRICS)) {
                save(manifest.withStatus(Status.SUCCEEDED, ""));
            }
            return manifest;
        } catch (GateException e) {
            throw e;
        } catch (RuntimeException e) {
            failed(e);
            throw e;
        }
    }

    /** Notes why the run ended; if not even that can be saved, the first failure still is what is reported. */
    private void failed(RuntimeException failure) {
        boolean wasInterrupted = Thread.interrupted(); // else a store may refuse to save
        try {
            if (manifest.status() != Status.SUCCEEDED && !(failure instanceof dev.recsys.LockedException)) {
                save(manifest.withStatus(Status.FAILED, String.valueOf(failure.getMessage())));
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether a stage was finished with the settings and inputs it would have now. */
    private boolean isFinished(Stage stage) {
        Optional<StageRecord> record = manifest.stage(stage.toString());
        if (record.isEmpty()) {
            return false;
        }
        StageWork<U, I> work = StageWork.of(stage);
        Map<String, String> config = work.config(this);
        requireSame(stage, record.get(), config);
        if (record.get().status() == StageRecord.Status.REJECTED) {
            throw new GateException(manifest.message());
        }
        return record.get().status() == StageRecord.Status.FINISHED;
    }

    private void requireSame(Stage stage, StageRecord record, Map<String, String> config) {
        String now = StageFingerprint.of(manifest, stage, config);
        if (now.equals(record.fingerprint())) {
            return;
        }
        String remedy = "restore what it was begun with, or start a new run";
        String place = "run '" + manifest.runId() + "', stage " + stage;
        for (String key : new TreeSet<>(record.config().keySet())) {
            String then = record.config().get(key);
            String present = config.getOrDefault(key, "absent");
            if (!present.equals(then)) {
                throw new DataException(
                        place, "it was done with " + key + " '" + then + "' but now it is '" + present + "'", remedy);
            }
        }
        throw new DataException(
                place,
                "its record has fingerprint " + record.fingerprint() + " but its settings and the stage before it give "
                        + now + ": it belongs to other inputs",
                remedy);
    }

    private void execute(Stage stage) {
        for (Stage earlier : stage.earlier()) {
            if (!isFinished(earlier)) {
                throw new DataException(
                        "run '" + manifest.runId() + "', stage " + stage,
                        "stage " + earlier + " is not finished",
                        "run it first");
            }
        }
        if (manifest.status() != Status.RUNNING) {
            save(manifest.withStatus(Status.RUNNING, ""));
        }
        Instant start = pipeline.clock().instant();
        StageWork<U, I> work = StageWork.of(stage);
        StageResult result = work.run(this);
        StageRecord record = result.complete(newRecord(stage, work, start));
        RunManifest next = manifest.withStage(record);
        if (!result.objections().isEmpty()) {
            String message = "the gate refused the model of run '" + manifest.runId() + "': "
                    + String.join("; ", result.objections())
                    + manifest.base().map(live -> "; " + live + " stays live").orElse("; nothing is live yet");
            save(next.withStatus(Status.REJECTED, message));
            throw new GateException(message);
        }
        save(next);
    }

    private StageRecord newRecord(Stage stage, StageWork<U, I> work, Instant start) {
        Map<String, String> config = work.config(this);
        Duration duration = Duration.between(start, pipeline.clock().instant());
        return StageRecord.of(stage.toString(), start, duration)
                .withConfig(config)
                .withFingerprint(StageFingerprint.of(manifest, stage, config));
    }

    /** Records that a stage has begun, with what it must know if it is repeated. */
    void recordStarted(Stage stage, Map<String, String> outputs) {
        StageRecord record = newRecord(
                        stage, StageWork.of(stage), pipeline.clock().instant())
                .withStatus(StageRecord.Status.STARTED)
                .withOutputs(outputs);
        save(manifest.withStage(record));
    }

    /** Saves the manifest, unless somebody else has taken up the run: then the manifest is theirs. */
    private void save(RunManifest next) {
        heartbeat.require();
        pipeline.stores().runs().save(next);
        manifest = next;
    }

    Pipeline<U, I> pipeline() {
        return pipeline;
    }

    RunManifest manifest() {
        return manifest;
    }

    /** The record of a stage that is finished. */
    StageRecord record(Stage stage) {
        return manifest.stage(stage.toString())
                .orElseThrow(() -> new IllegalStateException(stage + " is not finished"));
    }

    /** The settings of how to run, with a sign of life at each step. */
    TrainingContext context() {
        TrainingContext context = pipeline.context();
        return context.withProgress((step, done, total, detail) -> {
            heartbeat.beat();
            context.progress().step(step, done, total, detail);
        });
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    /** Writes an artifact, unless somebody else has taken up the run by the time its content is complete. */
    Artifact write(String name, ArtifactContent content) {
        return pipeline.stores().artifacts().write(manifest.runId(), name, (out, target) -> {
            content.writeTo(out, target);
            heartbeat.require();
        });
    }

    /** Reads an artifact that a finished stage made. */
    <T> T read(Stage stage, String name, ArtifactReader<T> reader) {
        List<String> made = new ArrayList<>();
        StageRecord record = record(stage);
        record.artifacts().forEach(artifact -> made.add(artifact.name()));
        Artifact artifact = record.artifact(name)
                .orElseThrow(() -> new DataException(
                        "run '" + manifest.runId() + "', stage " + stage,
                        "it has no artifact '" + name + "' but " + made,
                        "start a new run"));
        return pipeline.stores().artifacts().read(manifest.runId(), artifact, reader);
    }
}
