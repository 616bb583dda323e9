package dev.recsys.examples.cli;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.pipeline.Pipeline;
import dev.recsys.store.RunManifest;
import dev.recsys.train.TrainingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is live, who is at work, and how far the runs have come. */
@Command(
        name = "status",
        description = "Shows which version is live, who is at work, and how far the runs have come.",
        exitCodeList = {
            "0:done",
            "1:failed; stderr says why and what to do",
            "2:the command line or the configuration is wrong",
            "5:failed for a reason that may pass; repeat the command"
        })
final class PipelineStatusCommand extends RecsysCommand {

    @Mixin
    private PipelineOptions pipelineOptions = new PipelineOptions();

    @Option(names = "--json", description = "Writes JSON.")
    private boolean json;

    private final Algorithms algorithms;
    private final Terminal terminal;

    PipelineStatusCommand(Algorithms algorithms, Terminal terminal) {
        this.algorithms = algorithms;
        this.terminal = terminal;
    }

    @Override
    int run() {
        return pipelineOptions.open(algorithms, TrainingContext.defaults(), terminal, new PipelineOptions.Work() {
            @Override
            public <U, I> int run(Pipeline<U, I> pipeline) {
                return show(pipeline);
            }
        });
    }

    private int show(Pipeline<?, ?> pipeline) {
        List<RunManifest> runs =
                new ArrayList<>(pipeline.stores().runs().list(pipeline.config().name()));
        Collections.reverse(runs);
        terminal.out()
                .println(json ? Json.text(PipelineReport.json(pipeline, runs)) : PipelineReport.text(pipeline, runs));
        return 0;
    }
}
