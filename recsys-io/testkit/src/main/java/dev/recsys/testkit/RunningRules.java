package dev.recsys.testkit;

import dev.recsys.CancelledException;
import dev.recsys.data.SparseMatrix;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.execution.Progress;
import dev.recsys.model.Model;
import dev.recsys.train.TrainingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Training reports how far it is and stops when told to. */
interface RunningRules<C, M extends Model> extends AlgorithmUnderTest<C, M> {

    /** Somebody waits for training and wants to see it move, from the thread that called. */
    @Test
    default void reportsProgressUpToTheTotalFromTheCallingThread() {
        for (Map<String, String> variant : variants()) {
            Subject<C, M> subject = Subject.of(this).withConfig(variant);
            Rule rule = subject.rule(
                    "progress is reported at least once, from the calling thread, growing up to the total of each step");
            for (int workers : new int[] {1, 3}) {
                List<ReportedStep> steps = new ArrayList<>();
                Progress progress = (step, done, total, detail) ->
                        steps.add(new ReportedStep(step, done, total, Thread.currentThread()));
                subject.train(
                        rule,
                        SampleData.powerLaw(300, 100, 8, seed()),
                        TrainingContext.defaults()
                                .withProgress(progress)
                                .withParallelism(Parallelism.threads(workers)));
                requireProgress(rule, steps);
            }
        }
    }

    private void requireProgress(Rule rule, List<ReportedStep> steps) {
        rule.require(!steps.isEmpty(), "nothing was reported");
        Map<String, ReportedStep> last = new HashMap<>();
        for (ReportedStep step : steps) {
            ReportedStep before = last.put(step.step(), step);
            rule.require(!step.step().isBlank() && step.done() >= 1 && step.done() <= step.total(), "reported " + step);
            rule.require(step.thread() == Thread.currentThread(), "reported from another thread: " + step);
            rule.require(
                    before == null || (before.done() < step.done() && before.total() == step.total()),
                    step + " follows " + before);
        }
        last.values()
                .forEach(step -> rule.require(
                        step.done() == step.total(),
                        "the last report, also of a training that stops early, is " + step));
    }

    /** A broken listener is not swallowed. */
    @Test
    default void listenerThatThrowsEndsTheTraining() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("a progress listener that throws ends the training with its exception");
        IllegalStateException broken = new IllegalStateException("the listener is broken");
        Progress progress = (step, done, total, detail) -> {
            throw broken;
        };
        rule.thrownBy("", () -> run(subject, TrainingContext.defaults().withProgress(progress)))
                .isSameAs(broken);
    }

    /** Cancelled before it began: nothing is done. */
    @Test
    default void cancelledBeforeTheStartDoesNothing() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule(
                "a training that is cancelled before it starts throws CancelledException and does nothing");
        AtomicInteger steps = new AtomicInteger();
        requireCancelled(
                rule,
                subject,
                TrainingContext.defaults()
                        .withCancellation(() -> true)
                        .withProgress((step, done, total, detail) -> steps.incrementAndGet()),
                "");
        rule.require(steps.get() == 0, steps + " steps were reported");
    }

    /** Cancelled on the way: no further step is completed. */
    @Test
    default void cancelledAfterTheFirstStepStopsBeforeTheNext() {
        for (Map<String, String> variant : variants()) {
            Subject<C, M> subject = Subject.of(this).withConfig(variant);
            Rule rule = subject.rule(
                    "a training that is cancelled after its first step throws CancelledException before the next one");
            AtomicInteger allSteps = new AtomicInteger();
            run(
                    subject,
                    TrainingContext.defaults().withProgress((step, done, total, detail) -> allSteps.incrementAndGet()));
            if (allSteps.get() < 2) {
                continue; // there is no middle
            }
            for (int workers : new int[] {1, 3}) {
                AtomicBoolean cancelled = new AtomicBoolean();
                AtomicInteger steps = new AtomicInteger();
                Progress cancelling = (step, done, total, detail) -> {
                    steps.incrementAndGet();
                    cancelled.set(true);
                };
                requireCancelled(
                        rule,
                        subject,
                        TrainingContext.defaults()
                                .withProgress(cancelling)
                                .withCancellation(cancelled::get)
                                .withParallelism(Parallelism.threads(workers)),
                        workers + " workers");
                rule.require(steps.get() == 1, steps + " steps were completed");
            }
        }
    }

    /** Whoever asks must listen to the answer, wherever in the training it comes. */
    @Test
    default void stopsAtWhicheverQuestionItIsTold() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule =
                subject.rule("training asks whether it is cancelled, and stops with CancelledException when told so");
        AtomicInteger questions = new AtomicInteger();
        Cancellation counting = () -> {
            questions.incrementAndGet();
            return false;
        };
        byte[] expected = subject.bytes(rule, subject.train(rule, data()));
        run(subject, TrainingContext.defaults().withCancellation(counting));
        int all = questions.get();
        rule.require(all >= 1, "it never asked");
        for (int told : new int[] {1, (all + 1) / 2, all}) {
            AtomicInteger asked = new AtomicInteger();
            requireCancelled(
                    rule,
                    subject,
                    TrainingContext.defaults().withCancellation(() -> asked.incrementAndGet() >= told),
                    "told at question " + told + " of " + all);
        }
        rule.requireSameBytes(
                subject.bytes(rule, subject.train(rule, data())), expected, "a training after cancelled ones");
    }

    private SparseMatrix data() {
        return SampleData.powerLaw(300, 100, 8, seed());
    }

    private void run(Subject<C, M> subject, TrainingContext context) {
        subject.trainer().train(SampleData.dataset(data()), context);
    }

    private void requireCancelled(Rule rule, Subject<C, M> subject, TrainingContext context, String detail) {
        rule.thrownBy(detail, () -> run(subject, context))
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining(subject.name());
    }
}
