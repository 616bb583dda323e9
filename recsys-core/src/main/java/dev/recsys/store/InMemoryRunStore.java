package dev.recsys.store;

import dev.recsys.Experimental;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps manifests in memory. Thread-safe. */
@Experimental
public final class InMemoryRunStore implements RunStore {

    private final Map<String, RunManifest> byId = new ConcurrentHashMap<>();

    /** An empty store. */
    public InMemoryRunStore() {}

    @Override
    public void save(RunManifest manifest) {
        byId.put(manifest.runId(), manifest);
    }

    @Override
    public Optional<RunManifest> find(String runId) {
        return Optional.ofNullable(byId.get(runId));
    }

    @Override
    public List<RunManifest> list(String name) {
        return byId.values().stream()
                .filter(manifest -> manifest.name().equals(name))
                .sorted(Comparator.comparing(RunManifest::startedAt).thenComparing(RunManifest::runId))
                .toList();
    }

    @Override
    public void delete(String runId) {
        byId.remove(runId);
    }
}
