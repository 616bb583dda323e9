package dev.recsys.examples.cli;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.pipeline.Pipeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Goes back to the version before, lists included. */
@Command(
        name = "rollback",
        description = "Publishes the lists of the version that was live before and makes it live again.",
        exitCodeList = {
            "0:done",
            "1:failed; stderr says why and what to do",
            "2:the command line or the configuration is wrong",
            "4:another process is at work on this pipeline",
            "5:failed for a reason that may pass; repeat the command"
        })
final class PipelineRollbackCommand extends RecsysCommand {

    @Mixin
    private PipelineOptions pipelineOptions = new PipelineOptions();

    @Mixin
    private RunOptions runOptions = new RunOptions();

    private final Algorithms algorithms;
    private final Terminal terminal;

    PipelineRollbackCommand(Algorithms algorithms, Terminal terminal) {
        this.algorithms = algorithms;
        this.terminal = terminal;
    }

    @Override
    int run() {
        return pipelineOptions.open(algorithms, runOptions.context(terminal), terminal, new PipelineOptions.Work() {
            @Override
            public <U, I> int run(Pipeline<U, I> pipeline) {
                terminal.out().println("live " + pipeline.rollback());
                return 0;
            }
        });
    }
}
