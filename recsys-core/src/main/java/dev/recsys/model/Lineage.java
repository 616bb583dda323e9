package dev.recsys.model;

import dev.recsys.Stable;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model was made from: the events, the feature configuration, and the version it grew out of. Together with
 * {@link ModelInfo} it says how to make the same model again.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Lineage {

    private final String dataFingerprint;
    private final Map<String, String> featureConfig;
    private final @Nullable Instant asOf;
    private final @Nullable String parent;

    private Lineage(
            String dataFingerprint,
            Map<String, String> featureConfig,
            @Nullable Instant asOf,
            @Nullable String parent) {
        this.dataFingerprint = dataFingerprint;
        this.featureConfig = featureConfig;
        this.asOf = asOf;
        this.parent = parent;
    }

    /**
     * A lineage without a parent.
     *
     * @param dataFingerprint of the event log; empty if unknown
     * @param featureConfig keys to text; empty if unknown
     */
    public static Lineage of(String dataFingerprint, Map<String, String> featureConfig) {
        return new Lineage(
                dataFingerprint, Collections.unmodifiableMap(new LinkedHashMap<>(featureConfig)), null, null);
    }

    /** A copy that says from when ages were counted. */
    public Lineage withAsOf(Instant now) {
        return new Lineage(dataFingerprint, featureConfig, now, parent);
    }

    /** A copy that names the version it grew out of. */
    public Lineage withParent(String version) {
        return new Lineage(dataFingerprint, featureConfig, asOf, version);
    }

    /** The fingerprint of the event log; empty if unknown. */
    public String dataFingerprint() {
        return dataFingerprint;
    }

    /** The feature configuration, keys to text. */
    public Map<String, String> featureConfig() {
        return featureConfig;
    }

    /** The instant from which ages of events were counted, if any decay was configured. */
    public Optional<Instant> asOf() {
        return Optional.ofNullable(asOf);
    }

    /** The version it grew out of, if any. */
    public Optional<String> parent() {
        return Optional.ofNullable(parent);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lineage that
                && dataFingerprint.equals(that.dataFingerprint)
                && featureConfig.equals(that.featureConfig)
                && Objects.equals(asOf, that.asOf)
                && Objects.equals(parent, that.parent);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dataFingerprint, featureConfig, asOf, parent);
    }

    @Override
    public String toString() {
        return "data " + dataFingerprint + ", features " + featureConfig;
    }
}
