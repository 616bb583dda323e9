package dev.recsys.io.jdbc;

import dev.recsys.Experimental;
import dev.recsys.store.ModelVersion;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is recorded about one version of a model. Immutable, thread-safe. */
@Experimental
public final class RecordedVersion {

    private final ModelVersion version;
    private final String algorithm;
    private final Map<String, String> config;
    private final Map<String, Double> metrics;
    private final Instant createdAt;
    private final @Nullable Instant promotedAt;

    RecordedVersion(
            ModelVersion version,
            String algorithm,
            Map<String, String> config,
            Map<String, Double> metrics,
            Instant createdAt,
            @Nullable Instant promotedAt) {
        this.version = version;
        this.algorithm = algorithm;
        this.config = config;
        this.metrics = metrics;
        this.createdAt = createdAt;
        this.promotedAt = promotedAt;
    }

    /** The version. */
    public ModelVersion version() {
        return version;
    }

    /** The name of the algorithm. */
    public String algorithm() {
        return algorithm;
    }

    /** Every parameter as text. */
    public Map<String, String> config() {
        return config;
    }

    /** What was measured, by name. */
    public Map<String, Double> metrics() {
        return metrics;
    }

    /** When it was recorded. */
    public Instant createdAt() {
        return createdAt;
    }

    /** When it was last promoted, if it was. */
    public Optional<Instant> promotedAt() {
        return Optional.ofNullable(promotedAt);
    }

    @Override
    public String toString() {
        return version + " " + algorithm + " " + metrics + (promotedAt == null ? "" : " promoted " + promotedAt);
    }
}
