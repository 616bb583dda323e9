package dev.recsys.examples.cli;

import dev.recsys.examples.demo.Demo;
import dev.recsys.examples.demo.DemoConfig;
import dev.recsys.examples.demo.DemoData;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the whole way once. */
@Command(
        name = "demo",
        description = {
            "Shows the whole way once: events go into an SQLite database, a model is trained and measured beside"
                    + " popularity, a list for every user is published in one transaction and read back by user id.",
            "Can be repeated and interrupted: the next run goes on from what is there."
        },
        footer = {"", "Examples:", "  recsys demo", "  recsys demo --data ml-100k --work /tmp/recsys-demo"})
final class DemoCommand extends RecsysCommand {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A MovieLens data set (100k, 1m or latest), files plain or gzipped."
                    + " Without it: made-up films and people.")
    private @Nullable Path data;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "recsys-demo",
            description = "Where everything is kept. Default: ${DEFAULT-VALUE}.")
    private Path work = Path.of("recsys-demo");

    @Option(
            names = "-k",
            paramLabel = "N",
            defaultValue = "" + DemoConfig.DEFAULT_K,
            description = "List length. Default: ${DEFAULT-VALUE}.")
    private int k = DemoConfig.DEFAULT_K;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "" + DemoData.DEFAULT_USERS,
            description = "Made-up people, without --data. Default: ${DEFAULT-VALUE}.")
    private int users = DemoData.DEFAULT_USERS;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "" + DemoData.DEFAULT_ITEMS,
            description = "Made-up films, without --data. Default: ${DEFAULT-VALUE}.")
    private int items = DemoData.DEFAULT_ITEMS;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + DemoData.DEFAULT_SEED,
            description = "Decides what is made up. Default: ${DEFAULT-VALUE}.")
    private long seed = DemoData.DEFAULT_SEED;

    @Mixin
    private RunOptions runOptions = new RunOptions();

    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    int run() {
        if (k < 1) {
            throw new UsageException("-k must be at least 1 but was " + k);
        }
        if (users < 1 || users > 100_000 || items < 10 || items > 100_000) {
            throw new UsageException("--users must be between 1 and 100000 and --items between 10 and 100000 but were "
                    + users + " and " + items);
        }
        if (Files.exists(work) && !Files.isDirectory(work)) {
            throw new UsageException("--work " + work + " is not a directory; name another");
        }
        DemoData chosen = data == null ? DemoData.builtIn(users, items, seed) : DemoData.movieLens(data);
        Demo.run(chosen, new DemoConfig(work, k, runOptions.parallelism(), new ProgressLine(terminal), terminal.out()));
        return 0;
    }
}
