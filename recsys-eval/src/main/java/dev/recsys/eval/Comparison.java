package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.eval.metric.Direction;
import dev.recsys.eval.metric.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Results of several models or recommenders on the same test set, side by side.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 */
@Stable
public final class Comparison<U> {

    private final Map<String, EvaluationResult<U>> results;

    private Comparison(Map<String, EvaluationResult<U>> results) {
        this.results = results;
    }

    /**
     * Puts results side by side.
     *
     * @param results by name, in the order of the rows; at least one
     * @throws DataException if they are not of the same metrics, rules and split, or some are of given candidates and some not; a
     *     result that does not say its split goes with any
     */
    public static <U> Comparison<U> of(Map<String, EvaluationResult<U>> results) {
        Map<String, EvaluationResult<U>> copy = Collections.unmodifiableMap(new LinkedHashMap<>(results));
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one result");
        }
        EvaluationResult<U> first = copy.values().iterator().next();
        copy.forEach((name, result) -> {
            String firstName = copy.keySet().iterator().next();
            first.protocol().requireAlike(result.protocol(), "comparison", firstName, name);
        });
        requireSameSplit(copy);
        return new Comparison<>(copy);
    }

    private static void requireSameSplit(Map<String, ? extends EvaluationResult<?>> results) {
        Map<String, String> names = new LinkedHashMap<>(); // of one result of each split, by fingerprint
        results.forEach((name, result) -> result.split()
                .ifPresent(split -> names.putIfAbsent(split.fingerprint(), "'" + name + "' on " + split)));
        if (names.size() > 1) {
            throw new DataException(
                    "comparison",
                    "results are of different splits: " + String.join(" and ", names.values()),
                    "evaluate all models on the same split");
        }
    }

    /** The split all were measured on, if the results say so. */
    private Optional<TestedSplit> split() {
        return results.values().stream()
                .map(EvaluationResult::split)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The names of the models, in the order of the rows. */
    public List<String> names() {
        return List.copyOf(results.keySet());
    }

    /** The results by name, in the order of the rows. */
    public Map<String, EvaluationResult<U>> results() {
        return results;
    }

    /**
     * The result of one model.
     *
     * @throws DataException if there is none with this name
     */
    public EvaluationResult<U> result(String name) {
        EvaluationResult<U> found = results.get(name);
        if (found == null) {
            throw new DataException(
                    "model '" + name + "'", "was not compared", "compared were " + String.join(", ", results.keySet()));
        }
        return found;
    }

    /**
     * The name of the model with the best value of a metric - the greatest, or of errors and the like the smallest; of several,
     * the first. Of a metric of which neither is better, the model with the greatest. A model without a value is never better.
     */
    public String best(String metric) {
        Direction direction = direction(metric);
        String best = results.keySet().iterator().next();
        for (String name : results.keySet()) {
            double value = result(name).value(metric);
            double least = result(best).value(metric);
            boolean better = direction == Direction.LOWER_IS_BETTER ? value < least : value > least;
            best = better || (Double.isNaN(least) && !Double.isNaN(value)) ? name : best;
        }
        return best;
    }

    /** Which values of a metric are better. */
    private Direction direction(String metric) {
        EvaluationResult<U> first = results.values().iterator().next();
        first.value(metric); // fails if it was not measured
        return first.metrics().stream()
                .filter(one -> one.name().equals(metric))
                .map(Metric::direction)
                .findFirst()
                .orElse(Direction.HIGHER_IS_BETTER);
    }

    /**
     * How much better or worse a model is than another by the values of a metric per user, with a 95 % bootstrap interval. A
     * quality gate asks this: of the new model against the live one, or against popularity.
     *
     * @param metric one with values per user
     * @param name of the model
     * @param baseline the name of the model it is compared with
     * @throws DataException if there is no such model or metric, or the two were evaluated on different users
     */
    public PairedDifference difference(String metric, String name, String baseline) {
        return PairedDifference.of(metric, result(name), result(baseline));
    }

    /**
     * Which models are better or worse than a baseline by more than chance among users explains: all metrics with values per user
     * and all other models, their p adjusted for how many there are. {@link Significance#withMetrics} keeps the family small. Where
     * no user has a value of a metric in both models there is nothing to test: it is said and not counted.
     *
     * @param baseline the name of the model they are compared with
     * @throws DataException if there is no such model, no other, no metric with values per user, or models were evaluated on
     *     different users
     */
    public Significance significance(String baseline) {
        result(baseline);
        List<Significance.Pair> pairs = results.keySet().stream()
                .filter(name -> !name.equals(baseline))
                .map(name -> new Significance.Pair(name, baseline))
                .toList();
        return significance(pairs);
    }

    /** As {@link #significance(String)}, of every model against each that comes after it. */
    public Significance significance() {
        List<String> names = names();
        List<Significance.Pair> pairs = new ArrayList<>();
        for (int first = 0; first < names.size(); first++) {
            for (String second : names.subList(first + 1, names.size())) {
                pairs.add(new Significance.Pair(names.get(first), second));
            }
        }
        return significance(pairs);
    }

    private Significance significance(List<Significance.Pair> pairs) {
        if (pairs.isEmpty()) {
            throw new DataException(
                    "significance", "there is one model only, " + names().get(0), "compare at least two");
        }
        List<Significance.Tested> tested = new ArrayList<>();
        List<Significance.Omitted> omitted = new ArrayList<>();
        for (Metric metric : results.values().iterator().next().metrics()) {
            if (results.values().stream().allMatch(result -> result.hasPerUser(metric.name()))) {
                for (Significance.Pair pair : pairs) {
                    if (hasValues(metric.name(), pair)) {
                        tested.add(tested(metric, pair));
                    } else {
                        omitted.add(new Significance.Omitted(metric.name(), pair));
                    }
                }
            }
        }
        return Significance.of(tested, omitted);
    }

    private Significance.Tested tested(Metric metric, Significance.Pair pair) {
        EvaluationResult<U> model = result(pair.model());
        EvaluationResult<U> baseline = result(pair.baseline());
        boolean averaged = model.isMeanOfUsers(metric.name()) && baseline.isMeanOfUsers(metric.name());
        return new Significance.Tested(
                new Significance.Measure(metric.name(), metric.direction(), averaged, model.watermark()),
                pair,
                PairedDifference.of(metric.name(), model, baseline));
    }

    /** Whether some user has a value in both, or the users are not the same, which is another matter. */
    private boolean hasValues(String metric, Significance.Pair pair) {
        double[] left = result(pair.model()).perUser(metric);
        double[] right = result(pair.baseline()).perUser(metric);
        if (left.length != right.length) {
            return true;
        }
        for (int user = 0; user < left.length; user++) {
            if (!Double.isNaN(left[user] - right[user])) {
                return true;
            }
        }
        return false;
    }

    /** Whether all models were evaluated on the same users, so that their values per user can be paired. */
    public boolean hasSameUsers() {
        EvaluationResult<U> first = results.values().iterator().next();
        return results.values().stream().allMatch(result -> result.users().equals(first.users()));
    }

    /**
     * A table for people: a row for each model with its values and the number of users; under it, where they apply, the
     * watermark, the split with its leakage, and a warning that the users differ.
     */
    public String toTable() {
        List<List<String>> rows = new ArrayList<>();
        EvaluationResult<U> first = results.values().iterator().next();
        List<String> header = new ArrayList<>(List.of("model"));
        first.metrics().stream().map(Metric::name).forEach(header::add);
        header.add("users");
        rows.add(header);
        results.forEach((name, result) -> {
            List<String> row = new ArrayList<>(List.of(name));
            result.values().values().forEach(value -> row.add(String.format(Locale.ROOT, "%.4f", value)));
            row.add(Integer.toString(result.users().size()));
            rows.add(row);
        });
        StringBuilder table = new StringBuilder(aligned(rows));
        Optional<String> mark = first.watermark();
        mark.ifPresent(text -> table.append(text).append(": over given candidates, not the full catalogue\n"));
        split().ifPresent(split -> table.append("split: ").append(split).append('\n'));
        if (!hasSameUsers()) {
            table.append("the models were evaluated on different users\n");
        }
        return table.toString();
    }

    private static String aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                String padding = " ".repeat(widths[c] - row.get(c).length());
                text.append(c == 0 ? row.get(c) + padding : "  " + padding + row.get(c));
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return toTable();
    }
}
