package dev.recsys.store;

import dev.recsys.Experimental;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one run did, stage by stage: enough to know later which data, settings and code gave which model and which lists,
 * and enough to go on after a crash.
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
        FAILED,
        /** Ended because the quality gate refused its model. */
        REJECTED
    }

    private final String runId;
    private final String name;
    private final Instant startedAt;
    private final Status status;
    private final String message;
    private final Map<String, String> config;
    private final OptionalLong token;
    private final Optional<ModelVersion> base;
    private final List<StageRecord> stages;

    private RunManifest(Draft draft) {
        this.runId = draft.runId;
        this.name = draft.name;
        this.startedAt = draft.startedAt;
        this.status = draft.status;
        this.message = draft.message;
        this.config = draft.config;
        this.token = draft.token;
        this.base = draft.base;
        this.stages = draft.stages;
    }

    /** A manifest while a wither changes one field. */
    private static final class Draft {
        private final String runId;
        private final String name;
        private final Instant startedAt;
        private Status status = Status.RUNNING;
        private String message = "";
        private Map<String, String> config = Map.of();
        private OptionalLong token = OptionalLong.empty();
        private Optional<ModelVersion> base = Optional.empty();
        private List<StageRecord> stages = List.of();

        Draft(String runId, String name, Instant startedAt) {
            this.runId = runId;
            this.name = name;
            this.startedAt = startedAt;
        }
    }

    private Draft draft() {
        Draft draft = new Draft(runId, name, startedAt);
        draft.status = status;
        draft.message = message;
        draft.config = config;
        draft.token = token;
        draft.base = base;
        draft.stages = stages;
        return draft;
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
        return new RunManifest(new Draft(runId, name, startedAt));
    }

    /** A copy with one more stage, in place of an earlier record of the same stage. */
    public RunManifest withStage(StageRecord stage) {
        List<StageRecord> changed = new ArrayList<>(stages);
        changed.removeIf(earlier -> earlier.name().equals(stage.name()));
        changed.add(stage);
        Draft draft = draft();
        draft.stages = List.copyOf(changed);
        return new RunManifest(draft);
    }

    /** A copy that has another status. */
    public RunManifest withStatus(Status newStatus, String newMessage) {
        Draft draft = draft();
        draft.status = newStatus;
        draft.message = newMessage;
        return new RunManifest(draft);
    }

    /** A copy with the settings of the whole run. */
    public RunManifest withConfig(Map<String, String> newConfig) {
        Draft draft = draft();
        draft.config = Collections.unmodifiableMap(new LinkedHashMap<>(newConfig));
        return new RunManifest(draft);
    }

    /** A copy with the token its publication will have. */
    public RunManifest withToken(long newToken) {
        Draft draft = draft();
        draft.token = OptionalLong.of(newToken);
        return new RunManifest(draft);
    }

    /** A copy with the version that was live when it started. */
    public RunManifest withBase(ModelVersion version) {
        Draft draft = draft();
        draft.base = Optional.of(version);
        return new RunManifest(draft);
    }

    /** The run's own id. */
    public String runId() {
        return runId;
    }

    /** What was run. */
    public String name() {
        return name;
    }

    /** When it started; the ages of its events count from here. */
    public Instant startedAt() {
        return startedAt;
    }

    /** How far it has come. */
    public Status status() {
        return status;
    }

    /** Why it failed or was rejected; empty otherwise. */
    public String message() {
        return message;
    }

    /** The settings of the whole run, keys to text; empty if not recorded. */
    public Map<String, String> config() {
        return config;
    }

    /** The token of its publication, if it has taken one. */
    public OptionalLong token() {
        return token;
    }

    /** The version that was live when it started, if any: what it is compared with, and what it replaces. */
    public Optional<ModelVersion> base() {
        return base;
    }

    /** The stages, in the order they ended. */
    public List<StageRecord> stages() {
        return stages;
    }

    /** The record of a stage, if there is one. */
    public Optional<StageRecord> stage(String stageName) {
        return stages.stream().filter(stage -> stage.name().equals(stageName)).findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunManifest that
                && runId.equals(that.runId)
                && name.equals(that.name)
                && startedAt.equals(that.startedAt)
                && status == that.status
                && message.equals(that.message)
                && config.equals(that.config)
                && token.equals(that.token)
                && base.equals(that.base)
                && stages.equals(that.stages);
    }

    @Override
    public int hashCode() {
        return Objects.hash(runId, status, stages.size());
    }

    @Override
    public String toString() {
        return runId + " " + status + ", " + stages.size() + " stages";
    }
}
