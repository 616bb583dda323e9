package dev.recsys.pipeline;

import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.RunManifest;
import dev.recsys.store.StageRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes versions and runs that are too old. Kept are the newest versions and the last ones that were live - so the live
 * one and the one a rollback leads to, always - and the newest runs and those of kept versions.
 */
final class Retention {

    private final PipelineConfig config;
    private final PipelineStores<?, ?> stores;

    Retention(PipelineConfig config, PipelineStores<?, ?> stores) {
        this.config = config;
        this.stores = stores;
    }

    record Deleted(int versions, int runs) {}

    Deleted apply(RunManifest current) {
        Set<ModelVersion> kept = keptVersions();
        int versions = 0;
        for (ModelVersion version : stores.models().versions(config.name())) {
            if (!kept.contains(version)) {
                stores.models().delete(version);
                versions++;
            }
        }
        return new Deleted(versions, deleteRuns(current, kept));
    }

    private Set<ModelVersion> keptVersions() {
        ModelStore models = stores.models();
        Set<ModelVersion> kept = new HashSet<>(last(models.versions(config.name()), config.keepVersions()));
        kept.addAll(last(models.history(config.name()), config.keepVersions()));
        return kept;
    }

    private int deleteRuns(RunManifest current, Set<ModelVersion> kept) {
        List<RunManifest> runs = stores.runs().list(config.name());
        Set<RunManifest> newest = new HashSet<>(last(runs, config.keepRuns()));
        int deleted = 0;
        for (RunManifest run : runs) {
            boolean needed = newest.contains(run)
                    || run.runId().equals(current.runId())
                    || versionOf(run).map(kept::contains).orElse(false);
            if (!needed) {
                stores.artifacts().delete(run.runId()); // first, so that what is left without a manifest is nothing
                stores.runs().delete(run.runId());
                deleted++;
            }
        }
        return deleted;
    }

    /** The version a run has made, if it came that far. */
    static Optional<ModelVersion> versionOf(RunManifest run) {
        return run.stage(Stage.PUBLISH.toString())
                .map(StageRecord::outputs)
                .flatMap(outputs -> Optional.ofNullable(outputs.get(PublishStage.VERSION)))
                .map(ModelVersion::parse);
    }

    private static <T> List<T> last(List<T> list, int count) {
        return list.subList(Math.max(0, list.size() - count), list.size());
    }
}
