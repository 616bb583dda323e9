package dev.recsys.eval.segment;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.event.IdIndex;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A metric, or the difference of two models in it, broken down by groups. Groups may overlap, and a group may have no user at all;
 * many rows are many looks at the same data, so one that stands out needs a second look, not belief.
 *
 * <p>Immutable, thread-safe. Cost: linear in users times groups of a user.
 */
@Experimental
public final class Breakdown {

    private final String metric;
    private final String by;
    private final List<Segment> segments;
    private final Optional<String> mark;

    private Breakdown(String metric, String by, List<Segment> segments, Optional<String> mark) {
        this.mark = mark;
        this.metric = metric;
        this.by = by;
        this.segments = List.copyOf(segments);
    }

    /**
     * A metric by groups of users.
     *
     * @throws DataException if the metric has no values per user whose mean is its value in this result
     */
    public static <U> Breakdown of(EvaluationResult<U> result, String metric, Groups<U> groups) {
        return of(metric, result, values(result, metric), groups);
    }

    /**
     * The difference of two models, first minus second, by groups of users.
     *
     * @throws DataException if the metric has no values per user whose mean is its value, or the results are of different users
     */
    public static <U> Breakdown ofDifference(
            EvaluationResult<U> first, EvaluationResult<U> second, String metric, Groups<U> groups) {
        return of(metric, first, differences(first, second, metric), groups);
    }

    /**
     * A metric by parts of the judgments: groups of items, or windows of time.
     *
     * @param by what the parts are by
     * @param results by part, as {@link JudgmentParts#evaluate} gives them
     * @throws DataException if the metric has no values per user whose mean is its value
     */
    public static <U> Breakdown of(String by, Map<String, EvaluationResult<U>> results, String metric) {
        List<Segment> segments = new ArrayList<>();
        results.forEach((name, result) -> segments.add(Segment.of(name, values(result, metric))));
        return new Breakdown(metric, by, segments, mark(results));
    }

    /**
     * The difference of two models, first minus second, by parts of the judgments.
     *
     * @param first results by part
     * @param second of the same parts
     * @throws DataException if the metric has no values per user whose mean is its value, or the results are of different parts or users
     */
    public static <U> Breakdown ofDifference(
            String by, Map<String, EvaluationResult<U>> first, Map<String, EvaluationResult<U>> second, String metric) {
        if (!List.copyOf(first.keySet()).equals(List.copyOf(second.keySet()))) {
            throw new DataException(
                    "breakdown by " + by,
                    "the results are of different parts, " + first.keySet() + " and " + second.keySet(),
                    "evaluate both with the same judgments");
        }
        List<Segment> segments = new ArrayList<>();
        first.forEach((name, result) -> {
            EvaluationResult<U> other = second.get(name);
            if (other != null) {
                segments.add(Segment.of(name, differences(result, other, metric)));
            }
        });
        return new Breakdown(metric, by, segments, mark(first));
    }

    private static Optional<String> mark(Map<String, ? extends EvaluationResult<?>> results) {
        return results.values().stream()
                .map(EvaluationResult::watermark)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Values per user, of a metric whose value is their mean: a mean over a group is then what the value is over all. */
    private static double[] values(EvaluationResult<?> result, String metric) {
        double[] values = result.perUser(metric);
        if (!result.isMeanOfUsers(metric)) {
            boolean hasTwin = metric.matches("(rmse|mae|mse)(:.*)?");
            throw new DataException(
                    "breakdown of '" + metric + "'",
                    "its value is not the mean of its values per user",
                    hasTwin
                            ? "measure and break down user_" + metric
                            : "break down a metric that is averaged over users");
        }
        return values;
    }

    private static <U> double[] differences(EvaluationResult<U> first, EvaluationResult<U> second, String metric) {
        if (!first.users().equals(second.users())) {
            throw new DataException(
                    "difference of '" + metric + "' by groups",
                    "the results are of different users, " + first.users().size() + " and "
                            + second.users().size(),
                    "evaluate both with the same test, and recommenders against the same background");
        }
        double[] left = values(first, metric);
        double[] right = values(second, metric);
        for (int user = 0; user < left.length; user++) {
            left[user] -= right[user];
        }
        return left;
    }

    private static <U> Breakdown of(String metric, EvaluationResult<U> result, double[] values, Groups<U> groups) {
        IdIndex<U> users = result.users();
        Map<String, DoubleArrayList> byGroup = new LinkedHashMap<>();
        groups.names().forEach(name -> byGroup.put(name, new DoubleArrayList()));
        for (int user = 0; user < values.length; user++) {
            for (String name : groups.of(users.id(user))) {
                DoubleArrayList group = byGroup.get(name);
                if (group != null) {
                    group.add(values[user]);
                }
            }
        }
        List<Segment> segments = new ArrayList<>();
        byGroup.forEach((name, own) -> segments.add(Segment.of(name, own.toDoubleArray())));
        return new Breakdown(metric, groups.name(), segments, result.watermark());
    }

    /** The metric. */
    public String metric() {
        return metric;
    }

    /** What the groups are by. */
    public String by() {
        return by;
    }

    /** A row for each group, in the order of the groups. */
    public List<Segment> segments() {
        return segments;
    }

    /** A line for each group, with the watermark of sampled candidates where it applies. */
    @Override
    public String toString() {
        return metric + " by " + by + mark.map(text -> ", " + text).orElse("") + "\n"
                + segments.stream().map(one -> "  " + one + "\n").collect(Collectors.joining());
    }
}
