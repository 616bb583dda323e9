package dev.recsys.store;

import dev.recsys.Experimental;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one run did, stage by stage: enough to know later which data, settings and code gave which model and which lists.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class RunManifest {

    /** How far a run has come. */
    public enum Status {
        /** Started and not ended; after a crash it stays so. */
        RUNNING,
        /** Ended well. */
        SUCCEEDED,
        /** Ended with an error. */
        FAILED
    }

    private final String runId;
    private final String name;
    private final Instant startedAt;
    private final Status status;
    private final String message;
    private final List<StageRecord> stages;

    private RunManifest(
            String runId, String name, Instant startedAt, Status status, String message, List<StageRecord> stages) {
        this.runId = runId;
        this.name = name;
        this.startedAt = startedAt;
        this.status = status;
        this.message = message;
        this.stages = stages;
    }

    /**
     * A run that has just started.
     *
     * @param runId unique among all runs; the rule of {@link ModelVersion#name()} holds
     * @param name what is run, for instance a model's name
     * @param startedAt now
     */
    public static RunManifest started(String runId, String name, Instant startedAt) {
        ModelVersion.checkName(runId);
        return new RunManifest(runId, name, startedAt, Status.RUNNING, "", List.of());
    }

    /** A copy with one more completed stage. */
    public RunManifest withStage(StageRecord stage) {
        List<StageRecord> extended = new ArrayList<>(stages);
        extended.add(stage);
        return new RunManifest(runId, name, startedAt, status, message, List.copyOf(extended));
    }

    /** A copy that has another status. */
    public RunManifest withStatus(Status newStatus, String newMessage) {
        return new RunManifest(runId, name, startedAt, newStatus, newMessage, stages);
    }

    /** The run's own id. */
    public String runId() {
        return runId;
    }

    /** What was run. */
    public String name() {
        return name;
    }

    /** When it started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** How far it has come. */
    public Status status() {
        return status;
    }

    /** Why it failed; empty otherwise. */
    public String message() {
        return message;
    }

    /** The completed stages, in the order they ended. */
    public List<StageRecord> stages() {
        return stages;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunManifest that
                && runId.equals(that.runId)
                && name.equals(that.name)
                && startedAt.equals(that.startedAt)
                && status == that.status
                && message.equals(that.message)
                && stages.equals(that.stages);
    }

    @Override
    public int hashCode() {
        return runId.hashCode();
    }

    @Override
    public String toString() {
        return runId + " " + status + ", " + stages.size() + " stages";
    }
}
