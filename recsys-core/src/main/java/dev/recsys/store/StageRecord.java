package dev.recsys.store;

import dev.recsys.Experimental;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one stage of a run took and made.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class StageRecord {

    /** How far a stage has come. */
    public enum Status {
        /** Begun; what it must know to be repeated after a crash is recorded. */
        STARTED,
        /** Ended well. */
        FINISHED,
        /** Ended with a refusal: the run goes no further. */
        REJECTED
    }

    private final String name;
    private final Instant startedAt;
    private final Duration duration;
    private final Status status;
    private final String fingerprint;
    private final Map<String, String> config;
    private final Map<String, String> inputs;
    private final Map<String, String> outputs;
    private final List<Artifact> artifacts;
    private final Map<String, Double> numbers;

    private StageRecord(Draft draft) {
        this.name = draft.name;
        this.startedAt = draft.startedAt;
        this.duration = draft.duration;
        this.status = draft.status;
        this.fingerprint = draft.fingerprint;
        this.config = draft.config;
        this.inputs = draft.inputs;
        this.outputs = draft.outputs;
        this.artifacts = draft.artifacts;
        this.numbers = draft.numbers;
    }

    /** A record while a wither changes one field. */
    private static final class Draft {
        private final String name;
        private final Instant startedAt;
        private final Duration duration;
        private Status status = Status.FINISHED;
        private String fingerprint = "";
        private Map<String, String> config = Map.of();
        private Map<String, String> inputs = Map.of();
        private Map<String, String> outputs = Map.of();
        private List<Artifact> artifacts = List.of();
        private Map<String, Double> numbers = Map.of();

        Draft(String name, Instant startedAt, Duration duration) {
            this.name = name;
            this.startedAt = startedAt;
            this.duration = duration;
        }
    }

    private Draft draft() {
        Draft draft = new Draft(name, startedAt, duration);
        draft.status = status;
        draft.fingerprint = fingerprint;
        draft.config = config;
        draft.inputs = inputs;
        draft.outputs = outputs;
        draft.artifacts = artifacts;
        draft.numbers = numbers;
        return draft;
    }

    /** A stage that ended well, of which nothing else is said yet. */
    public static StageRecord of(String name, Instant startedAt, Duration duration) {
        return new StageRecord(new Draft(name, startedAt, duration));
    }

    /** A copy that has come otherwise far. */
    public StageRecord withStatus(Status newStatus) {
        Draft draft = draft();
        draft.status = newStatus;
        return new StageRecord(draft);
    }

    /** A copy with the checksum of everything that decided what it made: its settings and what the stages before it made. */
    public StageRecord withFingerprint(String newFingerprint) {
        Draft draft = draft();
        draft.fingerprint = newFingerprint;
        return new StageRecord(draft);
    }

    /** A copy with the settings that decided what it made. */
    public StageRecord withConfig(Map<String, String> newConfig) {
        Draft draft = draft();
        draft.config = copy(newConfig);
        return new StageRecord(draft);
    }

    /** A copy with what it took: names to fingerprints. */
    public StageRecord withInputs(Map<String, String> newInputs) {
        Draft draft = draft();
        draft.inputs = copy(newInputs);
        return new StageRecord(draft);
    }

    /** A copy with what it made: names to fingerprints, versions or places. */
    public StageRecord withOutputs(Map<String, String> newOutputs) {
        Draft draft = draft();
        draft.outputs = copy(newOutputs);
        return new StageRecord(draft);
    }

    /** A copy with the artifacts it made. */
    public StageRecord withArtifacts(List<Artifact> newArtifacts) {
        Draft draft = draft();
        draft.artifacts = List.copyOf(newArtifacts);
        return new StageRecord(draft);
    }

    /** A copy with what it counted and measured. */
    public StageRecord withNumbers(Map<String, Double> newNumbers) {
        Draft draft = draft();
        draft.numbers = copy(newNumbers);
        return new StageRecord(draft);
    }

    private static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The stage's name, for instance {@code "train"}. */
    public String name() {
        return name;
    }

    /** When it started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** How long it took. */
    public Duration duration() {
        return duration;
    }

    /** How far it has come. */
    public Status status() {
        return status;
    }

    /** The checksum of everything that decided what it made, 64 hexadecimal digits; empty if not recorded. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The settings that decided what it made. */
    public Map<String, String> config() {
        return config;
    }

    /** What it took: names to fingerprints. */
    public Map<String, String> inputs() {
        return inputs;
    }

    /** What it made: names to fingerprints, versions or places. */
    public Map<String, String> outputs() {
        return outputs;
    }

    /** The artifacts it made. */
    public List<Artifact> artifacts() {
        return artifacts;
    }

    /** The artifact with a name, if it made one. */
    public Optional<Artifact> artifact(String artifactName) {
        return artifacts.stream()
                .filter(artifact -> artifact.name().equals(artifactName))
                .findFirst();
    }

    /** What it counted and measured. */
    public Map<String, Double> numbers() {
        return numbers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StageRecord that
                && name.equals(that.name)
                && startedAt.equals(that.startedAt)
                && duration.equals(that.duration)
                && status == that.status
                && fingerprint.equals(that.fingerprint)
                && config.equals(that.config)
                && inputs.equals(that.inputs)
                && outputs.equals(that.outputs)
                && artifacts.equals(that.artifacts)
                && numbers.equals(that.numbers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, startedAt);
    }

    @Override
    public String toString() {
        return name + " in " + duration;
    }
}
