package dev.recsys.examples.cli;

import dev.recsys.GateException;
import dev.recsys.LockedException;
import dev.recsys.StoreException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.event.IdType;
import dev.recsys.pipeline.Pipeline;
import dev.recsys.train.TrainingContext;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which pipeline. */
final class PipelineOptions {

    private static final int REJECTED = 3;
    private static final int LOCKED = 4;
    private static final int MAY_PASS = 5;

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

    /** Opens the pipeline and does the work; failures with an exit code of their own are reported, others thrown. */
    int open(Algorithms algorithms, TrainingContext context, Terminal terminal, Work work) {
        try {
            PipelineFile file = PipelineFile.read(config, algorithms);
            return open(file, file.users(), file.items(), context, work);
        } catch (GateException e) {
            return failed(terminal, e.getMessage(), REJECTED);
        } catch (LockedException e) {
            return failed(terminal, e.getMessage(), LOCKED);
        } catch (StoreException e) {
            if (e.isRetryable()) {
                return failed(terminal, e.getMessage(), MAY_PASS);
            }
            throw e;
        }
    }

    private static int failed(Terminal terminal, @Nullable String message, int code) {
        terminal.note("recsys: " + message);
        return code;
    }

    private static <U, I> int open(
            PipelineFile file, IdType<U> users, IdType<I> items, TrainingContext context, Work work) {
        return work.run(file.pipeline(users, items, context));
    }
}
