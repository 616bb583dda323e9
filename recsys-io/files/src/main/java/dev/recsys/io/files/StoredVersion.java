package dev.recsys.io.files;

import dev.recsys.Experimental;
import dev.recsys.store.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FileModelStore} knows of one version without reading the model. Immutable, thread-safe.
 */
@Experimental
public final class StoredVersion {

    private final ModelVersion version;
    private final String algorithm;
    private final Instant createdAt;
    private final long size;
    private final @Nullable String parent;
    private final @Nullable Instant asOf;

    private StoredVersion(
            ModelVersion version,
            String algorithm,
            Instant createdAt,
            long size,
            @Nullable String parent,
            @Nullable Instant asOf) {
        this.version = version;
        this.algorithm = algorithm;
        this.createdAt = createdAt;
        this.size = size;
        this.parent = parent;
        this.asOf = asOf;
    }

    static StoredVersion read(ModelVersion version, Path manifest) throws IOException {
        JsonDocument document = JsonDocument.read(manifest, VersionManifest.FORMAT);
        JsonDocument lineage = document.objectOrEmpty("lineage");
        String parent = lineage.textOrEmpty("parent");
        return new StoredVersion(
                version,
                document.text("algorithm"),
                document.instant("createdAt"),
                document.longInteger("size", 0),
                parent.isEmpty() ? null : parent,
                lineage.textOrEmpty("asOf").isEmpty() ? null : lineage.instant("asOf"));
    }

    /** Which version it is. */
    public ModelVersion version() {
        return version;
    }

    /** The algorithm that trained it. */
    public String algorithm() {
        return algorithm;
    }

    /** When it was saved. */
    public Instant createdAt() {
        return createdAt;
    }

    /** The size of its model file in bytes. */
    public long size() {
        return size;
    }

    /** The version it grew out of, if any. */
    public Optional<String> parent() {
        return Optional.ofNullable(parent);
    }

    /** The instant from which ages of events were counted, if any decay was configured. */
    public Optional<Instant> asOf() {
        return Optional.ofNullable(asOf);
    }

    @Override
    public String toString() {
        return version + " of " + algorithm + ", " + createdAt;
    }
}
