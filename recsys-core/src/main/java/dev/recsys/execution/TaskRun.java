package dev.recsys.execution;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One call of {@link Parallelism#run}: hands out task numbers, waits for the workers that began, keeps the first failure. */
final class TaskRun {

    private final int tasks;
    private final Cancellation cancellation;
    private final String work;
    private final Parallelism.Task task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Object monitor = new Object();
    private int running; // workers inside drain(), guarded by monitor
    private boolean closed; // guarded by monitor; a worker arriving later finds nothing to do

    TaskRun(int tasks, Cancellation cancellation, String work, Parallelism.Task task) {
        this.tasks = tasks;
        this.cancellation = cancellation;
        this.work = work;
        this.task = task;
    }

    void execute(int workers, Executor executor) {
        for (int w = 1; w < workers; w++) {
            int worker = w;
            try {
                executor.execute(() -> join(worker));
            } catch (RejectedExecutionException e) {
                break; // a full or closing executor: the caller does the work alone
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e); // a broken one; workers it started before must end first
                break;
            }
        }
        drain(0);
        awaitWorkers();
        rethrow();
    }

    private void join(int worker) {
        synchronized (monitor) {
            if (closed) {
                return;
            }
            running++;
        }
        try {
            drain(worker);
        } finally {
            synchronized (monitor) {
                running--;
                monitor.notifyAll();
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // any failure of a task must reach the caller, whatever its type
    private void drain(int worker) {
        try {
            int t;
            while (failure.get() == null && (t = next.getAndIncrement()) < tasks) {
                cancellation.check(work);
                task.run(worker, t);
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }

    private void awaitWorkers() {
        boolean interrupted = false;
        synchronized (monitor) {
            closed = true;
            while (running > 0) {
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    interrupted = true; // tasks write to the caller's arrays: never leave before they end
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() {
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        if (thrown != null) { // other languages throw checked exceptions without declaring them
            throw new IllegalStateException("a task of " + work + " failed: " + thrown, thrown);
        }
    }
}
