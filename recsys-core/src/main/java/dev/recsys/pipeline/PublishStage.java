package dev.recsys.pipeline;

import dev.recsys.StoreException;
import dev.recsys.model.BundleFile;
import dev.recsys.model.ModelBundle;
import dev.recsys.store.Artifact;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.StageRecord;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Saves the model as a version, commits the lists, makes the version live, in this order. Nothing is committed once
 * another version is live than the one to be replaced; who promotes another one between commit and promotion leaves the
 * new lists with that version, and the message says what mends it. Each step is found done when the
 * stage is repeated: the version by its number in the record or by its bytes, the lists by the run's token, the promotion
 * by what is live.
 */
final class PublishStage<U, I> implements StageWork<U, I> {

    static final String VERSION = "version";

    private static final String LAST_VERSION = "lastVersionBefore";

    @Override
    public Map<String, String> config(Run<U, I> run) {
        return Map.of(
                "replaces", run.manifest().base().map(ModelVersion::toString).orElse("none"));
    }

    @Override
    public StageResult run(Run<U, I> run) {
        ModelVersion version = save(run);
        StageResult result = new StageResult().output(VERSION, version.toString());
        if (models(run).live(version.name()).equals(Optional.of(version))) {
            return result; // this stage died after its last step
        }
        requireBaseLive(run, version);
        long token = run.manifest().token().orElseThrow();
        try (Publication<U, I> publication = run.pipeline().stores().lists().begin(version, token)) {
            int[] lists = {0};
            run.read(Stage.RECOMMEND, ListFile.NAME, (in, source, size) -> {
                ListFile.read(
                        in,
                        source,
                        size,
                        run.pipeline().source().users(),
                        run.pipeline().source().items(),
                        (user, list) -> {
                            publication.put(user, list);
                            if (++lists[0] % 1024 == 0) {
                                run.heartbeat().beat();
                                run.pipeline().context().cancellation().check("publishing " + version);
                            }
                        });
                return version;
            });
            run.heartbeat().require();
            requireBaseLive(run, version); // again: writing the lists may have taken long
            publication.commit();
        }
        run.heartbeat().require();
        promote(run, version);
        return result;
    }

    private static ModelStore models(Run<?, ?> run) {
        return run.pipeline().stores().models();
    }

    /** Saves the model, or finds the version that an earlier attempt saved. */
    private ModelVersion save(Run<U, I> run) {
        String name = run.pipeline().config().name();
        Map<String, String> known = new HashMap<>(run.manifest()
                .stage(Stage.PUBLISH.toString())
                .map(StageRecord::outputs)
                .orElse(Map.of()));
        if (known.containsKey(VERSION)) {
            return ModelVersion.parse(known.get(VERSION));
        }
        Optional<ModelVersion> saved = Optional.empty();
        if (known.containsKey(LAST_VERSION)) {
            saved = savedSince(run, Integer.parseInt(known.get(LAST_VERSION)));
        } else {
            List<ModelVersion> versions = models(run).versions(name);
            int last =
                    versions.isEmpty() ? 0 : versions.get(versions.size() - 1).number();
            known.put(LAST_VERSION, String.valueOf(last));
            run.recordStarted(Stage.PUBLISH, known);
        }
        ModelVersion version = saved.isPresent() ? saved.get() : models(run).save(name, TrainStage.bundle(run));
        known.put(VERSION, version.toString());
        run.recordStarted(Stage.PUBLISH, known);
        return version;
    }

    /** The version with the bytes of this run's model, among those saved since this stage began first. */
    private Optional<ModelVersion> savedSince(Run<U, I> run, int last) {
        Artifact model = run.record(Stage.TRAIN).artifact(TrainStage.MODEL).orElseThrow();
        return models(run).versions(run.pipeline().config().name()).stream()
                .filter(version -> version.number() > last && isModel(run, version, model))
                .findFirst();
    }

    private boolean isModel(Run<U, I> run, ModelVersion version, Artifact model) {
        BundleFile file = new BundleFile(run.pipeline().algorithms());
        try {
            ModelBundle<U, I> bundle = models(run)
                    .load(
                            version,
                            run.pipeline().source().users(),
                            run.pipeline().source().items());
            return Artifact.write(
                            model.name(),
                            OutputStream.nullOutputStream(),
                            version.toString(),
                            (out, target) -> file.write(bundle, out, target))
                    .equals(model);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("writing to nowhere cannot fail", e);
        } catch (dev.recsys.FormatException e) {
            return false; // somebody else's
        }
    }

    private void requireBaseLive(Run<U, I> run, ModelVersion version) {
        Optional<ModelVersion> live = models(run).live(version.name());
        if (!live.equals(run.manifest().base())) {
            throw overtaken(run, version);
        }
    }

    private void promote(Run<U, I> run, ModelVersion version) {
        Optional<ModelVersion> base = run.manifest().base();
        boolean isLive = base.isPresent()
                ? models(run).promote(version, base.get())
                : models(run).promoteFirst(version);
        if (!isLive) {
            throw overtaken(run, version);
        }
    }

    private StoreException overtaken(Run<U, I> run, ModelVersion version) {
        String now =
                models(run).live(version.name()).map(ModelVersion::toString).orElse("nothing");
        boolean isPublished = run.pipeline().stores().lists().publishedVersion().equals(Optional.of(version));
        return StoreException.permanent(version + " of run '" + run.manifest().runId() + "' was to replace "
                + run.manifest().base().map(ModelVersion::toString).orElse("nothing") + " but " + now
                + " is live now and stays; "
                + (isPublished
                        ? "readers see the lists of " + version + " until you start a new run or roll the pipeline back"
                                + " (recsys pipeline rollback)"
                        : "start a new run"));
    }
}
