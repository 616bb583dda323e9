package dev.recsys.train;

import dev.recsys.Stable;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.execution.Progress;

/**
 * How training is run, never what is computed: on how many threads, who hears of its progress, who may stop it. Two
 * trainings that differ only here give the same bits.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class TrainingContext {

    private static final TrainingContext DEFAULTS =
            new TrainingContext(Parallelism.single(), Progress.NONE, Cancellation.NEVER);

    private final Parallelism parallelism;
    private final Progress progress;
    private final Cancellation cancellation;

    private TrainingContext(Parallelism parallelism, Progress progress, Cancellation cancellation) {
        this.parallelism = parallelism;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /** The calling thread alone, heard by nobody, never cancelled. */
    public static TrainingContext defaults() {
        return DEFAULTS;
    }

    /** A copy that runs on other threads. */
    public TrainingContext withParallelism(Parallelism newParallelism) {
        return new TrainingContext(newParallelism, progress, cancellation);
    }

    /** A copy that reports to another listener, once per iteration. */
    public TrainingContext withProgress(Progress newProgress) {
        return new TrainingContext(parallelism, newProgress, cancellation);
    }

    /** A copy that can be stopped by {@code newCancellation}. */
    public TrainingContext withCancellation(Cancellation newCancellation) {
        return new TrainingContext(parallelism, progress, newCancellation);
    }

    /** On which threads it runs. */
    public Parallelism parallelism() {
        return parallelism;
    }

    /** Who hears of its progress. */
    public Progress progress() {
        return progress;
    }

    /** Who may stop it. */
    public Cancellation cancellation() {
        return cancellation;
    }
}
