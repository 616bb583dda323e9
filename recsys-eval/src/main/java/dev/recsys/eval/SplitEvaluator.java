package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.data.Dataset;
import dev.recsys.eval.metric.Calibration;
import dev.recsys.eval.metric.IntraListDiversity;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.RatingMetric;
import dev.recsys.eval.split.Split;
import dev.recsys.eval.split.SplitPlan;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.model.ModelBundle;
import dev.recsys.pipeline.Contender;
import dev.recsys.pipeline.Evaluator;
import dev.recsys.pipeline.Measurements;
import dev.recsys.train.TrainingContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures for a pipeline's gate: splits the events, trains each contender on the training part - ages of events count from
 * its latest event - and ranks the full catalogue for every user of the test. With several splits, as of {@link
 * dev.recsys.eval.split.TimeWindows}, values are means over them, each counting the same, and users are their sum. Histories to
 * be folded in are shown to the models ({@link FoldedInUsers}). What the first contender was trained on says
 * which items there are, what users had seen and, with its event types and least weight, what is relevant: so all contenders are
 * judged by the same users and items, whatever their features. Metrics of ratings, and those that need categories or factors, cannot
 * be used.
 *
 * <pre>{@code
 * pipeline.withEvaluator(SplitEvaluator.of(TimeWindows.ofShare(0.05, 3), Metrics.parseAll("ndcg@10", "coverage@10")))
 * }</pre>
 *
 * <p>Immutable, thread-safe. Cost: one training and one evaluation per contender and split; one split's parts are in memory
 * at a time.
 */
@Experimental
public final class SplitEvaluator implements Evaluator {

    private final SplitPlan plan;
    private final Evaluation evaluation;

    private SplitEvaluator(SplitPlan plan, Evaluation evaluation) {
        this.plan = plan;
        this.evaluation = evaluation;
    }

    /**
     * An evaluator.
     *
     * @param plan a split in time, or several, where events have times: no other tells what a model in use would have known
     * @param metrics at least one, each with a name of its own; among them those that the gate asks for
     * @throws IllegalArgumentException if there is none, one is there twice, or one cannot be used
     */
    public static SplitEvaluator of(SplitPlan plan, List<Metric> metrics) {
        for (Metric metric : metrics) {
            if (metric instanceof RatingMetric) {
                throw new IllegalArgumentException("metric " + metric.name()
                        + " is of ratings, but contenders are compared by their lists; leave it out");
            }
            if (metric instanceof IntraListDiversity || metric instanceof Calibration) {
                throw new IllegalArgumentException(
                        "metric " + metric.name()
                                + " needs categories or factors, which are not at hand when contenders are compared; leave it out");
            }
        }
        return new SplitEvaluator(plan, Evaluation.of(metrics));
    }

    /** What is measured. */
    public List<Metric> metrics() {
        return evaluation.metrics();
    }

    @Override
    public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("split", plan.description());
        config.put("metrics", evaluation.metrics().stream().map(Metric::name).collect(Collectors.joining(", ")));
        return config;
    }

    @Override
    public <U, I> Measurements measure(EventLog<U, I> log, List<Contender> contenders, TrainingContext context) {
        if (contenders.isEmpty()) {
            return Measurements.of(0);
        }
        Deque<Split<U, I>> splits = new ArrayDeque<>(plan.splits(log));
        int count = splits.size();
        int users = 0;
        Map<String, Map<String, Double>> sums = new LinkedHashMap<>();
        while (!splits.isEmpty()) { // none is kept when it has been used
            users += add(splits.remove(), contenders, context, sums);
        }
        Measurements measured = Measurements.of(users);
        for (Map.Entry<String, Map<String, Double>> one : sums.entrySet()) {
            one.getValue().replaceAll((metric, sum) -> sum / count);
            measured = measured.with(one.getKey(), one.getValue());
        }
        return measured;
    }

    /** Adds the values of one split by contender and metric, and says how many users were judged: the same for all contenders. */
    private <U, I> int add(
            Split<U, I> split,
            List<Contender> contenders,
            TrainingContext context,
            Map<String, Map<String, Double>> sums) {
        Contender first = contenders.get(0);
        Background<U, I> background = Background.of(build(split, first));
        Evaluation asked = evaluation
                .withRelevance(Relevance.of(first.features()))
                .withParallelism(context.parallelism())
                .withProgress(context.progress())
                .withCancellation(context.cancellation());
        int users = 0;
        for (Contender contender : contenders) {
            ModelBundle<U, I> model = contender.trainer().train(build(split, contender), context);
            EvaluationResult<U> result = split.foldIn()
                    .map(histories -> asked.evaluate(FoldedInUsers.of(model, histories), background, split.test()))
                    .orElseGet(() -> asked.evaluate(model, background, split.test()));
            Map<String, Double> own = sums.computeIfAbsent(contender.name(), name -> new LinkedHashMap<>());
            result.values().forEach((metric, value) -> own.merge(metric, value, Double::sum));
            users = result.users().size();
        }
        return users;
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
