package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.StoreException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.eval.SplitEvaluator;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.LeaveLastOut;
import dev.recsys.eval.split.RandomRatio;
import dev.recsys.eval.split.Splitter;
import dev.recsys.event.IdType;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.io.files.FileArtifactStore;
import dev.recsys.io.files.FileModelStore;
import dev.recsys.io.files.FileRunLocks;
import dev.recsys.io.files.FileRunStore;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.pipeline.GateConfig;
import dev.recsys.pipeline.Pipeline;
import dev.recsys.pipeline.PipelineConfig;
import dev.recsys.pipeline.PipelineStores;
import dev.recsys.store.ModelVersion;
import dev.recsys.train.TrainingContext;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The JSON file that configures a pipeline; field by field: docs/how-to/run-a-pipeline.md. */
final class PipelineFile {

    private static final List<String> PARTS =
            List.of("name", "events", "features", "algorithm", "evaluation", "gate", "directory", "database");

    private final Algorithms algorithms;
    private final ConfigNode root;
    private final PipelineEvents events;
    private final PipelineConfig config;

    private PipelineFile(Algorithms algorithms, ConfigNode root) {
        this.algorithms = algorithms;
        this.root = root;
        PipelineConfig settings = root.settings(PipelineConfig.parameterSpace(), PARTS);
        this.events = new PipelineEvents(required("events"));
        this.config = named(settings);
        root.text("directory");
        if (root.has("gate") && !root.has("evaluation")) {
            throw root.failure("gate", "there is nothing it could judge; add 'evaluation'");
        }
        if (root.has("evaluation")) {
            requireMeasured(evaluator());
        }
    }

    /** A gate that asks for what is not measured refuses every model, after the training. */
    private void requireMeasured(SplitEvaluator evaluator) {
        List<String> measured = evaluator.metrics().stream().map(Metric::name).toList();
        GateConfig gate = config.gate();
        requireMeasured("metric", gate.metric(), measured);
        if (gate.minCoverage() > 0) {
            requireMeasured("coverageMetric", gate.coverageMetric(), measured);
        }
    }

    private void requireMeasured(String field, String metric, List<String> measured) {
        if (!measured.contains(metric)) {
            throw root.object("gate")
                    .failure(
                            field,
                            "'" + metric + "' is not measured; give one of " + String.join(", ", measured)
                                    + ", or add it to evaluation.metrics");
        }
    }

    /**
     * Reads a file.
     *
     * @throws UsageException naming the field that is wrong, and what is right
     */
    static PipelineFile read(Path file, Algorithms algorithms) {
        return new PipelineFile(algorithms, ConfigNode.read(file));
    }

    private ConfigNode required(String field) {
        if (!root.has(field)) {
            throw root.failure(field, "is missing");
        }
        return root.object(field);
    }

    private PipelineConfig named(PipelineConfig settings) {
        ConfigNode algorithm = required("algorithm");
        algorithm.requireKnown(List.of("name", "parameters"));
        String algorithmName = algorithm.text("name");
        if (!algorithms.names().contains(algorithmName)) {
            throw algorithm.failure(
                    "name",
                    "'" + algorithmName + "' is unknown; valid algorithms are "
                            + String.join(", ", algorithms.names()));
        }
        ConfigNode parameters = algorithm.object("parameters");
        parameters.settings(algorithms.named(algorithmName).parameters());
        String name = root.text("name");
        try {
            ModelVersion.checkName(name);
        } catch (IllegalArgumentException e) {
            throw root.failure("name", String.valueOf(e.getMessage()));
        }
        return settings.withName(name)
                .withAlgorithm(algorithmName)
                .withParameters(parameters.scalars(List.of()))
                .withFeatures(root.object("features").settings(FeatureConfig.parameters()))
                .withGate(root.object("gate").settings(GateConfig.parameters()));
    }

    IdType<?> users() {
        return events.users();
    }

    IdType<?> items() {
        return events.items();
    }

    PipelineConfig config() {
        return config;
    }

    <U, I> Pipeline<U, I> pipeline(IdType<U> users, IdType<I> items, TrainingContext context) {
        try {
            Pipeline<U, I> pipeline = Pipeline.of(config, events.source(users, items), algorithms, stores(users, items))
                    .withCatalog(events.catalog(users, items))
                    .withContext(context);
            return root.has("evaluation") ? pipeline.withEvaluator(evaluator()) : pipeline;
        } catch (DataException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    <U, I> PipelineStores<U, I> stores(IdType<U> users, IdType<I> items) {
        Path directory = root.path("directory");
        Path database = root.has("database") ? root.path("database") : directory.resolve("lists.db");
        makeParent(database);
        return PipelineStores.of(
                FileModelStore.at(directory.resolve("models"), algorithms),
                JdbcDatabase.open(Sqlite.dataSource(database), users, items).recommendations(config.name()),
                FileRunStore.at(directory.resolve("runs")),
                FileArtifactStore.at(directory.resolve("artifacts")),
                FileRunLocks.at(directory.resolve("locks")));
    }

    private static void makeParent(Path database) {
        Path parent = database.getParent();
        try {
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            boolean stays = e instanceof AccessDeniedException
                    || e instanceof FileAlreadyExistsException
                    || e instanceof NotDirectoryException;
            String message = "cannot make the directory " + parent + ": " + e.getMessage();
            throw stays ? StoreException.permanent(message, e) : StoreException.retryable(message, e);
        }
    }

    private SplitEvaluator evaluator() {
        ConfigNode evaluation = root.object("evaluation");
        evaluation.requireKnown(List.of("split", "testShare", "seed", "metrics"));
        List<Metric> metrics;
        try {
            metrics = Metrics.parseAll(evaluation
                    .texts("metrics", List.of("ndcg@10", "recall@10", "coverage@10"))
                    .toArray(new String[0]));
        } catch (DataException e) {
            throw evaluation.failure("metrics", e.place() + " " + e.rule() + "; " + e.remedy());
        }
        Splitter splitter = splitter(evaluation);
        try {
            return SplitEvaluator.of(splitter, metrics);
        } catch (IllegalArgumentException e) {
            throw evaluation.failure("metrics", e);
        }
    }

    private static Splitter splitter(ConfigNode evaluation) {
        double share = evaluation.number("testShare", 0.1);
        if (!(share > 0 && share < 1)) {
            throw evaluation.failure("testShare", "must lie between 0 and 1, exclusive, but is " + share);
        }
        Map<String, Splitter> splitters = Map.of(
                "time", GlobalTimeSplit.latest(share),
                "leave-last-out", LeaveLastOut.defaults(),
                "random", RandomRatio.perUser(share, (long) evaluation.number("seed", 42)));
        String split = evaluation.optionalText("split").orElse("time");
        Splitter splitter = splitters.get(split);
        if (splitter == null) {
            throw evaluation.failure(
                    "split", "'" + split + "' is unknown; valid splits are time, leave-last-out, random");
        }
        return splitter;
    }
}
