package dev.recsys.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.CancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParallelismTest {

    private static final int TASKS = 500;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void runsEveryTaskExactlyOnce(int workers) {
        AtomicIntegerArray runs = new AtomicIntegerArray(TASKS);

        Parallelism.threads(workers)
                .run(TASKS, Cancellation.NEVER, "counting", (worker, task) -> runs.incrementAndGet(task));

        for (int task = 0; task < TASKS; task++) {
            assertThat(runs.get(task)).as("runs of task %d", task).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void noTwoConcurrentCallsShareAWorkerNumber(int workers) {
        AtomicIntegerArray inside = new AtomicIntegerArray(workers);
        Set<Integer> seen = ConcurrentHashMap.newKeySet();

        Parallelism.threads(workers).run(TASKS, Cancellation.NEVER, "scratch", (worker, task) -> {
            assertThat(inside.incrementAndGet(worker)).isEqualTo(1);
            seen.add(worker);
            Thread.yield();
            inside.decrementAndGet(worker);
        });

        assertThat(seen).allMatch(worker -> worker >= 0 && worker < workers);
    }

    @Test
    void allWorkersTakePartAtOnce() {
        CountDownLatch together = new CountDownLatch(3);

        Parallelism.threads(3).run(3, Cancellation.NEVER, "meeting", (worker, task) -> {
            together.countDown();
            await(together);
        });

        assertThat(together.getCount()).isZero();
    }

    @Test
    void aSingleWorkerIsTheCallingThreadAndTakesTasksInOrder() {
        List<Integer> order = new ArrayList<>();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        Parallelism.single().run(5, Cancellation.NEVER, "work", (worker, task) -> {
            order.add(task);
            threads.add(Thread.currentThread());
        });

        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void noTasksAreNoWorkAndNeedNoExecutor() {
        Parallelism.on(
                        command -> {
                            throw new AssertionError("asked for a thread");
                        },
                        8)
                .run(0, Cancellation.NEVER, "nothing", (worker, task) -> {
                    throw new AssertionError("ran a task");
                });
    }

    @Test
    void startsNoMoreWorkersThanTasks() {
        AtomicInteger asked = new AtomicInteger();

        Parallelism.on(command -> asked.incrementAndGet(), 8).run(2, Cancellation.NEVER, "work", (worker, task) -> {});

        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void anExceptionOfATaskReachesTheCaller(int workers) {
        IllegalStateException thrown = new IllegalStateException("task 7 is broken");

        assertThatThrownBy(() -> Parallelism.threads(workers).run(TASKS, Cancellation.NEVER, "work", (worker, task) -> {
                    if (task == 7) {
                        throw thrown;
                    }
                }))
                .isSameAs(thrown);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void anErrorOfATaskReachesTheCaller(int workers) {
        AssertionError thrown = new AssertionError("task 7 is broken");

        assertThatThrownBy(() -> Parallelism.threads(workers).run(TASKS, Cancellation.NEVER, "work", (worker, task) -> {
                    if (task == 7) {
                        throw thrown;
                    }
                }))
                .isSameAs(thrown);
    }

    @Test
    void aCheckedExceptionThatSlippedPastTheCompilerReachesTheCallerToo() {
        Exception thrown = new Exception("thrown by a language without checked exceptions");

        assertThatThrownBy(() ->
                        Parallelism.threads(2).run(3, Cancellation.NEVER, "work", (worker, task) -> sneak(thrown)))
                .satisfiesAnyOf(
                        e -> assertThat(e).isSameAs(thrown), e -> assertThat(e).hasCause(thrown));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void noTaskStartsAfterAFailure() {
        List<Integer> started = new ArrayList<>();

        assertThatThrownBy(() -> Parallelism.single().run(10, Cancellation.NEVER, "work", (worker, task) -> {
                    started.add(task);
                    if (task == 3) {
                        throw new IllegalStateException();
                    }
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(started).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aFailureIsThrownOnlyAfterRunningTasksHaveEnded() {
        CountDownLatch bothRun = new CountDownLatch(2);
        CountDownLatch failed = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();

        assertThatThrownBy(() -> Parallelism.threads(2).run(2, Cancellation.NEVER, "work", (worker, task) -> {
                    bothRun.countDown();
                    await(bothRun);
                    if (worker == 0) {
                        failed.countDown();
                        throw new IllegalStateException();
                    }
                    await(failed);
                    for (int i = 0; i < 1000; i++) {
                        Thread.onSpinWait();
                    }
                    ended.set(true);
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(ended).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void cancellationStopsFurtherTasks(int workers) {
        AtomicInteger started = new AtomicInteger();
        AtomicBoolean cancelled = new AtomicBoolean();

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> Parallelism.threads(workers)
                        .run(TASKS, cancelled::get, "iteration 3 of 12", (worker, task) -> {
                            if (started.incrementAndGet() == 10) {
                                cancelled.set(true);
                            }
                        }))
                .withMessage("cancelled: iteration 3 of 12");

        assertThat(started.get()).isBetween(10, 10 + workers);
    }

    @Test
    void aRejectingExecutorLeavesTheWorkToTheCaller() {
        AtomicInteger runs = new AtomicInteger();

        Parallelism.on(
                        command -> {
                            throw new RejectedExecutionException("full");
                        },
                        4)
                .run(TASKS, Cancellation.NEVER, "work", (worker, task) -> {
                    assertThat(worker).isZero();
                    runs.incrementAndGet();
                });

        assertThat(runs).hasValue(TASKS);
    }

    @Test
    void anExecutorThatNeverRunsAnythingDoesNotBlock() {
        AtomicInteger runs = new AtomicInteger();

        Parallelism.on(command -> {}, 4)
                .run(TASKS, Cancellation.NEVER, "work", (worker, task) -> runs.incrementAndGet());

        assertThat(runs).hasValue(TASKS);
    }

    @Test
    void anExecutorThatRunsTasksAfterTheCallFindsNothingToDo() {
        ConcurrentLinkedQueue<Runnable> late = new ConcurrentLinkedQueue<>();
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> Parallelism.on(late::add, 4).run(TASKS, Cancellation.NEVER, "work", (worker, task) -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException("stop early");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(late).hasSize(3);
        late.forEach(Runnable::run);
        assertThat(runs).hasValue(1);
    }

    @Test
    void anExecutorThatRunsInTheCallingThreadDoesAllTheWork() {
        AtomicIntegerArray runs = new AtomicIntegerArray(TASKS);

        Parallelism.on(Runnable::run, 4)
                .run(TASKS, Cancellation.NEVER, "work", (worker, task) -> runs.incrementAndGet(task));

        for (int task = 0; task < TASKS; task++) {
            assertThat(runs.get(task)).isEqualTo(1);
        }
    }

    @Test
    void anExecutorThatBreaksIsReportedOnlyAfterRunningTasksHaveEnded() {
        CountDownLatch began = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        Executor breaking = command -> {
            if (asked.incrementAndGet() == 2) {
                await(began); // the first worker is inside a task now
                throw new IllegalArgumentException("no such pool");
            }
            Thread thread = new Thread(command);
            thread.setDaemon(true);
            thread.start();
        };

        assertThatThrownBy(() -> Parallelism.on(breaking, 3).run(TASKS, Cancellation.NEVER, "work", (worker, task) -> {
                    inside.incrementAndGet();
                    began.countDown();
                    for (int i = 0; i < 1000; i++) {
                        Thread.yield();
                    }
                    inside.decrementAndGet();
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such pool");

        assertThat(inside).as("tasks still writing to the caller's arrays").hasValue(0);
    }

    @Test
    void anInterruptWhileWaitingKeepsTheFlagAndWaitsOn() {
        Thread caller = Thread.currentThread();
        CountDownLatch bothRun = new CountDownLatch(2);
        AtomicBoolean callerIsDone = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();

        Parallelism.threads(2).run(2, Cancellation.NEVER, "work", (worker, task) -> {
            bothRun.countDown();
            await(bothRun);
            if (worker == 0) {
                callerIsDone.set(true); // from here on it can wait for the other worker only
            } else {
                while (!callerIsDone.get() || caller.getState() != Thread.State.WAITING) {
                    Thread.yield();
                }
                caller.interrupt();
                while (caller.isInterrupted()) {
                    Thread.yield(); // until the wait has noticed and taken the flag
                }
                ended.set(true);
            }
        });

        assertThat(ended).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void oneInstanceServesCallsWithinCalls() {
        Parallelism parallelism = Parallelism.threads(3);
        AtomicInteger runs = new AtomicInteger();

        parallelism.run(
                5,
                Cancellation.NEVER,
                "outer",
                (outer, task) ->
                        parallelism.run(7, Cancellation.NEVER, "inner", (worker, inner) -> runs.incrementAndGet()));

        assertThat(runs).hasValue(35);
    }

    @Test
    void onInterruptCancelsAnInterruptedThreadAndKeepsItsFlag() {
        Thread.currentThread().interrupt();

        assertThat(Cancellation.ON_INTERRUPT.isCancelled()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Cancellation.ON_INTERRUPT.isCancelled()).isFalse();
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parallelism.threads(0))
                .withMessage("workers must be between 1 and 1024 but was 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Parallelism.on(Runnable::run, 1025));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parallelism.single().run(-1, Cancellation.NEVER, "work", (worker, task) -> {}))
                .withMessage("tasks must be at least 0 but was -1");
        assertThat(Parallelism.allProcessors().workers()).isPositive();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
