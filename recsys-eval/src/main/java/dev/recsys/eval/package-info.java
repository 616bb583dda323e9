/**
 * Offline evaluation of recommendations: rank a test set with a model, and measure.
 *
 * <pre>{@code
 * Split<String, Integer> split = LeaveLastOut.defaults().split(log);
 * ModelBundle<String, Integer> model = trainer.train(split.train());
 * EvaluationResult<String> result = Evaluation.of(Preset.RANKING).evaluate(model, split.test());
 * double ndcg = result.value("ndcg@10");
 * }</pre>
 *
 * <p>{@link dev.recsys.eval.metric} holds the metrics, {@link dev.recsys.eval.split} the ways to part a log in training and
 * test. Results do not depend on the number of threads.
 */
@NullMarked
package dev.recsys.eval;

import org.jspecify.annotations.NullMarked;
