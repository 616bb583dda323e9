package dev.recsys.pipeline;

import dev.recsys.data.Dataset;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.IdType;
import dev.recsys.model.BundleFile;
import dev.recsys.model.ModelBundle;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import dev.recsys.train.Algorithm;
import dev.recsys.train.DeltaResult;
import dev.recsys.train.DeltaTraining;
import dev.recsys.train.Trainer;
import dev.recsys.train.WarmStart;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Trains the model and keeps it, with everything needed to serve, as an artifact; it becomes a version when published. */
final class TrainStage<U, I> implements StageWork<U, I> {

    static final String MODEL = "model.bin";

    @Override
    public Map<String, String> config(Run<U, I> run) {
        PipelineConfig pipeline = run.pipeline().config();
        Map<String, String> config = new LinkedHashMap<>();
        config.put("algorithm", pipeline.algorithm());
        config.putAll(settings(run.pipeline().algorithms().named(pipeline.algorithm()), pipeline.parameters()));
        config.put("trainMode", pipeline.trainMode().name().toLowerCase(Locale.ROOT));
        if (pipeline.trainMode() != TrainMode.FULL) {
            config.put("live", run.manifest().base().map(ModelVersion::toString).orElse("none"));
        }
        return config;
    }

    private static <C> Map<String, String> settings(Algorithm<C, ?> algorithm, Map<String, String> parameters) {
        return algorithm.parameters().describe(algorithm.parameters().parse(parameters));
    }

    @Override
    public StageResult run(Run<U, I> run) {
        PipelineConfig config = run.pipeline().config();
        IdType<U> users = run.pipeline().source().users();
        IdType<I> items = run.pipeline().source().items();
        Dataset<U, I> data = run.read(
                Stage.FEATURES,
                DatasetFile.NAME,
                (in, source, size) -> DatasetFile.read(in, source, size, users, items));
        ItemCatalog<I> catalog = run.read(
                Stage.EXTRACT, CatalogFile.NAME, (in, source, size) -> CatalogFile.read(in, source, size, items));
        Trainer<?> trainer =
                run.pipeline().algorithms().named(config.algorithm()).trainer(config.parameters());
        StageResult result = new StageResult().input("data", data.fingerprint());
        ModelBundle<U, I> bundle = train(run, trainer, data, result).withCatalog(catalog);
        BundleFile file = new BundleFile(run.pipeline().algorithms());
        result.artifact(run.write(MODEL, (out, target) -> file.write(bundle, out, target)))
                .count("users", bundle.users().size())
                .count("items", bundle.items().size());
        return result;
    }

    /** Starts from the live version where that is asked for and there is one of this algorithm. */
    private ModelBundle<U, I> train(Run<U, I> run, Trainer<?> trainer, Dataset<U, I> data, StageResult result) {
        Optional<ModelVersion> live = run.manifest().base();
        ModelStore models = run.pipeline().stores().models();
        PipelineConfig config = run.pipeline().config();
        boolean starts = config.trainMode() != TrainMode.FULL
                && live.isPresent()
                && models.info(live.get()).algorithm().equals(config.algorithm());
        if (!starts) {
            return trainer.train(data, run.context());
        }
        String parentName = live.get().toString();
        ModelBundle<U, I> parent =
                models.load(live.get(), data.users().type(), data.items().type());
        result.input("parent", parentName);
        if (config.trainMode() == TrainMode.WARM) {
            WarmStart start = WarmStart.of(parent, data).withParentName(parentName);
            result.count("touchedUsers", start.touchedUsers()).count("touchedItems", start.touchedItems());
            return trainer.train(data, start, run.context());
        }
        DeltaResult<U, I> delta = DeltaTraining.of(trainer).train(parent, parentName, data, run.context());
        result.output("delta", delta.isFull() ? "in full: " + delta.fullBecause() : "in part")
                .count("touchedUsers", delta.touchedUsers())
                .count("touchedItems", delta.touchedItems());
        delta.drift().ifPresent(drift -> result.number("drift", drift));
        return delta.bundle();
    }

    /** The model of a run. */
    static <U, I> ModelBundle<U, I> bundle(Run<U, I> run) {
        BundleFile file = new BundleFile(run.pipeline().algorithms());
        return run.read(
                Stage.TRAIN,
                MODEL,
                (in, source, size) -> file.read(
                        in,
                        source,
                        size,
                        run.pipeline().source().users(),
                        run.pipeline().source().items()));
    }
}
