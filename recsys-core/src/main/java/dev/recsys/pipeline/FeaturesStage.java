package dev.recsys.pipeline;

import dev.recsys.data.Dataset;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import java.util.Map;

/** Makes the data set; ages count from when the run started. */
final class FeaturesStage<U, I> implements StageWork<U, I> {

    @Override
    public Map<String, String> config(Run<U, I> run) {
        return FeatureConfig.parameters().describe(run.pipeline().config().features());
    }

    @Override
    public StageResult run(Run<U, I> run) {
        EventLog<U, I> log = events(run);
        Dataset<U, I> data = FeatureBuilder.build(
                log, run.pipeline().config().features(), run.manifest().startedAt());
        return new StageResult()
                .input("events", log.fingerprint())
                .artifact(run.write(DatasetFile.NAME, (out, target) -> DatasetFile.write(data, out, target)))
                .count("users", data.users().size())
                .count("items", data.items().size())
                .count("pairs", data.interactions().entries());
    }

    static <U, I> EventLog<U, I> events(Run<U, I> run) {
        return run.read(
                Stage.EXTRACT,
                EventFile.NAME,
                (in, source, size) -> EventFile.read(
                        in,
                        source,
                        size,
                        run.pipeline().source().users(),
                        run.pipeline().source().items()));
    }
}
