package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.eval.metric.Metric;
import dev.recsys.event.IdIndex;
import dev.recsys.model.ModelInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an evaluation found: the value of every metric for every user, the means, and how many users and pairs there were.
 *
 * <p>Memory: 8 bytes per user and metric. Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 */
@Stable
public final class EvaluationResult<U> {

    private final ModelInfo model;
    private final Optional<Preset> preset;
    private final List<Metric> metrics;
    private final Map<String, Double> values;
    private final Map<String, double[]> perUser; // of the metrics that have it
    private final IdIndex<U> users;
    private final Counts counts;
    private final boolean sampled;

    EvaluationResult(
            ModelInfo model,
            Optional<Preset> preset,
            List<Metric> metrics,
            Map<String, Double> values,
            Map<String, double[]> perUser,
            IdIndex<U> users,
            Counts counts,
            boolean sampled) {
        this.model = model;
        this.preset = preset;
        this.metrics = metrics;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.perUser = Map.copyOf(perUser);
        this.users = users;
        this.counts = counts;
        this.sampled = sampled;
    }

    /** The model that was evaluated. */
    public ModelInfo model() {
        return model;
    }

    /** The preset, if one was used. */
    public Optional<Preset> preset() {
        return preset;
    }

    /** The metrics, in the order asked for. */
    public List<Metric> metrics() {
        return metrics;
    }

    /**
     * The value of a metric: the mean over {@link #users()}, or the one value of a metric of the whole catalogue.
     *
     * @param metric its name, for instance {@code "ndcg@10"}
     * @throws DataException if it was not measured; the message lists those that were
     */
    public double value(String metric) {
        Double found = values.get(metric);
        if (found == null) {
            throw new DataException(
                    "metric '" + metric + "'",
                    "was not measured",
                    "measured are " + String.join(", ", values.keySet()));
        }
        return found;
    }

    /** All values by the metrics' names, in the order of {@link #metrics()}. */
    public Map<String, Double> values() {
        return values;
    }

    /**
     * The value of a metric for each user, by position in {@link #users()}, a new array. Tests, intervals and segments start
     * from it.
     *
     * @throws DataException if it was not measured, or has no value per user
     */
    public double[] perUser(String metric) {
        double[] found = perUser.get(metric);
        if (found == null) {
            throw new DataException(
                    "metric '" + metric + "'",
                    "has no value per user: it was not measured, or is about all users together",
                    "measured per user are "
                            + String.join(
                                    ", ",
                                    values.keySet().stream()
                                            .filter(perUser::containsKey)
                                            .toList()));
        }
        return found.clone();
    }

    /** The users that were evaluated: those with a relevant item. */
    public IdIndex<U> users() {
        return users;
    }

    /** How many users of the test were left out, as nothing is relevant to them. */
    public int excludedUsers() {
        return counts.excludedUsers();
    }

    /** How many of the {@link #users()} the model could not serve. They count with 0. */
    public int usersWithoutList() {
        return counts.usersWithoutList();
    }

    /** How many pairs of user and item were relevant. */
    public long relevantPairs() {
        return counts.relevantPairs();
    }

    /** How many of the {@link #relevantPairs()} have an item that the model does not know. They count as missed. */
    public long unknownItemPairs() {
        return counts.unknownItemPairs();
    }

    /**
     * How many pairs were left out because the user had the item in training already, so that it is not recommended. They are
     * not among the {@link #relevantPairs()}.
     */
    public long seenPairs() {
        return counts.seenPairs();
    }

    /**
     * The share of lists with two equal scores among the first k, or at the cut after k, for the largest k of the metrics.
     * Where it is large, the order of ties decides the numbers.
     */
    public double tiedShare() {
        return counts.tiedShare();
    }

    /**
     * {@code "SAMPLED"} if given candidates were ranked: such numbers must not be compared with those of the full catalogue,
     * and need not order two models alike.
     */
    public Optional<String> watermark() {
        return sampled ? Optional.of("SAMPLED") : Optional.empty();
    }

    /** On one line, for instance {@code "ials: recall@20 0.2811, ndcg@20 0.2672 (6022 users)"}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(model.algorithm()).append(':');
        String separator = " ";
        for (Map.Entry<String, Double> entry : values().entrySet()) {
            text.append(separator).append(entry.getKey()).append(String.format(Locale.ROOT, " %.4f", entry.getValue()));
            separator = ", ";
        }
        text.append(" (").append(users.size()).append(" users");
        watermark().ifPresent(mark -> text.append(", ").append(mark));
        return text.append(')').toString();
    }

    /** What was counted beside the metrics. */
    record Counts(
            int excludedUsers,
            int usersWithoutList,
            long relevantPairs,
            long unknownItemPairs,
            long seenPairs,
            double tiedShare) {}
}
