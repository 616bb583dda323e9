package dev.recsys.examples.demo;

import dev.recsys.data.Dataset;
import dev.recsys.eval.Comparison;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Relevance;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.examples.report.TextTable;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.ModelBundle;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Trains several algorithms on the same events and measures them on the same held-out ones. */
final class Contest {

    private static final String[] METRICS = {"ndcg@10", "recall@10", "hit_rate@10", "coverage@10"};

    private final FeatureConfig features;
    private final DemoConfig config;
    private final Map<String, Trainer<?>> trainers = new LinkedHashMap<>();

    Contest(FeatureConfig features, DemoConfig config) {
        this.features = features;
        this.config = config;
    }

    Contest with(String name, Trainer<?> trainer) {
        trainers.put(name, trainer);
        return this;
    }

    <U, I> Comparison<U> run(HeldOut<U, I> heldOut) {
        Dataset<U, I> data = FeatureBuilder.build(heldOut.train(), features);
        Map<String, ModelBundle<U, I>> models = new LinkedHashMap<>();
        trainers.forEach((name, trainer) -> models.put(name, train(name, trainer, data)));
        return Evaluation.of(Metrics.parseAll(METRICS))
                .withRelevance(Relevance.of(features))
                .withParallelism(config.parallelism())
                .withProgress(config.progress())
                .compare(models, heldOut.test());
    }

    private <U, I> ModelBundle<U, I> train(String name, Trainer<?> trainer, Dataset<U, I> data) {
        long start = System.nanoTime();
        ModelBundle<U, I> model = trainer.train(data, context(config));
        config.out()
                .println(String.format(
                        Locale.ROOT,
                        "   %-10s trained on %,d pairs in %.1f s (estimate: %s)",
                        name,
                        data.interactions().entries(),
                        (System.nanoTime() - start) / 1e9,
                        trainer.estimate(data.shape(), context(config))
                                .describe(config.parallelism().workers())));
        config.out().flush();
        return model;
    }

    static TrainingContext context(DemoConfig config) {
        return TrainingContext.defaults().withParallelism(config.parallelism()).withProgress(config.progress());
    }

    static void print(Comparison<?> comparison, PrintWriter out, String indent) {
        TextTable table = TextTable.of("", "NDCG@10", "recall@10", "hit rate@10", "coverage@10");
        for (String name : comparison.names()) {
            EvaluationResult<?> result = comparison.result(name);
            table.row(
                    name,
                    number(result, METRICS[0]),
                    number(result, METRICS[1]),
                    number(result, METRICS[2]),
                    number(result, METRICS[3]));
        }
        table.print(out, indent);
    }

    private static String number(EvaluationResult<?> result, String metric) {
        return String.format(Locale.ROOT, "%.4f", result.value(metric));
    }
}
