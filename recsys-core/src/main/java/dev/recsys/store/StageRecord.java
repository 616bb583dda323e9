package dev.recsys.store;

import dev.recsys.Experimental;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one stage of a run took and made.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class StageRecord {

    private final String name;
    private final Instant startedAt;
    private final Duration duration;
    private final Map<String, String> config;
    private final Map<String, String> inputs;
    private final Map<String, String> outputs;
    private final Map<String, Double> numbers;

    private StageRecord(
            String name,
            Instant startedAt,
            Duration duration,
            Map<String, String> config,
            Map<String, String> inputs,
            Map<String, String> outputs,
            Map<String, Double> numbers) {
        this.name = name;
        this.startedAt = startedAt;
        this.duration = duration;
        this.config = config;
        this.inputs = inputs;
        this.outputs = outputs;
        this.numbers = numbers;
    }

    /** A stage that ended well, of which nothing else is said yet. */
    public static StageRecord of(String name, Instant startedAt, Duration duration) {
        return new StageRecord(name, startedAt, duration, Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** A copy with the settings that decided what it made. */
    public StageRecord withConfig(Map<String, String> newConfig) {
        return new StageRecord(name, startedAt, duration, copy(newConfig), inputs, outputs, numbers);
    }

    /** A copy with what it took: names to fingerprints. */
    public StageRecord withInputs(Map<String, String> newInputs) {
        return new StageRecord(name, startedAt, duration, config, copy(newInputs), outputs, numbers);
    }

    /** A copy with what it made: names to fingerprints, versions or places. */
    public StageRecord withOutputs(Map<String, String> newOutputs) {
        return new StageRecord(name, startedAt, duration, config, inputs, copy(newOutputs), numbers);
    }

    /** A copy with what it counted and measured. */
    public StageRecord withNumbers(Map<String, Double> newNumbers) {
        return new StageRecord(name, startedAt, duration, config, inputs, outputs, copy(newNumbers));
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
                && config.equals(that.config)
                && inputs.equals(that.inputs)
                && outputs.equals(that.outputs)
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
