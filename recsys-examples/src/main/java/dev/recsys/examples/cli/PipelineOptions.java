package dev.recsys.examples.cli;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.event.IdType;
import dev.recsys.pipeline.Pipeline;
import dev.recsys.train.TrainingContext;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which pipeline. */
final class PipelineOptions {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The JSON file that configures the pipeline; paths in it are relative to its directory.")
    private Path config = Path.of("");

    /** Work on a pipeline whose types of ids are known only when the file has been read. */
    @FunctionalInterface
    interface Work {

        /** Does the work and returns the exit code. */
        <U, I> int run(Pipeline<U, I> pipeline);
    }

    int open(Algorithms algorithms, TrainingContext context, Work work) {
        PipelineFile file = PipelineFile.read(config, algorithms);
        return open(file, file.users(), file.items(), context, work);
    }

    private static <U, I> int open(
            PipelineFile file, IdType<U> users, IdType<I> items, TrainingContext context, Work work) {
        return work.run(file.pipeline(users, items, context));
    }
}
