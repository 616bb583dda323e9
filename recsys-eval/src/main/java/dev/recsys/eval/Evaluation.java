package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.eval.metric.CatalogueMetric;
import dev.recsys.eval.metric.Metric;
import dev.recsys.event.EventLog;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.execution.Progress;
import dev.recsys.model.ModelBundle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How to evaluate: which metrics, what is relevant, and how the work is run.
 *
 * <ul>
 *   <li>Every item the model knows is ranked for every user of the test, without those the user had seen in training; a pair
 *       of the test that was seen in training cannot be recommended, so it is not relevant and counted apart.
 *   <li>Users without a relevant item are left out and counted. Users with one whom the model does not know count with 0 -
 *       unless it serves everybody alike: then they get that list.
 *   <li>Relevant items that the model does not know count as missed.
 *   <li>Equal scores rank by item, ascending; the share of lists with ties is in the result.
 * </ul>
 *
 * <p>Results are the same bits at any parallelism. Immutable, thread-safe. Cost: one top-K per user, memory for a few hundred
 * lists per worker beside the result.
 */
@Stable
public final class Evaluation {

    private final Optional<Preset> preset;
    private final List<Metric> metrics;
    private final Relevance relevance;
    private final boolean excludeSeen;
    private final Parallelism parallelism;
    private final Progress progress;
    private final Cancellation cancellation;

    private Evaluation(
            Optional<Preset> preset,
            List<Metric> metrics,
            Relevance relevance,
            boolean excludeSeen,
            Parallelism parallelism,
            Progress progress,
            Cancellation cancellation) {
        this.preset = preset;
        this.metrics = metrics;
        this.relevance = relevance;
        this.excludeSeen = excludeSeen;
        this.parallelism = parallelism;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    private static Evaluation of(Optional<Preset> preset, List<Metric> metrics) {
        return new Evaluation(
                preset, metrics, Relevance.defaults(), true, Parallelism.single(), Progress.NONE, Cancellation.NEVER);
    }

    /** The metrics of a preset, on the calling thread. */
    public static Evaluation of(Preset preset) {
        return of(Optional.of(preset), preset.metrics());
    }

    /**
     * Metrics of one's own choice, on the calling thread.
     *
     * @param metrics at least one, each with a name of its own
     */
    public static Evaluation of(List<Metric> metrics) {
        Set<String> names = new HashSet<>();
        for (Metric metric : metrics) {
            if (!names.add(metric.name())) {
                throw new IllegalArgumentException("metric " + metric.name() + " is there twice");
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one metric");
        }
        return of(Optional.empty(), List.copyOf(metrics));
    }

    /** A copy with another rule of what is relevant in a test log. Default {@link Relevance#defaults()}. */
    public Evaluation withRelevance(Relevance newRelevance) {
        return new Evaluation(preset, metrics, newRelevance, excludeSeen, parallelism, progress, cancellation);
    }

    /**
     * A copy that leaves seen items out of the lists, or ranks them like all others; then pairs of the test that were seen in
     * training are relevant too. Default true.
     */
    public Evaluation withExcludeSeen(boolean newExcludeSeen) {
        return new Evaluation(preset, metrics, relevance, newExcludeSeen, parallelism, progress, cancellation);
    }

    /** A copy that runs on other threads. */
    public Evaluation withParallelism(Parallelism newParallelism) {
        return new Evaluation(preset, metrics, relevance, excludeSeen, newParallelism, progress, cancellation);
    }

    /** A copy that reports to another listener, once per block of users. */
    public Evaluation withProgress(Progress newProgress) {
        return new Evaluation(preset, metrics, relevance, excludeSeen, parallelism, newProgress, cancellation);
    }

    /** A copy that can be stopped by {@code newCancellation}. */
    public Evaluation withCancellation(Cancellation newCancellation) {
        return new Evaluation(preset, metrics, relevance, excludeSeen, parallelism, progress, newCancellation);
    }

    /** The metrics. */
    public List<Metric> metrics() {
        return metrics;
    }

    /**
     * Ranks the full catalogue for every user of a test log.
     *
     * @param test events after training, or apart from it; users and items need not be known to the model
     * @throws DataException if nothing in the test is relevant, or the ids are of another type than the model's
     * @throws dev.recsys.CancelledException if cancelled
     */
    public <U, I> EvaluationResult<U> evaluate(ModelBundle<U, I> model, EventLog<U, I> test) {
        requirePresetFor(false, "give the candidates of each test case, or choose another preset");
        TestPairs pairs = TestPairs.of(test, relevance, model, excludeSeen);
        if (pairs.size() == 0) {
            throw new DataException(
                    test.rejections().source(),
                    "no user of the " + test.size() + " test events has a relevant item (" + pairs.seenPairs()
                            + " pairs were seen in training)",
                    "test with other events than were trained on, and check the least weight and the event types");
        }
        EvaluationRun run = new EvaluationRun(
                metrics,
                new FullRanking(pairs, model, cutoff(), excludeSeen),
                model.items().size());
        run.run(parallelism, progress, cancellation);
        EvaluationResult.Counts counts = new EvaluationResult.Counts(
                pairs.excludedUsers(),
                run.usersWithoutList(),
                pairs.relevantPairs(),
                pairs.unknownPairs(),
                pairs.seenPairs(),
                run.tiedShare());
        return new EvaluationResult<>(
                model.info(),
                preset,
                metrics,
                run.values(),
                run.valuesPerUser(),
                test.users().select(pairs.users()),
                counts,
                false);
    }

    /**
     * Ranks given candidates: in each case the positive among its negatives, seen or not. Candidates that the model does not
     * know rank after all others, in order of items. The value of a user with several cases is their mean.
     *
     * <p>The result carries the watermark {@code SAMPLED}.
     *
     * @throws DataException if the ids are of another type than the model's, the preset is for the full catalogue, or a metric
     *     is about the catalogue
     * @throws dev.recsys.CancelledException if cancelled
     */
    public <U, I> EvaluationResult<U> evaluate(ModelBundle<U, I> model, CandidateCases<U, I> cases) {
        requirePresetFor(true, "give a test set without candidates, or choose another preset");
        for (Metric metric : metrics) {
            if (metric instanceof CatalogueMetric) {
                throw new DataException(
                        "metric '" + metric.name() + "'",
                        "is about the whole catalogue, but given candidates are ranked",
                        "leave it out, or rank the full catalogue");
            }
        }
        CandidateRanking ranking = new CandidateRanking(cases, model, cutoff());
        EvaluationRun run = new EvaluationRun(metrics, ranking, model.items().size());
        run.run(parallelism, progress, cancellation);
        EvaluationResult.Counts counts = new EvaluationResult.Counts(
                0, run.usersWithoutList(), cases.size(), ranking.unknownPositives(), 0, run.tiedShare());
        return new EvaluationResult<>(
                model.info(), preset, metrics, run.values(), run.valuesPerUser(), cases.users(), counts, true);
    }

    /**
     * Evaluates several models with the same test log.
     *
     * @param models by the names they are to have, in the order of the comparison
     */
    public <U, I> Comparison<U> compare(Map<String, ModelBundle<U, I>> models, EventLog<U, I> test) {
        Map<String, EvaluationResult<U>> results = new LinkedHashMap<>();
        models.forEach((name, model) -> results.put(name, evaluate(model, test)));
        return Comparison.of(results);
    }

    /**
     * Evaluates several models with the same candidates.
     *
     * @param models by the names they are to have, in the order of the comparison
     */
    public <U, I> Comparison<U> compare(Map<String, ModelBundle<U, I>> models, CandidateCases<U, I> cases) {
        Map<String, EvaluationResult<U>> results = new LinkedHashMap<>();
        models.forEach((name, model) -> results.put(name, evaluate(model, cases)));
        return Comparison.of(results);
    }

    private int cutoff() {
        return metrics.stream().mapToInt(Metric::cutoff).max().orElse(1);
    }

    private void requirePresetFor(boolean sampled, String remedy) {
        if (preset.isPresent() && preset.get().isSampled() != sampled) {
            throw new DataException(
                    "preset " + preset.get().name(),
                    "ranks " + (sampled ? "the full catalogue, but candidates were given" : "given candidates"),
                    remedy);
        }
    }

    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        metrics.forEach(metric -> names.add(metric.name()));
        return preset.map(one -> "preset " + one.name() + ": ").orElse("") + String.join(", ", names);
    }
}
