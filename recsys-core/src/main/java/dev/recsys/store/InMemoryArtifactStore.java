package dev.recsys.store;

import dev.recsys.Experimental;
import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps artifacts in memory, each in one array: for tests and small data. Thread-safe. */
@Experimental
public final class InMemoryArtifactStore implements ArtifactStore {

    private final Map<String, Map<String, byte[]>> byRun = new ConcurrentSkipListMap<>();

    /** An empty store. */
    public InMemoryArtifactStore() {}

    @Override
    public Artifact write(String runId, String name, ArtifactContent content) {
        ModelVersion.checkName(runId);
        ModelVersion.checkName(name);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Artifact artifact = Artifact.write(name, out, place(runId, name), content);
            byRun.computeIfAbsent(runId, run -> new ConcurrentHashMap<>()).put(name, out.toByteArray());
            return artifact;
        } catch (IOException e) {
            throw StoreException.retryable("cannot write " + place(runId, name) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public <T> T read(String runId, Artifact artifact, ArtifactReader<T> reader) {
        String place = place(runId, artifact.name());
        byte[] bytes = byRun.getOrDefault(runId, Map.of()).get(artifact.name());
        if (bytes == null) {
            throw StoreException.permanent(place + ": there is no such artifact; start a new run");
        }
        if (bytes.length != artifact.size()) {
            throw new FormatException(
                    Reason.CORRUPT,
                    place + ": it has " + bytes.length + " bytes but the manifest of its run says " + artifact.size()
                            + "; start a new run");
        }
        try {
            return artifact.read(new ByteArrayInputStream(bytes), place, reader);
        } catch (IOException e) {
            throw StoreException.retryable("cannot read " + place + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> runs() {
        return List.copyOf(byRun.keySet());
    }

    @Override
    public void delete(String runId) {
        byRun.remove(runId);
    }

    private static String place(String runId, String name) {
        return "artifact " + name + " of run " + runId;
    }
}
