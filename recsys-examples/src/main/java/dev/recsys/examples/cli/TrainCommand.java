package dev.recsys.examples.cli;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.event.IdType;
import dev.recsys.examples.report.DataSummary;
import dev.recsys.model.ModelBundle;
import dev.recsys.store.ModelVersion;
import dev.recsys.train.TrainingContext;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model from a file and saves it as the live version of a model directory. */
@Command(
        name = "train",
        description =
                "Trains a model from a file of events, saves it as the next version, and makes that version live.",
        footer = {
            "",
            "Example:",
            "  recsys train --input plays.csv --header --set factors=32 --out models",
            "  recsys recommend --model models --user alice -k 10"
        })
final class TrainCommand extends RecsysCommand {

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "The events, plain or gzipped.")
    private Path input = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The model directory; made if it is not there. A failed run leaves it as it was.")
    private Path out = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = StoredModels.DEFAULT_NAME,
            description = "The model's name in the directory. Default: ${DEFAULT-VALUE}.")
    private String name = StoredModels.DEFAULT_NAME;

    @Mixin
    private InputOptions inputOptions = new InputOptions();

    @Mixin
    private PlanOptions planOptions = new PlanOptions();

    @Mixin
    private RunOptions runOptions = new RunOptions();

    private final Algorithms algorithms;
    private final Terminal terminal;

    TrainCommand(Algorithms algorithms, Terminal terminal) {
        this.algorithms = algorithms;
        this.terminal = terminal;
    }

    @Override
    int run() {
        return inputOptions.typed(this::train);
    }

    private <U, I> int train(IdType<U> users, IdType<I> items) {
        Plan plan = planOptions.plan(algorithms);
        TrainingContext context = runOptions.context(terminal);
        StoredModels models = StoredModels.in(out, algorithms);
        models.requireWritable(name);
        Input<U, I> read = inputOptions.read(input, users, items, terminal);
        Trained<U, I> trained = Trained.on(read.log(), plan, context, terminal);
        ModelBundle<U, I> bundle = trained.bundle().withCatalog(read.catalog());
        ModelVersion version = models.saveLive(name, bundle);
        terminal.out().println("data     " + DataSummary.of(read.log()));
        terminal.out().println("model    " + bundle);
        terminal.out().println(String.format(Locale.ROOT, "trained  in %.1f s", trained.seconds()));
        terminal.out().println("saved    " + version + " in " + out + ", live");
        return 0;
    }
}
