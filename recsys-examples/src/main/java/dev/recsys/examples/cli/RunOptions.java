package dev.recsys.examples.cli;

import dev.recsys.execution.Parallelism;
import dev.recsys.train.TrainingContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command runs; never changes its results. */
final class RunOptions {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads; the result does not depend on it. Default: all processors.")
    private @Nullable Integer threads;

    Parallelism parallelism() {
        if (threads == null) {
            return Parallelism.allProcessors();
        }
        if (threads < 1 || threads > Parallelism.MAX_WORKERS) {
            throw new UsageException(
                    "--threads must be between 1 and " + Parallelism.MAX_WORKERS + " but was " + threads);
        }
        return Parallelism.threads(threads);
    }

    TrainingContext context(Terminal terminal) {
        return TrainingContext.defaults().withParallelism(parallelism()).withProgress(new ProgressLine(terminal));
    }
}
