package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.eval.metric.CatalogueMetric;
import dev.recsys.eval.metric.ItemFacts;
import dev.recsys.eval.metric.ListMetric;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.RankingMetric;
import dev.recsys.eval.metric.RatingMetric;
import dev.recsys.eval.metric.UserMetric;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.execution.Progress;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommender;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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
 *   <li>A recommender - a chain with filters, re-rankers, fallbacks - is measured by the same rules, by what it answers.
 *   <li>With metrics of ratings nothing is ranked: the model predicts the rating of every pair of the test.
 * </ul>
 *
 * <p>Results are the same bits at any parallelism. Immutable, thread-safe. Cost: one top-K per user, memory for a few hundred
 * lists per worker beside the result.
 */
@Stable
public final class Evaluation {

    private final Draft settings;

    private Evaluation(Draft settings) {
        this.settings = settings;
    }

    /** The settings; never modified once an evaluation has it. */
    private static final class Draft {

        private Optional<Preset> preset = Optional.empty();
        private List<Metric> metrics = List.of();
        private Rules rules = Rules.defaults();
        private Relevance relevance = Relevance.defaults();
        private boolean excludeSeen = true;
        private MissingPredictions missing = MissingPredictions.error();
        private Parallelism parallelism = Parallelism.single();
        private Progress progress = Progress.NONE;
        private Cancellation cancellation = Cancellation.NEVER;

        Draft copy() {
            Draft copy = new Draft();
            copy.preset = preset;
            copy.metrics = metrics;
            copy.rules = rules;
            copy.relevance = relevance;
            copy.excludeSeen = excludeSeen;
            copy.missing = missing;
            copy.parallelism = parallelism;
            copy.progress = progress;
            copy.cancellation = cancellation;
            return copy;
        }
    }

    private Evaluation with(Consumer<Draft> change) {
        Draft copy = settings.copy();
        change.accept(copy);
        return new Evaluation(copy);
    }

    /** The metrics and rules of a preset, on the calling thread. */
    public static Evaluation of(Preset preset) {
        return of(preset.metrics()).with(draft -> {
            draft.preset = Optional.of(preset);
            draft.rules = preset.rules();
        });
    }

    /**
     * Metrics of one's own choice, on the calling thread.
     *
     * @param metrics at least one, each with a name of its own; all of rankings, or all of ratings
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
        if (metrics.stream().map(RatingMetric.class::isInstance).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "metrics of rankings and of ratings cannot be measured together: " + String.join(", ", names));
        }
        return new Evaluation(new Draft()).with(draft -> draft.metrics = List.copyOf(metrics));
    }

    /**
     * A copy that measures other metrics, of the same kind as the preset's; results do not bear the name of the preset any more.
     *
     * @param metrics as in {@link #of(List)}
     */
    public Evaluation withMetrics(List<Metric> metrics) {
        Evaluation checked = of(metrics);
        if (checked.isOfRatings() != isOfRatings()) {
            throw new IllegalArgumentException(
                    "metrics " + checked + " do not go with " + this + ": one is of rankings, one of ratings");
        }
        return with(draft -> draft.metrics = checked.settings.metrics);
    }

    /**
     * A copy with other rules. Default {@link Rules#defaults()}, or those of the preset; with others, results do not bear its name any
     * more.
     */
    public Evaluation withRules(Rules newRules) {
        return with(draft -> draft.rules = newRules);
    }

    /** A copy with another rule of what is relevant in a test log. Default {@link Relevance#defaults()}. */
    public Evaluation withRelevance(Relevance newRelevance) {
        return with(draft -> draft.relevance = newRelevance);
    }

    /**
     * A copy that leaves seen items out of the lists, or ranks them like all others; then pairs of the test that were seen in
     * training are relevant too. Default true.
     */
    public Evaluation withExcludeSeen(boolean newExcludeSeen) {
        return with(draft -> draft.excludeSeen = newExcludeSeen);
    }

    /** A copy with another rule for ratings that the model does not predict. Default {@link MissingPredictions#error()}. */
    public Evaluation withMissingPredictions(MissingPredictions newMissing) {
        return with(draft -> draft.missing = newMissing);
    }

    /** A copy that runs on other threads. */
    public Evaluation withParallelism(Parallelism newParallelism) {
        return with(draft -> draft.parallelism = newParallelism);
    }

    /** A copy that reports to another listener, once per block of users. */
    public Evaluation withProgress(Progress newProgress) {
        return with(draft -> draft.progress = newProgress);
    }

    /** A copy that can be stopped by {@code newCancellation}. */
    public Evaluation withCancellation(Cancellation newCancellation) {
        return with(draft -> draft.cancellation = newCancellation);
    }

    /** The metrics. */
    public List<Metric> metrics() {
        return settings.metrics;
    }

    /** The rules. */
    public Rules rules() {
        return settings.rules;
    }

    private boolean isOfRatings() {
        return settings.metrics.get(0) instanceof RatingMetric;
    }

    /**
     * Ranks the full catalogue for every user of a test log; or, with metrics of ratings, predicts the ratings in it.
     *
     * @param test events after training, or apart from it; users and items need not be known to the model
     * @throws DataException if nothing in the test is relevant, the ids are of another type than the model's, or the model or
     *     its catalogue lacks what a metric needs
     * @throws dev.recsys.CancelledException if cancelled
     */
    public <U, I> EvaluationResult<U> evaluate(ModelBundle<U, I> model, EventLog<U, I> test) {
        requirePresetFor(false, "give the candidates of each test case, or choose another preset");
        if (isOfRatings()) {
            RatingRun<U> run = new RatingRun<>(model, test, settings.relevance, settings.missing);
            run.run(settings.parallelism, settings.progress, settings.cancellation);
            return run.result(EvaluationResult.Subject.of(model.info()), protocol(false));
        }
        return evaluate(model, Background.of(model), test);
    }

    /**
     * Evaluates a model with the test of a split; the result remembers the split and its {@link Split#leakage() leakage}. Users with
     * events to fold in are shown to the model with these ({@link FoldedInUsers}).
     *
     * @param model trained on {@link Split#train()}, on nothing else
     * @throws DataException as {@link #evaluate(ModelBundle, EventLog)}, and if ratings are to be predicted of users to fold in
     * @throws dev.recsys.CancelledException if cancelled
     */
    public <U, I> EvaluationResult<U> evaluate(ModelBundle<U, I> model, Split<U, I> split) {
        Optional<EventLog<U, I>> foldIn = split.foldIn();
        if (foldIn.isEmpty()) {
            return evaluate(model, split.test()).withSplit(split);
        }
        EvaluationResult<U> result =
                evaluate(FoldedInUsers.of(model, foldIn.get()), Background.of(model), split.test());
        return result.withSubject(EvaluationResult.Subject.of(model.info())).withSplit(split);
    }

    /**
     * Asks a recommender for a list for every user of the test of a split, as {@link #evaluate(Recommender, Background, EventLog)}; the
     * result remembers the split. Where the split has events to fold in, the recommender is to know them already, as {@link
     * FoldedInUsers} does.
     *
     * @throws DataException as {@link #evaluate(Recommender, Background, EventLog)}
     * @throws dev.recsys.CancelledException if cancelled
     */
    public <U, I> EvaluationResult<U> evaluate(
            Recommender<U, I> recommender, Background<U, I> background, Split<U, I> split) {
        return evaluate(recommender, background, split.test()).withSplit(split);
    }

    /**
     * Ranks the full catalogue for every user of a test log, against the background of another model: what is relevant, seen or
     * unknown is the same for models that were trained on other parts of the data.
     *
     * @param background what was known when training ended
     * @param test events after training, or apart from it; users and items need not be known to the model
     * @throws DataException as {@link #evaluate(ModelBundle, EventLog)}, and if the metrics are of ratings
     * @throws dev.recsys.CancelledException if cancelled
     */
    public <U, I> EvaluationResult<U> evaluate(
            ModelBundle<U, I> model, Background<U, I> background, EventLog<U, I> test) {
        requireRankings();
        TestPairs<U, I> pairs = pairs(test, background);
        Ranking ranking = background.isOf(model)
                ? new FullRanking<>(pairs, model, background, cutoff(), settings.excludeSeen, settings.rules)
                : new RecommenderRanking<>(
                        pairs, Recommender.of(model), background, cutoff(), settings.excludeSeen, settings.rules);
        return rankAll(EvaluationResult.Subject.of(model.info()), ranking, pairs, background);
    }

    /**
     * Asks a recommender for a list for every user of a test log. The list has as many items as the largest cutoff of the
     * metrics; a metric with a smaller one looks at its start. The numbers of {@link Recommender#of} are exactly those of its
     * bundle. Ties at the cut are seen in lists of a {@link dev.recsys.recommend.ModelRecommender} without re-ranker only.
     *
     * @param recommender thread-safe; asked once or twice for each user; items it recommends beyond the catalogue can be hits,
     *     but do not count in coverage
     * @param background what was known when training ended
     * @param test events after training, or apart from it
     * @throws DataException as {@link #evaluate(ModelBundle, EventLog)}, and if a list has an item twice
     * @throws dev.recsys.CancelledException if cancelled
     */
    public <U, I> EvaluationResult<U> evaluate(
            Recommender<U, I> recommender, Background<U, I> background, EventLog<U, I> test) {
        requireRankings();
        TestPairs<U, I> pairs = pairs(test, background);
        Ranking ranking = new RecommenderRanking<>(
                pairs, recommender, background, cutoff(), settings.excludeSeen, settings.rules);
        EvaluationResult.Subject subject = new EvaluationResult.Subject(String.valueOf(recommender), Optional.empty());
        return rankAll(subject, ranking, pairs, background);
    }

    private void requireRankings() {
        requirePresetFor(false, "give the candidates of each test case, or choose another preset");
        if (isOfRatings()) {
            throw new DataException(
                    "metric '" + settings.metrics.get(0).name() + "'",
                    "is of predicted ratings, but lists are asked for",
                    "evaluate a bundle and a test log alone, or choose metrics of rankings");
        }
    }

    private <U, I> TestPairs<U, I> pairs(EventLog<U, I> test, Background<U, I> background) {
        TestPairs<U, I> pairs =
                TestPairs.of(test, settings.relevance, background, settings.excludeSeen, settings.rules);
        if (pairs.size() == 0) {
            throw new DataException(
                    test.rejections().source(),
                    "no user of the " + test.size() + " test events has a relevant item (" + pairs.seenPairs()
                            + " pairs were seen in training)",
                    "test with other events than were trained on, and check the least weight and the event types");
        }
        return pairs;
    }

    private <U, I> EvaluationResult<U> rankAll(
            EvaluationResult.Subject subject, Ranking ranking, TestPairs<U, I> pairs, Background<U, I> background) {
        EvaluationRun run = new EvaluationRun(rankingMetrics(), ranking, background.facts(), settings.rules);
        run.run(settings.parallelism, settings.progress, settings.cancellation);
        EvaluationResult.Counts counts = new EvaluationResult.Counts(
                pairs.excludedUsers(),
                run.usersWithoutList(),
                pairs.relevantPairs(),
                pairs.unknownPairs(),
                pairs.seenPairs(),
                run.state().tiedShare(),
                0,
                0,
                0);
        return result(subject, run.values(), run.valuesPerUser(), pairs.users(), counts, false)
                .withState(run.state());
    }

    /**
     * Ranks given candidates: in each case the positive among its negatives, seen or not. Candidates that the model does not
     * know rank after all others, in order of items. The value of a user with several cases is their mean.
     *
     * <p>The result carries the watermark {@code SAMPLED}.
     *
     * @throws DataException if the ids are of another type than the model's, the preset is for the full catalogue, or a metric
     *     is not about relevant items
     * @throws dev.recsys.CancelledException if cancelled
     */
    public <U, I> EvaluationResult<U> evaluate(ModelBundle<U, I> model, CandidateCases<U, I> cases) {
        requirePresetFor(true, "give a test set without candidates, or choose another preset");
        for (Metric metric : settings.metrics) {
            if (!(metric instanceof UserMetric)) {
                throw new DataException(
                        "metric '" + metric.name() + "'",
                        "is not about the ranks of relevant items, but given candidates are ranked",
                        "leave it out, or rank the full catalogue");
            }
        }
        CandidateRanking ranking = new CandidateRanking(cases, model, cutoff(), settings.rules);
        EvaluationRun run = new EvaluationRun(
                rankingMetrics(), ranking, Background.of(model).facts(), settings.rules);
        run.run(settings.parallelism, settings.progress, settings.cancellation);
        EvaluationResult.Counts counts = new EvaluationResult.Counts(
                0,
                run.usersWithoutList(),
                cases.size(),
                ranking.unknownPositives(),
                0,
                run.state().tiedShare(),
                0,
                0,
                0);
        EvaluationResult.Subject subject = EvaluationResult.Subject.of(model.info());
        return result(subject, run.values(), run.valuesPerUser(), cases.users(), counts, true)
                .withState(run.state());
    }

    /**
     * Asks a recommender for a list for every user of a test log, as {@link #evaluate(Recommender, Background, EventLog)} does, and
     * keeps the lists: to write them to a file, to measure them in many ways, or to look at them. Lists are as long as the largest
     * cutoff of the metrics that have one.
     *
     * @param name of the run
     * @throws DataException if a metric is of ratings, or none has a cutoff
     * @throws dev.recsys.CancelledException if cancelled
     */
    public <U, I> Run<U, I> run(String name, Recommender<U, I> recommender, EventLog<U, I> test) {
        requireRankings();
        return new RunMaker<>(name, recommender, runLength(), settings.excludeSeen)
                .run(test, settings.parallelism, settings.progress, settings.cancellation);
    }

    /**
     * Asks a recommender for a list for every user of the test of a split, as {@link #run(String, Recommender, EventLog)}. A run does
     * not remember the split; {@link EvaluationResult#withSplit} adds it to its results.
     */
    public <U, I> Run<U, I> run(String name, Recommender<U, I> recommender, Split<U, I> split) {
        return run(name, recommender, split.test());
    }

    /**
     * Evaluates what any system answered.
     *
     * @param run lists of the system; users who are in it only do not count
     * @param judgments of the users that are evaluated
     * @throws DataException if the ids are of different types, a list has an item twice and the rules do not allow it, nothing is
     *     relevant to anybody, or a metric needs to know the catalogue, as coverage and all metrics of what lists consist of do
     */
    public <U, I> EvaluationResult<U> evaluate(Run<U, I> run, Judgments<U, I> judgments) {
        requireRankings();
        rankingMetrics().forEach(Evaluation::requireNoBackground);
        ItemFacts nothing = ItemFacts.of(0, new int[0]);
        return evaluate(run, new RunRanking<>(run, judgments, Optional.empty(), settings.rules, cutoff()), nothing);
    }

    private static void requireNoBackground(RankingMetric metric) {
        boolean needs = metric instanceof CatalogueMetric ofCatalogue && ofCatalogue.needsCatalogue()
                || metric instanceof ListMetric ofLists && ofLists.needsCatalogue();
        if (needs) {
            throw new DataException(
                    "metric '" + metric.name() + "'",
                    "needs to know the catalogue, and lists and judgments do not tell it",
                    "give the background that the lists were made with, or leave the metric out");
        }
    }

    /**
     * Evaluates what any system answered, with metrics of what lists consist of. The numbers of a run by {@link #run} are those of
     * its model.
     *
     * @param run lists of the system; users who are in it only do not count
     * @param judgments of the users that are evaluated
     * @param background what was known when training ended
     * @throws DataException as {@link #evaluate(Run, Judgments)}
     */
    public <U, I> EvaluationResult<U> evaluate(Run<U, I> run, Judgments<U, I> judgments, Background<U, I> background) {
        RunRanking<U, I> ranking = new RunRanking<>(run, judgments, Optional.of(background), settings.rules, cutoff());
        return evaluate(run, ranking, background.facts());
    }

    private <U, I> EvaluationResult<U> evaluate(Run<U, I> lists, RunRanking<U, I> ranking, ItemFacts facts) {
        requireRankings();
        if (ranking.users() == 0) {
            throw new DataException(
                    "judgments",
                    "have no user with a relevant item",
                    "give judgments with gains from " + settings.rules.level() + " up");
        }
        EvaluationRun run = new EvaluationRun(rankingMetrics(), ranking, facts, settings.rules);
        run.run(settings.parallelism, settings.progress, settings.cancellation);
        EvaluationResult.Counts counts = new EvaluationResult.Counts(
                ranking.excludedUsers(),
                run.usersWithoutList(),
                ranking.relevantPairs(),
                ranking.unknownPairs(),
                0,
                run.state().tiedShare(),
                0,
                0,
                ranking.clippedGains());
        EvaluationResult.Subject subject = new EvaluationResult.Subject(lists.name(), Optional.empty());
        return result(subject, run.values(), run.valuesPerUser(), ranking.evaluated(), counts, false)
                .withState(run.state());
    }

    private <U> EvaluationResult<U> result(
            EvaluationResult.Subject subject,
            Map<String, Double> values,
            Map<String, double[]> perUser,
            IdIndex<U> users,
            EvaluationResult.Counts counts,
            boolean sampled) {
        return new EvaluationResult<>(subject, protocol(sampled), values, perUser, users, counts, new double[0]);
    }

    private Protocol protocol(boolean sampled) {
        return new Protocol(preset(), settings.metrics, settings.rules, settings.excludeSeen, sampled);
    }

    /** The preset it was made of, unless something else is measured by now. */
    private Optional<Preset> preset() {
        return settings.preset.filter(preset -> preset.rules().equals(settings.rules)
                && Protocol.named(preset.metrics()).equals(Protocol.named(settings.metrics))
                && (settings.excludeSeen || preset.isSampled() || preset.isOfRatings()));
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
     * Evaluates several models with the test of a split, as {@link #evaluate(ModelBundle, Split)}.
     *
     * @param models by the names they are to have, in the order of the comparison
     */
    public <U, I> Comparison<U> compare(Map<String, ModelBundle<U, I>> models, Split<U, I> split) {
        Map<String, EvaluationResult<U>> results = new LinkedHashMap<>();
        models.forEach((name, model) -> results.put(name, evaluate(model, split)));
        return Comparison.of(results);
    }

    /**
     * Evaluates several recommenders with the test of a split, as {@link #evaluate(Recommender, Background, Split)}.
     *
     * @param recommenders by the names they are to have, in the order of the comparison
     */
    public <U, I> Comparison<U> compare(
            Map<String, ? extends Recommender<U, I>> recommenders, Background<U, I> background, Split<U, I> split) {
        Map<String, EvaluationResult<U>> results = new LinkedHashMap<>();
        recommenders.forEach((name, one) -> results.put(name, evaluate(one, background, split)));
        return Comparison.of(results);
    }

    /**
     * Evaluates several recommenders with the same test log, against the same background: the users and the relevant items are
     * the same for all.
     *
     * @param recommenders by the names they are to have, in the order of the comparison
     */
    public <U, I> Comparison<U> compare(
            Map<String, ? extends Recommender<U, I>> recommenders, Background<U, I> background, EventLog<U, I> test) {
        Map<String, EvaluationResult<U>> results = new LinkedHashMap<>();
        recommenders.forEach((name, one) -> results.put(name, evaluate(one, background, test)));
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

    private List<RankingMetric> rankingMetrics() {
        return settings.metrics.stream().map(RankingMetric.class::cast).toList();
    }

    private int cutoff() {
        return rankingMetrics().stream().mapToInt(RankingMetric::cutoff).max().orElse(1);
    }

    private int runLength() {
        return rankingMetrics().stream()
                .mapToInt(RankingMetric::cutoff)
                .filter(cutoff -> cutoff != RankingMetric.WHOLE_LIST)
                .max()
                .orElseThrow(() -> new DataException(
                        "metrics " + this,
                        "look at whole lists, but a run needs a length",
                        "add a metric with a cutoff, such as recall@1000"));
    }

    private void requirePresetFor(boolean sampled, String remedy) {
        if (settings.preset.isPresent() && settings.preset.get().isSampled() != sampled) {
            throw new DataException(
                    "preset " + settings.preset.get().name(),
                    "ranks " + (sampled ? "the full catalogue, but candidates were given" : "given candidates"),
                    remedy);
        }
    }

    @Override
    public String toString() {
        String names = settings.metrics.stream().map(Metric::name).collect(Collectors.joining(", "));
        return preset().map(one -> "preset " + one.name() + ": ").orElse("") + names;
    }
}
