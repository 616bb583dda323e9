package dev.recsys.pipeline;

import dev.recsys.FormatException;
import dev.recsys.StoreException;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.RecommendationSink;
import dev.recsys.store.Artifact;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.RunLock;
import dev.recsys.store.RunManifest;
import dev.recsys.train.TrainingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
        if (!publishKept(before)) {
            publish(before, publication -> putNew(before, publication));
        }
        return models.rollback(name);
    }

    private void publish(ModelVersion version, Consumer<Publication<U, I>> lists) {
        try (Publication<U, I> publication = pipeline.stores().lists().begin(version)) {
            lists.accept(publication);
            heartbeat.require();
            publication.commit();
        }
    }

    /** Publishes the lists of the version's run, if they are still there and whole. */
    private boolean publishKept(ModelVersion version) {
        Optional<RunManifest> run = pipeline.stores().runs().list(version.name()).stream()
                .filter(one -> Retention.versionOf(one).equals(Optional.of(version)))
                .findFirst();
        Optional<Artifact> lists = run.flatMap(one -> one.stage(Stage.RECOMMEND.toString()))
                .flatMap(stage -> stage.artifact(ListFile.NAME));
        if (run.isEmpty() || lists.isEmpty()) {
            return false;
        }
        String runId = run.get().runId();
        if (!isWhole(runId, lists.get())) {
            return false;
        }
        publish(version, publication -> putKept(runId, lists.get(), publication));
        return true;
    }

    /** Reads the lists once before any is put. */
    private boolean isWhole(String runId, Artifact lists) {
        try {
            read(runId, lists, (user, list) -> heartbeat.beat());
            return true;
        } catch (FormatException e) {
            return false;
        } catch (StoreException e) {
            if (e.isRetryable()) {
                throw e;
            }
            return false;
        }
    }

    private void putKept(String runId, Artifact lists, Publication<U, I> publication) {
        read(runId, lists, (user, list) -> {
            heartbeat.beat();
            publication.put(user, list);
        });
    }

    private void read(String runId, Artifact lists, RecommendationSink<U, I> sink) {
        pipeline.stores().artifacts().read(runId, lists, (in, source, size) -> {
            ListFile.read(
                    in,
                    source,
                    size,
                    pipeline.source().users(),
                    pipeline.source().items(),
                    sink);
            return lists;
        });
    }

    /** For a model that was not made by a run, or whose lists are gone: what it recommends now. */
    private void putNew(ModelVersion version, Publication<U, I> publication) {
        ModelBundle<U, I> bundle = pipeline.stores()
                .models()
                .load(version, pipeline.source().users(), pipeline.source().items());
        TrainingContext context = pipeline.context().withProgress((step, done, total, detail) -> heartbeat.beat());
        RecommendStage.recommendAll(pipeline, context, bundle, pipeline.clock().instant(), publication::put);
    }
}
