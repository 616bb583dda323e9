package dev.recsys.examples.cli;

import dev.recsys.Experimental;
import dev.recsys.algorithm.Algorithms;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line {@code recsys}. Results go to stdout, everything else to stderr; exit codes are 0, 1 for a failure and
 * 2 for a wrong command line.
 */
@Experimental
@Command(
        name = "recsys",
        description = "Trains, evaluates and serves recommendation models.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        footer = {"", "Start with 'recsys demo'. Every command explains itself with --help."})
public final class RecsysCli implements Runnable {

    private RecsysCli() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(Algorithms.builtIn(), out, err, args);
        out.flush();
        System.exit(code);
    }

    /**
     * Runs one command with a host's choice of algorithms.
     *
     * @param algorithms what {@code --algorithm} and stored models can name
     * @param out where results go
     * @param err where progress, notes and errors go
     * @return the exit code
     */
    public static int run(Algorithms algorithms, PrintWriter out, PrintWriter err, String... args) {
        Terminal terminal = new Terminal(out, err, Boolean.getBoolean("recsys.terminal"));
        CommandLine commandLine = new CommandLine(new RecsysCli())
                .addSubcommand("demo", new DemoCommand(terminal))
                .addSubcommand("train", new TrainCommand(algorithms, terminal))
                .addSubcommand("evaluate", new EvaluateCommand(algorithms, terminal))
                .addSubcommand("compare", new CompareCommand(algorithms, terminal))
                .addSubcommand("recommend", new RecommendCommand(algorithms, terminal))
                .addSubcommand("similar", new SimilarCommand(algorithms, terminal))
                .addSubcommand("pipeline", PipelineCommand.commandLine(algorithms, terminal))
                .addSubcommand("import", new ImportCommand(terminal))
                .addSubcommand("versions", VersionsCommand.commandLine(algorithms, terminal))
                .addSubcommand("algorithms", new AlgorithmsCommand(algorithms, terminal))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true);
        Failures.handle(commandLine);
        int code = commandLine.execute(args);
        out.flush();
        return code;
    }

    @Override
    public void run() {
        throw new UsageException(
                "a command is missing; give one of demo, train, evaluate, compare, recommend, similar, import,"
                        + " pipeline, versions, algorithms, or --help");
    }
}
