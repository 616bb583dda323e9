package dev.recsys.pipeline;

import dev.recsys.data.Dataset;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.IdType;
import dev.recsys.model.BundleFile;
import dev.recsys.model.ModelBundle;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

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
        ModelBundle<U, I> bundle = trainer.train(data, run.context()).withCatalog(catalog);
        BundleFile file = new BundleFile(run.pipeline().algorithms());
        StageResult result = new StageResult()
                .input("data", data.fingerprint())
                .artifact(run.write(MODEL, (out, target) -> file.write(bundle, out, target)))
                .count("users", bundle.users().size())
                .count("items", bundle.items().size());
        bundle.lineage().parent().ifPresent(parent -> result.input("parent", parent));
        return result;
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
