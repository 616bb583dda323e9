package dev.recsys.pipeline;

import dev.recsys.model.ModelBundle;
import dev.recsys.store.Artifact;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.RunLock;
import dev.recsys.store.RunManifest;
import dev.recsys.train.TrainingContext;
import java.util.List;
import java.util.Optional;

/** Publishes the lists of the version before and then makes it live, under the pipeline's lock. */
final class Rollback<U, I> {

    private final Pipeline<U, I> pipeline;
    private final Heartbeat heartbeat;

    Rollback(Pipeline<U, I> pipeline, RunLock lock) {
        this.pipeline = pipeline;
        this.heartbeat = new Heartbeat(lock, pipeline.clock(), pipeline.config().lockMaxAge());
    }

    ModelVersion run() {
        ModelStore models = pipeline.stores().models();
        String name = pipeline.config().name();
        List<ModelVersion> history = models.history(name);
        if (history.size() < 2) {
            return models.rollback(name); // fails, and says why
        }
        ModelVersion before = history.get(history.size() - 2);
        try (Publication<U, I> publication = pipeline.stores().lists().begin(before)) {
            putLists(before, publication);
            heartbeat.require();
            publication.commit();
        }
        return models.rollback(name);
    }

    private void putLists(ModelVersion version, Publication<U, I> publication) {
        Optional<RunManifest> run = pipeline.stores().runs().list(version.name()).stream()
                .filter(one -> Retention.versionOf(one).equals(Optional.of(version)))
                .findFirst();
        Optional<Artifact> lists = run.flatMap(one -> one.stage(Stage.RECOMMEND.toString()))
                .flatMap(stage -> stage.artifact(ListFile.NAME));
        if (run.isPresent() && lists.isPresent()) {
            putKept(run.get(), lists.get(), publication);
        } else {
            putNew(version, publication);
        }
    }

    private void putKept(RunManifest run, Artifact lists, Publication<U, I> publication) {
        pipeline.stores().artifacts().read(run.runId(), lists, (in, source, size) -> {
            ListFile.read(
                    in,
                    source,
                    size,
                    pipeline.source().users(),
                    pipeline.source().items(),
                    (user, list) -> {
                        heartbeat.beat();
                        publication.put(user, list);
                    });
            return lists;
        });
    }

    /** A model that was not made by a run, or whose run is gone: the same model gives the same lists. */
    private void putNew(ModelVersion version, Publication<U, I> publication) {
        ModelBundle<U, I> bundle = pipeline.stores()
                .models()
                .load(version, pipeline.source().users(), pipeline.source().items());
        TrainingContext context = pipeline.context().withProgress((step, done, total, detail) -> heartbeat.beat());
        RecommendStage.recommendAll(pipeline, context, bundle, publication::put);
    }
}
