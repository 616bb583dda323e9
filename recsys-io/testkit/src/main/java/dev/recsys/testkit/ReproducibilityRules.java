package dev.recsys.testkit;

import dev.recsys.data.Dataset;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Same data, settings and seed, same bits: whatever threads it runs on and in whatever order the events came. */
interface ReproducibilityRules<C, M extends Model> extends AlgorithmUnderTest<C, M> {

    /** Training twice gives one model. */
    @Test
    default void trainingAgainGivesTheSameBits() {
        for (Map<String, String> variant : variants()) {
            Subject<C, M> subject = Subject.of(this).withConfig(variant);
            Rule rule = subject.rule("training again with the same seed gives the same bits");
            SparseMatrix data = SampleData.powerLaw(60, 40, 8, seed());
            rule.requireSameBytes(
                    subject.bytes(rule, subject.train(rule, data)),
                    subject.bytes(rule, subject.train(rule, data)),
                    "second training");
        }
    }

    /** The number of threads is nobody's business but the machine's. */
    @Test
    default void anyParallelismGivesTheSameBits() {
        SparseMatrix data = SampleData.powerLaw(1_500, 700, 15, seed());
        for (Map<String, String> variant : variants()) {
            Subject<C, M> subject = Subject.of(this).withConfig(variant);
            Rule rule = subject.rule("the same seed gives the same bits at any parallelism");
            byte[] expected = subject.bytes(rule, subject.train(rule, data));
            for (int workers : new int[] {1, 2, 3, 8}) {
                requireSameBits(rule, subject, data, Parallelism.threads(workers), expected);
            }
        }
    }

    /** A host's executor, whatever state it is in, changes nothing. */
    @Test
    default void anyExecutorGivesTheSameBits() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule(
                "a host's executor - working, saturated, rejecting, running in the caller - changes nothing");
        SparseMatrix data = SampleData.powerLaw(1_500, 700, 15, seed());
        byte[] expected = subject.bytes(rule, subject.train(rule, data));
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            requireSameBits(rule, subject, data, Parallelism.on(pool, 4), expected);
        } finally {
            pool.shutdownNow();
        }
        Executor rejecting = work -> {
            throw new RejectedExecutionException("full");
        };
        requireSameBits(rule, subject, data, Parallelism.on(rejecting, 3), expected);
        requireSameBits(rule, subject, data, Parallelism.on(Runnable::run, 3), expected);
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        ModelBundle<Integer, Integer> saturated =
                subject.train(rule, data, TrainingContext.defaults().withParallelism(Parallelism.on(waiting::add, 3)));
        waiting.forEach(Runnable::run); // their turn comes when training is over
        rule.requireSameBytes(subject.bytes(rule, saturated), expected, "an executor that starts work too late");
    }

    private void requireSameBits(
            Rule rule, Subject<C, M> subject, SparseMatrix data, Parallelism parallelism, byte[] expected) {
        TrainingContext context = TrainingContext.defaults().withParallelism(parallelism);
        rule.requireSameBytes(
                subject.bytes(rule, subject.train(rule, data, context)), expected, String.valueOf(parallelism));
    }

    /** A database returns rows in any order it likes. */
    @Test
    default void anyArrivalOrderOfEventsGivesTheSameBits() {
        Subject<C, M> subject = Subject.of(this);
        RandomEvents events = RandomEvents.seeded(seed());
        Rule rule = subject.rule("the same events in any order of arrival give the same bits");
        byte[] expected = subject.bytes(rule, trained(rule, subject, events.log()));
        for (long order = 1; order <= 3; order++) {
            EventLog<String, Integer> shuffled = EventLog.of(IdType.STRING, IdType.INT, events.shuffled(order));
            rule.requireSameBytes(
                    subject.bytes(rule, trained(rule, subject, shuffled)),
                    expected,
                    events + " in the order of seed " + order);
        }
    }

    private ModelBundle<String, Integer> trained(Rule rule, Subject<C, M> subject, EventLog<String, Integer> log) {
        Dataset<String, Integer> data = FeatureBuilder.build(log, FeatureConfig.defaults());
        return subject.train(rule, data, TrainingContext.defaults());
    }

    /** A trainer holds no state of a training. */
    @Test
    default void oneTrainerServesTwoThreadsAtOnce() throws InterruptedException {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("one trainer used by two threads at once gives each the same bits as alone");
        Dataset<Integer, Integer> data = SampleData.dataset(SampleData.powerLaw(300, 150, 10, seed()));
        Trainer<M> trainer = subject.trainer();
        byte[] expected = subject.bytes(rule, subject.train(rule, data, TrainingContext.defaults()));
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<byte[]> training = () -> {
            start.await();
            return subject.bytes(
                    rule, trainer.train(data, TrainingContext.defaults().withParallelism(Parallelism.threads(2))));
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<byte[]> trained : threads.invokeAll(List.of(training, training))) {
                rule.requireSameBytes(trained.get(), expected, "one of two threads");
            }
        } catch (ExecutionException e) {
            throw new AssertionError(rule.with("training failed with " + e.getCause()), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
