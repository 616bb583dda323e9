package dev.recsys.examples.cli;

import static java.util.Objects.requireNonNull;

import dev.recsys.RecsysException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.eval.Background;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.FoldedInUsers;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Run;
import dev.recsys.eval.gate.GateRule;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.report.Report;
import dev.recsys.eval.report.Study;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.examples.report.DataSummary;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.recommend.Recommender;
import dev.recsys.train.TrainingContext;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Compares several systems on the same test, and reports. */
@Command(
        name = "compare",
        description = {
            "Trains several algorithms on one part of the events, compares the lists they recommend on the other part, and says"
                    + " in words which is better than the baseline.",
            "popularity and random are always among them. Or compares lists in files, with --qrels and --run."
        },
        exitCodeList = {
            "0:done",
            "1:failed; stderr says why and what to do",
            "2:the command line is wrong",
            "3:compared, and a rule of --fail-if fired; stderr says which"
        },
        footer = {
            "",
            "Examples:",
            "  recsys compare --input ratings.csv --header --split time --algorithm popularity --algorithm ials:factors=32"
                    + " --algorithm item-knn --report report.html",
            "  recsys compare --train train.tsv --test test.tsv --algorithm live=ials --algorithm new=ials:factors=128"
                    + " --fail-if \"ndcg@10 < baseline - 1%%\"",
            "  recsys compare --qrels judged.qrels --run live.run --run new.run --metrics ndcg@10,map@100 --report report.html"
        })
final class CompareCommand extends RecsysCommand {

    /** Options that have no meaning where lists are read from files. */
    private static final Set<String> OF_TRAINING = Set.of("--algorithm", "--list-length", "--relevant-from");

    @Mixin
    private SplitOptions parts = new SplitOptions();

    @Mixin
    private RunFileOptions runFiles = new RunFileOptions();

    @Option(
            names = "--algorithm",
            paramLabel = "[LABEL=]NAME[:KEY=VALUE,...]",
            description = "What to train, with its settings; repeat it. 'recsys algorithms' lists names and keys.")
    private List<String> algorithmTexts = new ArrayList<>();

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description = "What all others are compared with. Default: the first system.")
    private @Nullable String baseline;

    @Option(
            names = "--metrics",
            paramLabel = "NAMES",
            split = ",",
            description = "Metrics; the first one decides. Default: ndcg@10 and other usual ones.")
    private List<String> metricNames = new ArrayList<>();

    @Option(
            names = "--list-length",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many items each list has. Default: ${DEFAULT-VALUE}.")
    private int listLength = 50;

    @Option(
            names = "--fail-if",
            paramLabel = "RULE",
            description = "Ends with exit code 3 if it holds for a system and the 95 %% interval shows it, as in"
                    + " \"ndcg@10 < baseline - 1%%\". Repeatable.")
    private List<String> ruleTexts = new ArrayList<>();

    @Option(
            names = "--relevant-from",
            paramLabel = "WEIGHT",
            description =
                    "The least weight of an event of the test that counts, for systems that differ in minWeight or"
                            + " typeWeights. Default: as they were trained.")
    private @Nullable Double relevantFrom;

    @Option(names = "--title", paramLabel = "TEXT", description = "The title of the report.")
    private String title = "";

    @Mixin
    private ReportOptions reportOptions = new ReportOptions();

    @Mixin
    private InputOptions inputOptions = new InputOptions();

    @Mixin
    private RunOptions runOptions = new RunOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final Algorithms algorithms;
    private final Terminal terminal;

    CompareCommand(Algorithms algorithms, Terminal terminal) {
        this.algorithms = algorithms;
        this.terminal = terminal;
    }

    @Override
    int run() {
        return inputOptions.typed(this::compare);
    }

    private <U, I> int compare(IdType<U> users, IdType<I> items) {
        ParseResult parsed = requireNonNull(spec).commandLine().getParseResult();
        List<GateRule> rules = Gate.parse(ruleTexts);
        boolean ofFiles = runFiles.isGiven(parsed, option -> !OF_TRAINING.contains(option));
        Optional<Path> training = ofFiles ? parts.onlyTrain() : Optional.empty();
        List<NamedPlan> plans = ofFiles ? List.of() : plans();
        ComparedSystems systems = ComparedSystems.of(
                ofFiles
                        ? List.copyOf(runFiles.labelled().keySet())
                        : plans.stream().map(NamedPlan::name).toList(),
                baseline,
                !ofFiles || training.isPresent());
        List<Metric> metrics = systems.metricsWithPrimary("--metrics", metricNames);
        Gate gate = Gate.of(rules, systems);
        requireOutputs();
        Study<U, I> study = (ofFiles ? fromFiles(users, items, training) : trained(users, items, plans))
                .withMetrics(metrics)
                .withTitle(title)
                .withBaseline(systems.baseline())
                .withParallelism(runOptions.parallelism())
                .withFact("Library", "Version", new Version().getVersion()[0]);
        Report report = study.report();
        terminal.out().print(report.toTable());
        terminal.out().println();
        terminal.out().print(report);
        terminal.out().flush();
        return written(report, gate.check(study, terminal));
    }

    /** Writes the report. A file that cannot be written is a failure, unless the gate's verdict says more. */
    private int written(Report report, int code) {
        try {
            reportOptions.write(report, terminal);
        } catch (RecsysException | UncheckedIOException e) {
            if (code == 0) {
                throw e;
            }
            terminal.note("recsys: " + e.getMessage());
        }
        return code;
    }

    private void requireOutputs() {
        OutputFiles outputs = new OutputFiles();
        runFiles.addTo(outputs);
        parts.addTo(outputs);
        parts.addSavedTo(outputs);
        reportOptions.addTo(outputs);
    }

    private <U, I> Study<U, I> fromFiles(IdType<U> users, IdType<I> items, Optional<Path> training) {
        Study<U, I> study = ComparedFiles.of(runFiles).read(users, items);
        if (training.isEmpty()) {
            terminal.note("no training events given: no references, coverage, novelty; --train adds them");
            return study;
        }
        return ComparedFiles.withTraining(study, inputOptions.read(training.get(), users, items, terminal));
    }

    private <U, I> Study<U, I> trained(IdType<U> users, IdType<I> items, List<NamedPlan> plans) {
        SharedFeatures shared = SharedFeatures.of(plans, relevantFrom);
        parts.check(false);
        SplitOptions.Folds<U, I> folds = parts.open(inputOptions, users, items, terminal);
        if (folds.count() != 1) {
            throw new UsageException("compare takes one split, but there are " + folds.count()
                    + "; choose a --split without windows or folds, or one --train and one --test");
        }
        Optional<Split<U, I>> whole = folds.nextSplit();
        return study(folds.parts().next(), whole, plans, shared);
    }

    private <U, I> Study<U, I> study(
            SplitOptions.Parts<U, I> split, Optional<Split<U, I>> whole, List<NamedPlan> plans, SharedFeatures shared) {
        TrainingContext context = runOptions.context(terminal);
        EventLog<U, I> test = split.testLog();
        terminal.note("data: " + split.description());
        Background<U, I> ofTraining = Background.of(FeatureBuilder.build(split.train(), shared.features()))
                .withCatalog(split.catalog());
        Background<U, I> background = split.foldIn()
                .map(histories -> ofTraining.withHistories(histories, shared.features()))
                .orElse(ofTraining);
        Evaluation lists = Evaluation.of(Metrics.parseAll("ndcg@" + listLength))
                .withParallelism(context.parallelism())
                .withProgress(context.progress());
        List<Run<U, I>> runs = new ArrayList<>();
        List<String> facts = new ArrayList<>();
        for (NamedPlan plan : plans) {
            Trained<U, I> trained = Trained.on(split.train(), plan.plan(), context, terminal);
            Recommender<U, I> recommender = split.foldIn()
                    .<Recommender<U, I>>map(histories -> FoldedInUsers.of(trained.bundle(), histories))
                    .orElseGet(() -> Recommender.of(trained.bundle()));
            runs.add(lists.run(plan.name(), recommender, test));
            facts.add(plan.describe() + String.format(Locale.ROOT, "; trained in %.1f s", trained.seconds()));
        }
        Judgments<U, I> judgments = Judgments.of(test, shared.relevance(), background);
        Study<U, I> study = Study.of(judgments, runs).withBackground(background).withTitles(split.catalog());
        study = whole.isPresent()
                ? study.withSplit(whole.get())
                : study.withParts(split.description(), split.train(), test);
        study = study.withFact("Data", "Relevant", shared.describe());
        if (split.foldIn().isPresent()) {
            EventLog<U, I> histories = split.foldIn().get();
            study = study.withFact(
                    "Data",
                    "Fold-in",
                    DataSummary.of(histories).counts() + ", shown to the models when they were asked, SHA-256 "
                            + histories.fingerprint());
        }
        for (int i = 0; i < facts.size(); i++) {
            study = study.withFact("Models", plans.get(i).name(), facts.get(i));
        }
        return study;
    }

    private List<NamedPlan> plans() {
        if (algorithmTexts.isEmpty()) {
            throw new UsageException("--algorithm is missing; give it once for each system to compare");
        }
        if (listLength < 1 || listLength > 1000) {
            throw new UsageException("--list-length must be between 1 and 1000 but was " + listLength);
        }
        List<NamedPlan> plans = algorithmTexts.stream()
                .map(text -> NamedPlan.parse(algorithms, text))
                .toList();
        Set<String> names = new HashSet<>();
        for (NamedPlan plan : plans) {
            if (!names.add(plan.name())) {
                throw new UsageException("--algorithm '" + plan.name()
                        + "' is there twice; give each a label, as in new=" + plan.name());
            }
        }
        return plans;
    }
}
