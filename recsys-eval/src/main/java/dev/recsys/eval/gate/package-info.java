/**
 * Rules for build pipelines: when a comparison of models must fail the build.
 *
 * <pre>{@code
 * GateRule rule = GateRule.parse("ndcg@10 < baseline - 1%");
 * GateOutcome outcome = rule.check(comparison, "new", "live");
 * boolean failed = outcome.failed();
 * }</pre>
 */
@NullMarked
package dev.recsys.eval.gate;

import org.jspecify.annotations.NullMarked;
