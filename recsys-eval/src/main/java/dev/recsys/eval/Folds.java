package dev.recsys.eval;

import dev.recsys.Stable;
import dev.recsys.eval.metric.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Results of one setting on the folds of a cross-validation: each trained on its own part and tested with the rest. The value of
 * a metric is the mean of the folds' values, each fold counting the same; its deviation says how much they differ.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 */
@Stable
public final class Folds<U> {

    private final List<EvaluationResult<U>> results;

    private Folds(List<EvaluationResult<U>> results) {
        this.results = results;
    }

    /**
     * The results of the folds.
     *
     * @param results at least one, all of the same metrics and rules
     * @throws dev.recsys.DataException if one was measured otherwise than the first, or ranks given candidates and the first does not
     */
    public static <U> Folds<U> of(List<EvaluationResult<U>> results) {
        List<EvaluationResult<U>> copy = List.copyOf(results);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one fold");
        }
        for (int fold = 1; fold < copy.size(); fold++) {
            copy.get(0).protocol().requireAlike(copy.get(fold).protocol(), "folds", "fold 1", "fold " + (fold + 1));
        }
        return new Folds<>(copy);
    }

    private static List<String> names(EvaluationResult<?> result) {
        return result.metrics().stream().map(Metric::name).toList();
    }

    /** The results, one for each fold. */
    public List<EvaluationResult<U>> results() {
        return results;
    }

    /**
     * The mean of a metric over the folds.
     *
     * @throws dev.recsys.DataException if it was not measured
     */
    public double value(String metric) {
        double sum = 0;
        for (EvaluationResult<U> result : results) {
            sum += result.value(metric);
        }
        return sum / results.size();
    }

    /**
     * The standard deviation of a metric over the folds, with one degree of freedom less; 0 for a single fold.
     *
     * @throws dev.recsys.DataException if it was not measured
     */
    public double deviation(String metric) {
        double mean = value(metric);
        double squares = 0;
        for (EvaluationResult<U> result : results) {
            squares += (result.value(metric) - mean) * (result.value(metric) - mean);
        }
        return results.size() == 1 ? 0 : Math.sqrt(squares / (results.size() - 1));
    }

    /** The means of all metrics by their names, in the order of the metrics. */
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        names(results.get(0)).forEach(name -> values.put(name, value(name)));
        return values;
    }

    /** On one line, with the watermark of sampled candidates where it applies, for instance {@code "5 folds: rmse 0.9156 (deviation 0.0052), mae 0.7210 (deviation 0.0033)"}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(results.size() + " folds");
        String separator = ": ";
        for (String name : names(results.get(0))) {
            text.append(separator)
                    .append(String.format(Locale.ROOT, "%s %.4f (deviation %.4f)", name, value(name), deviation(name)));
            separator = ", ";
        }
        results.get(0).watermark().ifPresent(mark -> text.append(", ").append(mark));
        return text.toString();
    }
}
