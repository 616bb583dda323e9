package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.StoreException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.pipeline.Pipeline;
import dev.recsys.pipeline.Stage;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.RunManifest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a pipeline, or one stage of it. */
@Command(
        name = "run",
        description = "Runs the stages of a pipeline that are not finished: extract, features, train, evaluate,"
                + " recommend, publish, metrics. Killed at any moment, it goes on with --resume.",
        exitCodeList = {
            "0:done",
            "1:failed; stderr says why and what to do",
            "2:the command line or the configuration is wrong",
            "3:the gate refused the model; the version that was live stays live",
            "4:another process is at work on this pipeline",
            "5:failed for a reason that may pass, such as a busy database or a full disk; repeat the same command with"
                    + " --run ID"
        },
        footer = {"", "Example:", "  recsys pipeline run --config films.json"})
final class PipelineRunCommand extends RecsysCommand {

    @Mixin
    private PipelineOptions pipelineOptions = new PipelineOptions();

    @Option(
            names = "--stage",
            paramLabel = "NAME",
            description = "Runs this stage only; extract begins a run, the others go on with it.")
    private @Nullable String stage;

    @Option(
            names = "--run",
            paramLabel = "ID",
            description = "The id of the run, for instance the day; a run with this id that is not finished goes on."
                    + " Default: a new id, with --stage or --resume the latest run.")
    private @Nullable String runId;

    @Option(names = "--resume", description = "Goes on with the latest run unless it has succeeded.")
    private boolean resume;

    @Mixin
    private RunOptions runOptions = new RunOptions();

    private final Algorithms algorithms;
    private final Terminal terminal;

    PipelineRunCommand(Algorithms algorithms, Terminal terminal) {
        this.algorithms = algorithms;
        this.terminal = terminal;
    }

    @Override
    int run() {
        if (resume && (stage != null || runId != null)) {
            throw new UsageException("--resume goes on with the latest run, all stages; leave out --stage and --run");
        }
        return pipelineOptions.open(algorithms, runOptions.context(terminal), terminal, new PipelineOptions.Work() {
            @Override
            public <U, I> int run(Pipeline<U, I> pipeline) {
                Optional<String> latest = latestId(pipeline);
                try {
                    return report(pipeline);
                } catch (StoreException e) {
                    throw withRemedy(e, pipeline, latest);
                }
            }
        });
    }

    private int report(Pipeline<?, ?> pipeline) {
        terminal.out()
                .println(start(pipeline)
                        .map(PipelineReport::text)
                        .orElseGet(() -> "nothing to resume: "
                                + pipeline.latest().map(PipelineReport::heading).orElse("there is no run")));
        pipeline.stores()
                .models()
                .live(pipeline.config().name())
                .map(ModelVersion::toString)
                .ifPresent(live -> terminal.out().println("live " + live));
        return 0;
    }

    private static Optional<String> latestId(Pipeline<?, ?> pipeline) {
        return pipeline.latest().map(RunManifest::runId);
    }

    /** A run of an id of its own that was begun goes on only under that id. */
    private StoreException withRemedy(StoreException failure, Pipeline<?, ?> pipeline, Optional<String> before) {
        if (!failure.isRetryable() || runId != null || resume) {
            return failure;
        }
        Optional<String> begun;
        try {
            begun = latestId(pipeline).filter(id -> !before.equals(Optional.of(id)));
        } catch (StoreException e) {
            failure.addSuppressed(e);
            return failure;
        }
        return begun.map(id -> StoreException.retryable(failure.getMessage() + "; go on with --run " + id, failure))
                .orElse(failure);
    }

    private Optional<RunManifest> start(Pipeline<?, ?> pipeline) {
        if (resume) {
            requireRun(pipeline);
            return pipeline.resume();
        }
        if (stage == null) {
            return Optional.of(runId == null ? pipeline.run() : pipeline.run(checked(runId)));
        }
        Stage only = named(stage);
        return Optional.of(runId == null ? pipeline.run(only) : pipeline.run(only, checked(runId)));
    }

    private static void requireRun(Pipeline<?, ?> pipeline) {
        if (pipeline.latest().isEmpty()) {
            throw new DataException(
                    "--resume",
                    "pipeline '" + pipeline.config().name() + "' has no run yet",
                    "leave --resume out, to begin one");
        }
    }

    private static String checked(String id) {
        try {
            ModelVersion.checkName(id);
            return id;
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--run '" + id + "': an id of a run has 1 to 100 letters, digits, '-', '_' or '.',"
                            + " starting with a letter or digit",
                    e);
        }
    }

    private static Stage named(String name) {
        try {
            return Stage.named(name);
        } catch (DataException e) {
            throw new UsageException("--stage " + e.getMessage(), e);
        }
    }
}
