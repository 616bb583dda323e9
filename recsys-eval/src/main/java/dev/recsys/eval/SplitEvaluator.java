package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.data.Dataset;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.split.Split;
import dev.recsys.eval.split.Splitter;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.model.ModelBundle;
import dev.recsys.pipeline.Contender;
import dev.recsys.pipeline.Evaluator;
import dev.recsys.pipeline.Measurements;
import dev.recsys.train.TrainingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures for a pipeline's gate: splits the events, trains each contender on the training part - ages of events count from
 * its latest event - and ranks the full catalogue for every user of the test.
 *
 * <pre>{@code
 * pipeline.withEvaluator(SplitEvaluator.of(GlobalTimeSplit.latest(0.1), Metrics.parseAll("ndcg@10", "coverage@10")))
 * }</pre>
 *
 * <p>Immutable, thread-safe. Cost: one training and one evaluation per contender.
 */
@Experimental
public final class SplitEvaluator implements Evaluator {

    private final Splitter splitter;
    private final List<Metric> metrics;

    private SplitEvaluator(Splitter splitter, List<Metric> metrics) {
        this.splitter = splitter;
        this.metrics = metrics;
    }

    /**
     * An evaluator.
     *
     * @param splitter a split in time where events have times: no other tells what a model in use would have known
     * @param metrics at least those that the gate asks for
     */
    public static SplitEvaluator of(Splitter splitter, List<Metric> metrics) {
        return new SplitEvaluator(splitter, List.copyOf(metrics));
    }

    @Override
    public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("split", splitter.description());
        config.put("metrics", metrics.stream().map(Metric::name).collect(Collectors.joining(", ")));
        return config;
    }

    @Override
    public <U, I> Measurements measure(EventLog<U, I> log, List<Contender> contenders, TrainingContext context) {
        Split<U, I> split = splitter.split(log);
        Evaluation evaluation = Evaluation.of(metrics)
                .withParallelism(context.parallelism())
                .withProgress(context.progress())
                .withCancellation(context.cancellation());
        Map<String, Map<String, Double>> values = new LinkedHashMap<>();
        int users = Integer.MAX_VALUE;
        for (Contender contender : contenders) {
            Dataset<U, I> data = build(split, contender);
            ModelBundle<U, I> model = contender.trainer().train(data, context);
            EvaluationResult<U> result = evaluation.evaluate(model, split.test());
            values.put(contender.name(), result.values());
            users = Math.min(users, result.users().size());
        }
        Measurements measured = Measurements.of(contenders.isEmpty() ? 0 : users);
        for (Map.Entry<String, Map<String, Double>> one : values.entrySet()) {
            measured = measured.with(one.getKey(), one.getValue());
        }
        return measured;
    }

    private static <U, I> Dataset<U, I> build(Split<U, I> split, Contender contender) {
        try {
            return FeatureBuilder.build(split.train(), contender.features());
        } catch (DataException e) {
            throw new DataException(e.place() + ", training part for " + contender, e.rule(), e.remedy(), e);
        }
    }

    @Override
    public String toString() {
        return config().toString();
    }
}
