package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.eval.CandidateCases;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.NcfNegatives;
import dev.recsys.eval.Preset;
import dev.recsys.eval.Relevance;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.train.TrainingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains on one part of the events and measures on the other. */
@Command(
        name = "evaluate",
        description = {
            "Trains on one part of the events and measures how well the other part is recommended.",
            "Give the two parts with --train and --test, or one file with --input and how to split it."
        },
        footer = {
            "",
            "Examples:",
            "  recsys evaluate --input ratings.csv --header --split time --preset RANKING",
            "  recsys evaluate --train train.tsv --test test.tsv --algorithm ials --set weighting=binary"
                    + " --preset LIGHTGCN --json -"
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
                    "What is measured: ${COMPLETION-CANDIDATES}. Default: the first, or with --negatives the last.",
            completionCandidates = PresetNames.class)
    private @Nullable String preset;

    @Option(
            names = "--json",
            paramLabel = "OUT",
            description = "Writes the result as JSON to a file, or with - to stdout instead of the table.")
    private @Nullable String json;

    @Mixin
    private InputOptions inputOptions = new InputOptions();

    @Mixin
    private PlanOptions planOptions = new PlanOptions();

    @Mixin
    private RunOptions runOptions = new RunOptions();

    private final Algorithms algorithms;
    private final Terminal terminal;

    EvaluateCommand(Algorithms algorithms, Terminal terminal) {
        this.algorithms = algorithms;
        this.terminal = terminal;
    }

    @Override
    int run() {
        return inputOptions.typed(this::evaluate);
    }

    private <U, I> int evaluate(IdType<U> users, IdType<I> items) {
        Plan plan = planOptions.plan(algorithms);
        TrainingContext context = runOptions.context(terminal);
        Preset chosen = chosenPreset();
        requireWritable();
        SplitOptions.Parts<U, I> split = parts.read(inputOptions, users, items, negatives != null, terminal);
        Optional<CandidateCases<U, I>> cases = cases(users, items, split.test());
        Trained<U, I> trained = Trained.on(split.train(), plan, context, terminal);
        Evaluation evaluation = Evaluation.of(chosen)
                .withRelevance(Relevance.of(plan.features()))
                .withParallelism(context.parallelism())
                .withProgress(context.progress());
        EvaluationResult<U> result = cases.isPresent()
                ? evaluation.evaluate(trained.bundle(), cases.get())
                : evaluation.evaluate(trained.bundle(), split.testLog());
        new EvaluationReport(plan, chosen, split.description(), result, trained.seconds()).write(json, terminal);
        return 0;
    }

    private Preset chosenPreset() {
        try {
            Preset chosen =
                    preset == null ? negatives == null ? Preset.RANKING : Preset.NCF_LOO_99 : Preset.named(preset);
            if (chosen.isSampled() && negatives == null) {
                throw new UsageException(
                        "preset " + chosen.name() + " ranks given candidates; give them with --negatives");
            }
            if (!chosen.isSampled() && negatives != null) {
                throw new UsageException(
                        "preset " + chosen.name() + " ranks the full catalogue; leave out --negatives");
            }
            return chosen;
        } catch (DataException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Before the long work, not after it. */
    private void requireWritable() {
        if (json == null || json.equals("-")) {
            return;
        }
        Path directory = Path.of(json).toAbsolutePath().getParent();
        if (directory == null || !Files.isWritable(directory) || Files.isDirectory(Path.of(json))) {
            throw new UsageException("--json '" + json + "' cannot be written; name a file in a directory that exists");
        }
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
