package dev.recsys.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.Experimental;
import dev.recsys.LockedException;
import dev.recsys.store.LockHolder;
import dev.recsys.store.RunLock;
import dev.recsys.store.RunLocks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every {@link RunLocks} must do, as tests to inherit.
 *
 * <p>The rules: of several who want a lock one gets it; the refusal names the holder; a lock that is given back is free; one
 * whose holder gave no sign of life for too long is taken over, and its former holder learns of it and does not give back
 * what is no longer his; names do not disturb each other.
 */
@ExtendWith(UnexpectedFailures.class)
@Experimental
public interface RunLocksContract {

    /** No locks, by this clock. Called by each test on a new instance of the test class; later calls see the same locks. */
    RunLocks locks(Clock clock);

    /** One at a time. */
    @Test
    default void heldLockIsRefusedToOthersByName() {
        Rule rule = Rule.of("a held lock is refused to others, with the run and the process that hold it");
        RunLocks locks = locks(at(0));
        assertThat(locks.holder("films")).as(rule.with("nobody yet")).isEmpty();
        try (RunLock lock = locks.acquire("films", "run-1", Duration.ofHours(1));
                RunLock other = locks.acquire("books", "run-9", Duration.ofHours(1))) {
            rule.thrownBy("the second", () -> locks.acquire("films", "run-2", Duration.ofHours(1)))
                    .isInstanceOf(LockedException.class)
                    .hasMessageContaining("run-1")
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
            assertThat(locks.holder("films").map(LockHolder::runId))
                    .as(rule.with("the holder"))
                    .isEqualTo(Optional.of("run-1"));
            lock.renew();
            other.renew();
        }
        locks.acquire("films", "run-2", Duration.ofHours(1)).close();
        assertThat(locks.holder("films")).as(rule.with("given back")).isEmpty();
    }

    /** Who is silent for too long counts as dead. */
    @Test
    default void silentHolderIsTakenOver() {
        Rule rule = Rule.of("a lock without a sign of life for longer than the maximum age is taken over");
        RunLock dead = locks(at(0)).acquire("films", "run-1", Duration.ofMinutes(10));
        RunLocks later = locks(at(600));
        rule.thrownBy("not yet", () -> later.acquire("films", "run-2", Duration.ofMinutes(10)))
                .isInstanceOf(LockedException.class);
        RunLock next = locks(at(601)).acquire("films", "run-2", Duration.ofMinutes(10));
        rule.thrownBy("the former holder's sign of life", dead::renew).isInstanceOf(LockedException.class);
        dead.close();
        assertThat(later.holder("films").map(LockHolder::runId))
                .as(rule.with("the former holder gives back what is not his"))
                .isEqualTo(Optional.of("run-2"));
        next.renew();
        next.close();
        next.close();
        assertThat(later.holder("films")).as(rule.with("given back")).isEmpty();
    }

    /** A sign of life keeps it. */
    @Test
    default void renewedLockIsKept() {
        Rule rule = Rule.of("a renewed lock is kept, and the time it was taken stays");
        RunLock[] lock = {locks(at(0)).acquire("films", "run-1", Duration.ofMinutes(10))};
        assertThat(lock[0].holder().acquiredAt()).as(rule.with("taken")).isEqualTo(at(0).instant());
        lock[0].renew();
        assertThat(lock[0].holder().acquiredAt()).as(rule.with("after renewal")).isEqualTo(at(0).instant());
        lock[0].close();
    }

    /** An interrupted run ends, and the next one can begin. */
    @Test
    default void interruptedHolderGivesItBack() {
        Rule rule = Rule.of("a thread that was interrupted gives the lock back and stays interrupted");
        RunLocks locks = locks(at(0));
        RunLock lock = locks.acquire("films", "run-1", Duration.ofHours(1));
        boolean isInterrupted;
        Thread.currentThread().interrupt();
        try {
            lock.close();
        } finally {
            isInterrupted = Thread.interrupted();
        }
        assertThat(isInterrupted).as(rule.with("the thread")).isTrue();
        assertThat(locks.holder("films")).as(rule.with("given back")).isEmpty();
    }

    /** A person decides. */
    @Test
    default void brokenLockIsFree() {
        Rule rule = Rule.of("a broken lock is free, and its holder learns of it");
        RunLocks locks = locks(at(0));
        RunLock lock = locks.acquire("films", "run-1", Duration.ofHours(1));
        locks.breakLock("films");
        locks.breakLock("films");
        rule.thrownBy("the holder's sign of life", lock::renew).isInstanceOf(LockedException.class);
        try (RunLock next = locks.acquire("films", "run-2", Duration.ofHours(1))) {
            lock.close();
            assertThat(locks.holder("films")).as(rule.with("the next one")).contains(next.holder());
        }
    }

    /** Several want it at the same moment. */
    @Test
    default void oneOfManyGetsIt() throws InterruptedException {
        Rule rule = Rule.of("of many who want a lock at once, one gets it");
        List<Callable<Integer>> attempts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RunLocks mine = locks(at(0));
            String run = "run-" + i;
            attempts.add(() -> {
                try {
                    mine.acquire("films", run, Duration.ofHours(1)); // kept
                    return 1;
                } catch (LockedException e) {
                    return 0;
                }
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            int winners = 0;
            for (Future<Integer> attempt : threads.invokeAll(attempts)) {
                winners += attempt.get();
            }
            rule.require(winners == 1, winners + " got it");
        } catch (ExecutionException e) {
            throw new AssertionError(rule.with("an attempt failed with " + e.getCause()), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Clock at(long second) {
        return Clock.fixed(Instant.ofEpochSecond(1_700_000_000 + second), ZoneOffset.UTC);
    }
}
