package dev.recsys.examples.cli;

import static java.util.Objects.requireNonNull;

import dev.recsys.DataException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.eval.Background;
import dev.recsys.eval.CandidateCases;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.FoldedInUsers;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.NcfNegatives;
import dev.recsys.eval.Preset;
import dev.recsys.eval.Relevance;
import dev.recsys.eval.Rules;
import dev.recsys.eval.Run;
import dev.recsys.eval.file.PerUserValues;
import dev.recsys.eval.file.RunFiles;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.metric.RatingMetric;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommender;
import dev.recsys.train.TrainingContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Trains on one part of the events and measures on the other. */
@Command(
        name = "evaluate",
        description = {
            "Trains on one part of the events and measures how well the other part is recommended.",
            "Give the two parts with --train and --test, or one file with --input and how to split it.",
            "With several pairs of --train and --test, or a --split in several windows or folds, metrics are means over"
                    + " them.",
            "With --qrels and --run nothing is trained: the lists of any system are scored."
        },
        footer = {
            "",
            "Examples:",
            "  recsys evaluate --input ratings.csv --header --split time --preset RANKING",
            "  recsys evaluate --input ratings.csv --header --split windows --windows 4 --save-split ratings.split",
            "  recsys evaluate --train train.tsv --test test.tsv --algorithm ials --set weighting=binary"
                    + " --preset LIGHTGCN --json -",
            "  recsys evaluate --train u1.base --test u1.test --train u2.base --test u2.test --preset RATING"
                    + " --algorithm als-explicit",
            "  recsys evaluate --qrels test.qrels --run other.run --preset TREC --per-user other.tsv"
        })
final class EvaluateCommand extends RecsysCommand {

    @Mixin
    private SplitOptions parts = new SplitOptions();

    @Option(
            names = "--negatives",
            paramLabel = "FILE",
            description = "For sampled presets: '(user,item) TAB negative TAB negative ...' per line.")
    private @Nullable Path negatives;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "What is measured: ${COMPLETION-CANDIDATES}. Default: RANKING, with --negatives NCF_LOO_99, with"
                            + " --metrics of ratings RATING, and with --run TREC.",
            completionCandidates = PresetNames.class)
    private @Nullable String preset;

    @Option(
            names = "--metrics",
            paramLabel = "NAMES",
            split = ",",
            description = "Metrics instead of the preset's, as in ndcg@10,coverage@10 or rmse,mae.")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--json",
            paramLabel = "OUT",
            description = "Writes the result as JSON to a file, or with - to stdout instead of the table.")
    private @Nullable String json;

    @Mixin
    private RunFileOptions runFiles = new RunFileOptions();

    @Mixin
    private PerUserFiles perUser = new PerUserFiles();

    @Mixin
    private OwnRunFiles ownRuns = new OwnRunFiles();

    @Mixin
    private InputOptions inputOptions = new InputOptions();

    @Mixin
    private PlanOptions planOptions = new PlanOptions();

    @Mixin
    private RunOptions runOptions = new RunOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Options of the command that have a meaning for run files. */
    private static final Set<String> WITH_RUN_FILES =
            Set.of("--preset", "--metrics", "--per-user", "--json", "--id-type", "--threads", "--verbose");

    private final Algorithms algorithms;
    private final Terminal terminal;

    EvaluateCommand(Algorithms algorithms, Terminal terminal) {
        this.algorithms = algorithms;
        this.terminal = terminal;
    }

    @Override
    int run() {
        ParseResult parsed = requireNonNull(spec).commandLine().getParseResult();
        return runFiles.isGiven(parsed, WITH_RUN_FILES::contains)
                ? inputOptions.typed(this::score)
                : inputOptions.typed(this::evaluate);
    }

    private <U, I> int score(IdType<U> users, IdType<I> items) {
        List<Metric> chosenMetrics = chosenMetrics();
        Preset chosen = presetOfRuns();
        Rules rules = runFiles.rules(chosen.rules());
        Evaluation evaluation =
                evaluation(chosen, chosenMetrics).withRules(rules).withParallelism(runOptions.parallelism());
        RunFiles<U, I> files = runFiles.files(users, items);
        OutputFiles outputs = new OutputFiles();
        runFiles.addTo(outputs);
        outputs.written("--json", json);
        perUser.addTo(outputs);
        perUser.requireFor(runFiles.count());
        Judgments<U, I> judgments = runFiles.judgments(files);
        List<Run<U, I>> runs = runFiles.runs(files);
        RunReport report = new RunReport(runFiles.qrelsFile(), chosen, rules);
        List<PerUserValues<U>> written = new ArrayList<>();
        for (int number = 0; number < runs.size(); number++) {
            int notJudged = RunFileOptions.usersNotJudged(runs.get(number), judgments);
            EvaluationResult<U> result = evaluation.evaluate(runs.get(number), judgments);
            PerUserValues<U> values = PerUserFiles.values(chosen, result);
            written.add(values);
            report.add(runFiles.file(number), result, values, notJudged);
        }
        report.write(json, terminal);
        for (int number = 0; number < written.size(); number++) {
            perUser.write(number, written.get(number));
        }
        return 0;
    }

    private Preset presetOfRuns() {
        try {
            Preset chosen = preset == null ? Preset.TREC : Preset.named(preset);
            if (chosen.isSampled() || chosen.isOfRatings()) {
                throw new UsageException("preset " + chosen.name()
                        + " does not go with --run, which has ranked lists; choose another preset");
            }
            return chosen;
        } catch (DataException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private <U, I> int evaluate(IdType<U> users, IdType<I> items) {
        Plan plan = planOptions.plan(algorithms);
        TrainingContext context = runOptions.context(terminal);
        List<Metric> chosenMetrics = chosenMetrics();
        Preset chosen = chosenPreset(chosenMetrics);
        Evaluation evaluation = evaluation(chosen, chosenMetrics)
                .withRelevance(Relevance.of(plan.features()))
                .withParallelism(context.parallelism())
                .withProgress(context.progress());
        parts.check(negatives != null);
        OutputFiles outputs = new OutputFiles();
        parts.addTo(outputs);
        outputs.read("--negatives", negatives == null ? null : negatives.toString())
                .written("--json", json);
        parts.addSavedTo(outputs);
        ownRuns.addTo(outputs);
        perUser.addTo(outputs);
        SplitOptions.Folds<U, I> folds = parts.open(inputOptions, users, items, terminal);
        perUser.requireFor(folds.count());
        ownRuns.requireFor(folds.count(), chosen.isOfRatings(), negatives != null);
        EvaluationReport<U> report = EvaluationReport.of(plan, chosen);
        List<Runnable> afterwards = new ArrayList<>(); // what is written besides, once the result has been shown
        for (int fold = 0; fold < folds.count(); fold++) {
            SplitOptions.Parts<U, I> split = folds.parts().next();
            Optional<CandidateCases<U, I>> cases = cases(users, items, split.test());
            Relevance relevance = Relevance.of(plan.features());
            split.test().ifPresent(test -> ownRuns.requireGainsFor(test, relevance));
            Trained<U, I> trained = Trained.on(split.train(), plan, context, terminal);
            ModelBundle<U, I> bundle = trained.bundle().withCatalog(split.catalog());
            EvaluationResult<U> result = cases.isPresent()
                    ? evaluation.evaluate(bundle, cases.get())
                    : split.foldIn()
                            .map(histories -> evaluation.evaluate(
                                    FoldedInUsers.of(bundle, histories),
                                    background(bundle, plan, split),
                                    split.testLog()))
                            .orElseGet(() -> evaluation.evaluate(bundle, split.testLog()));
            int number = fold;
            PerUserValues<U> values = PerUserFiles.values(chosen, result);
            afterwards.add(() -> perUser.write(number, values));
            if (ownRuns.isGiven()) {
                afterwards.add(() -> ownRuns.write(
                        plan.algorithm(),
                        recommender(bundle, split),
                        background(bundle, plan, split),
                        split.testLog(),
                        evaluation,
                        relevance,
                        terminal));
            }
            report.add(new EvaluationReport.Fold<>(split.description(), result, trained.seconds()));
        }
        report.write(json, terminal);
        afterwards.forEach(Runnable::run);
        return 0;
    }

    private static <U, I> Recommender<U, I> recommender(ModelBundle<U, I> bundle, SplitOptions.Parts<U, I> split) {
        return split.foldIn()
                .<Recommender<U, I>>map(histories -> FoldedInUsers.of(bundle, histories))
                .orElseGet(() -> Recommender.of(bundle));
    }

    private static <U, I> Background<U, I> background(
            ModelBundle<U, I> bundle, Plan plan, SplitOptions.Parts<U, I> split) {
        Background<U, I> ofTraining = Background.of(bundle);
        return split.foldIn()
                .map(histories -> ofTraining.withHistories(histories, plan.features()))
                .orElse(ofTraining);
    }

    private List<Metric> chosenMetrics() {
        try {
            return Metrics.parseAll(metrics.stream().map(String::strip).toArray(String[]::new));
        } catch (DataException e) {
            throw new UsageException("--metrics: " + e.getMessage(), e);
        }
    }

    private static Evaluation evaluation(Preset preset, List<Metric> chosen) {
        try {
            Evaluation evaluation = Evaluation.of(preset);
            return chosen.isEmpty() ? evaluation : evaluation.withMetrics(chosen);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--metrics: " + e.getMessage(), e);
        }
    }

    private Preset chosenPreset(List<Metric> chosenMetrics) {
        try {
            Preset chosen = preset == null ? usualPreset(chosenMetrics) : Preset.named(preset);
            if (chosen.isSampled() && negatives == null) {
                throw new UsageException(
                        "preset " + chosen.name() + " ranks given candidates; give them with --negatives");
            }
            if (!chosen.isSampled() && negatives != null) {
                throw new UsageException(
                        "preset " + chosen.name() + " does not rank given candidates; leave out" + " --negatives");
            }
            return chosen;
        } catch (DataException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private Preset usualPreset(List<Metric> chosenMetrics) {
        if (negatives != null) {
            return Preset.NCF_LOO_99;
        }
        return chosenMetrics.stream().anyMatch(RatingMetric.class::isInstance) ? Preset.RATING : Preset.RANKING;
    }

    private <U, I> Optional<CandidateCases<U, I>> cases(
            IdType<U> users, IdType<I> items, Optional<EventLog<U, I>> test) {
        if (negatives == null) {
            return Optional.empty();
        }
        CandidateCases<U, I> cases = NcfNegatives.read(negatives, users, items);
        test.ifPresent(cases::requirePositivesOf);
        return Optional.of(cases);
    }
}
