package dev.recsys.pipeline;

import dev.recsys.Experimental;
import dev.recsys.event.EventLog;
import dev.recsys.train.TrainingContext;
import java.util.List;
import java.util.Map;

/**
 * Measures contenders against each other: parts the events in training and test, trains each contender on the training
 * part, and measures all on the same test. Module {@code recsys-eval} has one; a host may bring its own. Implementations
 * are thread-safe and give the same numbers for the same events.
 */
@Experimental
public interface Evaluator {

    /** The settings that decide the numbers, keys to text: split, metrics. */
    Map<String, String> config();

    /**
     * Measures.
     *
     * @param log all events of the run
     * @param contenders at least one; names are distinct
     * @param context how to run, never what to compute
     * @throws dev.recsys.DataException if the events cannot be split, or nothing in the test can be judged
     * @throws dev.recsys.CancelledException if the context cancelled it
     */
    <U, I> Measurements measure(EventLog<U, I> log, List<Contender> contenders, TrainingContext context);
}
