package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.GateException;
import dev.recsys.LockedException;
import dev.recsys.RecsysException;
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
            "1:failed; stderr says why and what to do, and --resume goes on",
            "2:the command line or the configuration is wrong",
            "3:the gate refused the model; the version that was live stays live",
            "4:another process is at work on this pipeline",
            "5:failed for a reason that may pass; try again with --resume"
        },
        footer = {"", "Example:", "  recsys pipeline run --config films.json"})
final class PipelineRunCommand extends RecsysCommand {

    static final int REJECTED = 3;
    static final int LOCKED = 4;
    static final int MAY_PASS = 5;

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
        return pipelineOptions.open(algorithms, runOptions.context(terminal), new PipelineOptions.Work() {
            @Override
            public <U, I> int run(Pipeline<U, I> pipeline) {
                return report(pipeline);
            }
        });
    }

    private int report(Pipeline<?, ?> pipeline) {
        try {
            Optional<RunManifest> run = start(pipeline);
            terminal.out().println(run.map(PipelineReport::text).orElse("nothing to resume"));
            pipeline.stores()
                    .models()
                    .live(pipeline.config().name())
                    .map(ModelVersion::toString)
                    .ifPresent(live -> terminal.out().println("live " + live));
            return 0;
        } catch (GateException e) {
            return failed(e, REJECTED);
        } catch (LockedException e) {
            return failed(e, LOCKED);
        } catch (StoreException e) {
            if (e.isRetryable()) {
                return failed(e, MAY_PASS);
            }
            throw e;
        }
    }

    private int failed(RecsysException failure, int code) {
        terminal.note("recsys: " + failure.getMessage());
        return code;
    }

    private Optional<RunManifest> start(Pipeline<?, ?> pipeline) {
        if (resume) {
            return pipeline.resume();
        }
        if (stage == null) {
            return Optional.of(runId == null ? pipeline.run() : pipeline.run(checked(runId)));
        }
        Stage only = named(stage);
        return Optional.of(runId == null ? pipeline.run(only) : pipeline.run(only, checked(runId)));
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
