package dev.recsys.eval;

import dev.recsys.eval.metric.CatalogueMetric;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Comparisons of given values, for tests of what is made of them. */
public final class ComparedResults {

    private ComparedResults() {}

    /**
     * A comparison.
     *
     * @param models by name, then by metric, the values by user; of a metric of the whole catalogue the one value
     */
    public static Comparison<Integer> of(Map<String, Map<String, double[]>> models) {
        Map<String, EvaluationResult<Integer>> results = new LinkedHashMap<>();
        new TreeMap<>(models).forEach((name, metrics) -> results.put(name, result(name, new TreeMap<>(metrics))));
        return Comparison.of(results);
    }

    private static EvaluationResult<Integer> result(String name, Map<String, double[]> given) {
        List<Metric> metrics = new ArrayList<>();
        Map<String, Double> values = new LinkedHashMap<>();
        Map<String, double[]> perUser = new LinkedHashMap<>();
        int users = 1;
        for (Map.Entry<String, double[]> one : given.entrySet()) {
            Metric metric = Metrics.parse(one.getKey());
            metrics.add(metric);
            double mean = Arrays.stream(one.getValue())
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN);
            values.put(one.getKey(), mean);
            if (!(metric instanceof CatalogueMetric)) {
                perUser.put(one.getKey(), one.getValue());
                users = one.getValue().length;
            }
        }
        return new EvaluationResult<>(
                new EvaluationResult.Subject(name, Optional.empty()),
                new Protocol(Optional.empty(), metrics, Rules.defaults(), true, false),
                values,
                perUser,
                IdIndex.of(IdType.INT, IntStream.range(0, users).boxed().toList()),
                new EvaluationResult.Counts(0, 0, users, 0, 0, 0, 0, 0, 0),
                new double[0]);
    }
}
