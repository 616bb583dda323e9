package dev.recsys.execution;

import dev.recsys.Stable;
import java.util.concurrent.Executor;

/**
 * On how many threads work runs, and whose they are. The calling thread always takes part, so {@code threads(1)} and
 * {@link #single()} start no thread at all. No thread outlives a call.
 *
 * <p>Results never depend on it: work is cut into tasks that do not depend on the number of workers, every task writes
 * only to places of its own, and partial sums are combined in task order.
 *
 * <p>Immutable, thread-safe; one instance may serve many calls at once.
 */
@Stable
public final class Parallelism {

    /** The most workers one call may use. */
    public static final int MAX_WORKERS = 1024;

    private static final Executor NEW_THREADS = Parallelism::startThread;
    private static final Parallelism SINGLE = new Parallelism(1, NEW_THREADS);

    private final int workers;
    private final Executor executor;

    private Parallelism(int workers, Executor executor) {
        this.workers = workers;
        this.executor = executor;
    }

    /** The calling thread alone. */
    public static Parallelism single() {
        return SINGLE;
    }

    /**
     * The calling thread and up to {@code workers - 1} daemon threads, started for each call and gone when it returns.
     *
     * @param workers 1 to {@value #MAX_WORKERS}
     */
    public static Parallelism threads(int workers) {
        return new Parallelism(checkWorkers(workers), NEW_THREADS);
    }

    /** {@link #threads} with as many workers as this process has processors. */
    public static Parallelism allProcessors() {
        return threads(Math.min(MAX_WORKERS, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * The calling thread and up to {@code workers - 1} tasks on the host's executor. A busy executor slows the call
     * down but never blocks it: the caller does what no other worker has begun.
     *
     * @param executor the host's; never shut down here
     * @param workers 1 to {@value #MAX_WORKERS}
     */
    public static Parallelism on(Executor executor, int workers) {
        return new Parallelism(checkWorkers(workers), executor);
    }

    /** How many workers take part at most, the caller included. */
    public int workers() {
        return workers;
    }

    /**
     * Runs tasks 0 to {@code tasks - 1} and returns when all are done. Tasks start in order of their number, but run on
     * any worker. The first failure stops further tasks from starting and is thrown here once the running ones have
     * ended.
     *
     * @param tasks how many, 0 or more
     * @param cancellation asked before each task
     * @param work what is under way, for the message of a cancellation
     * @param task the work
     * @throws dev.recsys.CancelledException if cancelled; running tasks have ended by then
     */
    public void run(int tasks, Cancellation cancellation, String work, Task task) {
        if (tasks < 0) {
            throw new IllegalArgumentException("tasks must be at least 0 but was " + tasks);
        }
        new TaskRun(tasks, cancellation, work, task).execute(Math.min(workers, tasks), executor);
    }

    /** One piece of work, called with the number of the worker that runs it and the number of the piece. */
    @FunctionalInterface
    public interface Task {

        /**
         * Does one piece.
         *
         * @param worker 0 to workers - 1; no two concurrent calls of one run share it, so it may index scratch space
         * @param task 0 to tasks - 1
         */
        void run(int worker, int task);
    }

    private static int checkWorkers(int workers) {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("workers must be between 1 and " + MAX_WORKERS + " but was " + workers);
        }
        return workers;
    }

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "recsys-worker");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public String toString() {
        return workers + (executor == NEW_THREADS ? " threads" : " workers on the host's executor");
    }
}
