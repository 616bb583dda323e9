package dev.recsys.eval.gate;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.eval.Comparison;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.PairedDifference;
import dev.recsys.eval.stats.Interval;
import dev.recsys.eval.stats.PairedSample;
import java.util.Arrays;
import java.util.Optional;

/**
 * When to fail: {@code "ndcg@10 < baseline - 1%"} fails a model whose NDCG@10 is more than 1 % below the baseline's.
 *
 * <pre>
 * METRIC (&lt; | &gt;) NUMBER
 * METRIC (&lt; | &gt;) MODEL
 * METRIC (&lt; | &gt;) MODEL (+ | -) NUMBER
 * METRIC (&lt; | &gt;) MODEL (+ | -) NUMBER%
 * </pre>
 *
 * <p>METRIC is a name as in the results. MODEL is the name of a compared model, in quotes if it has spaces or begins with a
 * digit; the word {@code baseline} is the one the caller names, unless a model has that name. Spaces separate a name from +
 * and -, as names may have hyphens. {@code - 1%} multiplies the other model's value by .99, {@code - 0.01} subtracts; numbers
 * have no exponent. One rule is one comparison; check several rules one by one.
 *
 * <p><b>The interval decides</b> ({@link Evidence}). For each user the model's value minus the bound is taken - a number, or
 * {@code factor x the other model's value of that user + margin} - and the mean of these differences with its 95 % bootstrap
 * interval is compared with 0: so the noise of both models is in it. By default the rule fires only if the whole interval
 * lies on the failing side. Of fewer than {@value PairedDifference#FEWEST_USERS} users nothing is shown and nothing is excluded.
 * Where the metric has no values per user (coverage), or their mean is not the value (pooled RMSE),
 * the values are compared as they are.
 *
 * <p>Immutable, thread-safe. Cost of a check: a bootstrap, 2,000 x users.
 */
@Experimental
public final class GateRule {

    private static final String BASELINE = "baseline";

    private final String text;
    private final String metric;
    private final boolean below;
    private final Bound bound;
    private final Evidence evidence;

    GateRule(String text, String metric, boolean below, Bound bound, Evidence evidence) {
        this.text = text;
        this.metric = metric;
        this.below = below;
        this.bound = bound;
        this.evidence = evidence;
    }

    /**
     * Reads a rule.
     *
     * @throws DataException if it is none; the message names the position and shows the grammar
     */
    public static GateRule parse(String text) {
        return RuleParser.parse(text);
    }

    /** A copy that needs more or less to fail. Default {@link Evidence#SHOWN}. */
    public GateRule withEvidence(Evidence newEvidence) {
        return new GateRule(text, metric, below, bound, newEvidence);
    }

    /** The metric it is about. */
    public String metric() {
        return metric;
    }

    /** The model it names, as it is written, or {@code "baseline"}; empty if it compares with a number. */
    public Optional<String> model() {
        return bound.model();
    }

    /** What it needs to fail. */
    public Evidence evidence() {
        return evidence;
    }

    /**
     * Checks one model.
     *
     * @param comparison with the model, the metric and whatever model the rule names
     * @param model the name of the model to check
     * @param baseline the name of the model that the word {@code baseline} stands for; not looked at if the rule does not say it
     * @throws DataException if the metric was not measured or has no value, a model was not compared, or the two were
     *     evaluated on different users
     */
    public <U> GateOutcome check(Comparison<U> comparison, String model, String baseline) {
        EvaluationResult<U> candidate = result(comparison, model);
        double value = value(candidate, model);
        if (bound.model().isEmpty()) {
            double[] limits = new double[candidate.users().size()];
            Arrays.fill(limits, bound.offset());
            return outcome(candidate, model, value, bound.offset(), limits);
        }
        String other = other(comparison, baseline);
        EvaluationResult<U> reference = result(comparison, other);
        double limit = bound.at(value(reference, other));
        if (!candidate.isMeanOfUsers(metric) || !reference.isMeanOfUsers(metric)) {
            return points(candidate, model, value, limit);
        }
        if (!candidate.users().equals(reference.users())) {
            throw new DataException(
                    "rule '" + text + "'",
                    "'" + model + "' and '" + other + "' were evaluated on different users",
                    "evaluate both with the same test");
        }
        double[] limits =
                Arrays.stream(reference.perUser(metric)).map(bound::at).toArray();
        return outcome(candidate, model, value, limit, limits);
    }

    private String other(Comparison<?> comparison, String baseline) {
        String name = bound.model().orElseThrow();
        return name.equals(BASELINE) && !comparison.names().contains(BASELINE) ? baseline : name;
    }

    private <U> EvaluationResult<U> result(Comparison<U> comparison, String model) {
        if (!comparison.names().contains(model)) {
            throw new DataException(
                    "rule '" + text + "'",
                    "there is no model '" + model + "'",
                    "compared are " + String.join(", ", comparison.names())
                            + "; leave spaces around + and -, and put names with spaces in quotes");
        }
        return comparison.result(model);
    }

    private double value(EvaluationResult<?> result, String model) {
        if (!result.values().containsKey(metric)) {
            throw new DataException(
                    "rule '" + text + "'",
                    "metric '" + metric + "' was not measured",
                    "measured are " + String.join(", ", result.values().keySet()));
        }
        double value = result.value(metric);
        if (Double.isNaN(value)) {
            throw new DataException(
                    "rule '" + text + "'",
                    "'" + model + "' has no value of " + metric,
                    "check a metric that has a value for some user");
        }
        return value;
    }

    private GateOutcome outcome(
            EvaluationResult<?> candidate, String model, double value, double limit, double[] limits) {
        if (!candidate.isMeanOfUsers(metric)) {
            return points(candidate, model, value, limit);
        }
        PairedDifference difference = PairedDifference.of(candidate.perUser(metric), limits);
        boolean failed = switch (evidence) {
            case SHOWN -> below ? difference.isBelowZero() : difference.isAboveZero();
            case POINT -> fires(value, limit);
            case NOT_EXCLUDED -> difference.hasTooFewUsers() || reaches(difference.interval());
        };
        return new GateOutcome(
                this,
                new GateOutcome.Compared(model, value, limit, candidate.watermark()),
                Optional.of(difference),
                failed);
    }

    /** Whether some of an interval lies on the failing side, by more than rounding. */
    private boolean reaches(Interval interval) {
        double rounding = PairedSample.RESOLUTION / 2;
        return below ? interval.low() < -rounding : interval.high() > rounding;
    }

    private GateOutcome points(EvaluationResult<?> candidate, String model, double value, double limit) {
        return new GateOutcome(
                this,
                new GateOutcome.Compared(model, value, limit, candidate.watermark()),
                Optional.empty(),
                fires(value, limit));
    }

    private boolean fires(double value, double limit) {
        return below ? value < limit : value > limit;
    }

    /** The rule as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
