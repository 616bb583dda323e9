package dev.recsys.recommend;

import dev.recsys.Stable;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.execution.Progress;

/**
 * Recommendations for many users of a model: how many each, and how the work is run. Immutable, thread-safe.
 */
@Stable
public final class BatchRequest {

    private final int k;
    private final boolean excludeSeen;
    private final Parallelism parallelism;
    private final Progress progress;
    private final Cancellation cancellation;

    private BatchRequest(
            int k, boolean excludeSeen, Parallelism parallelism, Progress progress, Cancellation cancellation) {
        this.k = k;
        this.excludeSeen = excludeSeen;
        this.parallelism = parallelism;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * {@code k} items for each user, seen ones left out, on the calling thread.
     *
     * @param k at least 1
     */
    public static BatchRequest of(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1 but was " + k);
        }
        return new BatchRequest(k, true, Parallelism.single(), Progress.NONE, Cancellation.NEVER);
    }

    /** A copy that leaves out the items a user has seen, or not. Default true. */
    public BatchRequest withExcludeSeen(boolean newExcludeSeen) {
        return new BatchRequest(k, newExcludeSeen, parallelism, progress, cancellation);
    }

    /**
     * A copy that runs on other threads: models, re-rankers and fallbacks are asked on them. The sink is still called by the
     * calling thread only.
     */
    public BatchRequest withParallelism(Parallelism newParallelism) {
        return new BatchRequest(k, excludeSeen, newParallelism, progress, cancellation);
    }

    /** A copy that reports to another listener, once per block of users. */
    public BatchRequest withProgress(Progress newProgress) {
        return new BatchRequest(k, excludeSeen, parallelism, newProgress, cancellation);
    }

    /** A copy that can be stopped by {@code newCancellation}. */
    public BatchRequest withCancellation(Cancellation newCancellation) {
        return new BatchRequest(k, excludeSeen, parallelism, progress, newCancellation);
    }

    /** How many items each user gets. */
    public int k() {
        return k;
    }

    /** Whether seen items are left out. */
    public boolean excludeSeen() {
        return excludeSeen;
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
