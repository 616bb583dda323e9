package dev.recsys.examples.cli;

import dev.recsys.algorithm.Algorithms;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** From events to published lists, stage by stage; does nothing without a subcommand. */
@Command(
        name = "pipeline",
        description = "Goes from events to published lists, stage by stage, under any scheduler.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  recsys pipeline run --config films.json",
            "  recsys pipeline status --config films.json"
        })
final class PipelineCommand extends RecsysCommand {

    static CommandLine commandLine(Algorithms algorithms, Terminal terminal) {
        return new CommandLine(new PipelineCommand())
                .addSubcommand("run", new PipelineRunCommand(algorithms, terminal))
                .addSubcommand("status", new PipelineStatusCommand(algorithms, terminal))
                .addSubcommand("rollback", new PipelineRollbackCommand(algorithms, terminal));
    }

    @Override
    int run() {
        throw new UsageException("a command is missing; give one of run, status, rollback, or --help");
    }
}
