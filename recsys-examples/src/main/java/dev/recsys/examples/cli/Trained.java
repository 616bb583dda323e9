package dev.recsys.examples.cli;

import dev.recsys.data.Dataset;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.model.ModelBundle;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingEstimate;
import java.util.Locale;

/**
 * A model and how long it took.
 *
 * @param seconds of the training alone
 */
record Trained<U, I>(ModelBundle<U, I> bundle, double seconds) {

    /** Builds the features, says what training will need, and trains. */
    static <U, I> Trained<U, I> on(EventLog<U, I> log, Plan plan, TrainingContext context, Terminal terminal) {
        Dataset<U, I> data = FeatureBuilder.build(log, plan.features());
        TrainingEstimate estimate = plan.trainer().estimate(data.shape(), context);
        FreeHeap.require(estimate);
        terminal.note(String.format(
                Locale.ROOT,
                "training %s on %,d users x %,d items, %,d pairs: %s",
                plan.algorithm(),
                data.users().size(),
                data.items().size(),
                data.interactions().entries(),
                estimate.describe(context.parallelism().workers())));
        long start = System.nanoTime();
        ModelBundle<U, I> bundle = plan.trainer().train(data, context);
        return new Trained<>(bundle, (System.nanoTime() - start) / 1e9);
    }
}
