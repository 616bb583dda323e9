package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.split.Split;
import dev.recsys.eval.stats.Interval;
import dev.recsys.eval.stats.Sample;
import dev.recsys.event.IdIndex;
import dev.recsys.model.ModelInfo;
import java.util.Arrays;
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

    private final Subject subject;
    private final Protocol protocol;
    private final Map<String, Double> values;
    private final Map<String, double[]> perUser; // of the metrics that have it
    private final IdIndex<U> users;
    private final Counts counts;
    private final double[] errors; // of ratings
    private final Optional<ResultState> state; // of ranked lists
    private final Optional<TestedSplit> split;

    EvaluationResult(
            Subject subject,
            Protocol protocol,
            Map<String, Double> values,
            Map<String, double[]> perUser,
            IdIndex<U> users,
            Counts counts,
            double[] errors) {
        this.subject = subject;
        this.protocol = protocol;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.perUser = Map.copyOf(perUser);
        this.users = users;
        this.counts = counts;
        this.errors = errors;
        this.state = Optional.empty();
        this.split = Optional.empty();
    }

    private EvaluationResult(
            EvaluationResult<U> other, Optional<ResultState> newState, Optional<TestedSplit> newSplit) {
        this.subject = other.subject;
        this.protocol = other.protocol;
        this.values = other.values;
        this.perUser = other.perUser;
        this.users = other.users;
        this.counts = other.counts;
        this.errors = other.errors;
        this.state = newState;
        this.split = newSplit;
    }

    /** A copy that can be merged with others. */
    EvaluationResult<U> withState(ResultState newState) {
        return new EvaluationResult<>(this, Optional.of(newState), split);
    }

    EvaluationResult<U> withSubject(Subject newSubject) {
        EvaluationResult<U> copy = new EvaluationResult<>(newSubject, protocol, values, perUser, users, counts, errors);
        return new EvaluationResult<>(copy, state, split);
    }

    EvaluationResult<U> withSplit(Optional<TestedSplit> newSplit) {
        return new EvaluationResult<>(this, state, newSplit);
    }

    /**
     * A copy that says on which split it was measured. Results of {@link Evaluation#evaluate(dev.recsys.model.ModelBundle, Split)} do so
     * already.
     *
     * @param tested the split whose training part the model was trained on, and whose test it was measured with
     */
    public EvaluationResult<U> withSplit(Split<?, ?> tested) {
        return withSplit(Optional.of(TestedSplit.of(tested)));
    }

    /**
     * The result of all users together from the results of disjoint parts of them, for instance of several threads: exactly, bit
     * for bit, what one evaluation of all would have found, in whatever order the parts come. Results are objects in memory; there is
     * no file form that would take them to another process.
     *
     * @param parts at least one, of the same metrics and rules, against the same background, with no user in two
     * @throws DataException if a user is in two parts, the parts differ in their metrics, rules, splits or facts of the items, or
     *     they are of ratings, whose pooled values need all pairs
     */
    public static <U> EvaluationResult<U> merge(List<EvaluationResult<U>> parts) {
        return new ResultMerge<>(parts).merged();
    }

    Subject subject() {
        return subject;
    }

    Optional<ResultState> state() {
        return state;
    }

    Protocol protocol() {
        return protocol;
    }

    /** What was evaluated: the algorithm of a model, or what a recommender calls itself ({@code toString}). */
    public String name() {
        return subject.name();
    }

    /** The model that was evaluated; empty if it was a recommender. */
    public Optional<ModelInfo> model() {
        return subject.model();
    }

    /** The preset, if one was used with its own metrics and rules. */
    public Optional<Preset> preset() {
        return protocol.preset();
    }

    /** What became of the cases on which tools disagree. With ratings they mean nothing. */
    public Rules rules() {
        return protocol.rules();
    }

    /**
     * Whether seen items were left out of the lists, {@link Evaluation#withExcludeSeen}. For lists and judgments that were given it says
     * what the evaluation was set to: what is in them was decided before.
     */
    public boolean excludeSeen() {
        return protocol.excludeSeen();
    }

    /** The split it was measured on, with the leakage; empty if it was measured with a log or judgments alone. */
    public Optional<TestedSplit> split() {
        return split;
    }

    /** The metrics, in the order asked for. */
    public List<Metric> metrics() {
        return protocol.metrics();
    }

    /**
     * The value of a metric: the mean over those {@link #users()} who have a value, or the one value of a metric of the whole
     * catalogue or of all pairs together.
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
     * The value of a metric for each user, by position in {@link #users()}, a new array; NaN for a user who has none, such as
     * the diversity of a list of one item. Tests, intervals and segments start from it.
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

    /** Whether a metric was measured and has a value for each user: whether {@link #perUser} has an answer. */
    public boolean hasPerUser(String metric) {
        return perUser.containsKey(metric);
    }

    /**
     * How sure the mean of a metric is: its 95 % interval by Student's t over the users who have a value. It says what other users of
     * the same kind might have given, not other seeds or times. Empty for fewer than two users, and if the value is not their mean
     * ({@link #isMeanOfUsers}).
     *
     * @throws DataException if it was not measured, or has no value per user
     */
    public Optional<Interval> interval(String metric) {
        double[] found = perUser(metric);
        long counted =
                Arrays.stream(found).filter(value -> !Double.isNaN(value)).count();
        return counted < 2 || !isMeanOfUsers(metric)
                ? Optional.empty()
                : Optional.of(Sample.of(found).interval(0.95));
    }

    /**
     * Whether the value of a metric is the mean of its values per user, so that what is found of these - intervals, differences,
     * groups - holds for the value. It is not for errors pooled over pairs, such as {@code rmse}, unless all users have as many
     * pairs, and not where there are no values per user.
     *
     * @throws DataException if it was not measured
     */
    public boolean isMeanOfUsers(String metric) {
        double value = value(metric);
        if (!hasPerUser(metric)) {
            return false;
        }
        double mean = Arrays.stream(perUser(metric))
                .filter(one -> !Double.isNaN(one))
                .average()
                .orElse(Double.NaN);
        return Double.isNaN(mean) ? Double.isNaN(value) : Math.abs(mean - value) <= 1e-9 * Math.max(1, Math.abs(value));
    }

    /**
     * For predicted ratings, the prediction minus the rating of each pair of the test, in the order of users and then of
     * items, a new array; NaN where there is no prediction. Empty for ranked lists.
     */
    public double[] errors() {
        return errors.clone();
    }

    /** The users that were evaluated: those with a relevant item, or with a rating that was predicted. */
    public IdIndex<U> users() {
        return users;
    }

    /** How many users of the test were left out, as nothing is relevant to them, or none of their ratings was predicted. */
    public int excludedUsers() {
        return counts.excludedUsers();
    }

    /** How many of the {@link #users()} got no list. What becomes of them says {@link Rules#noList()}. */
    public int usersWithoutList() {
        return counts.usersWithoutList();
    }

    /** How many pairs of user and item were relevant; with ratings, how many were to be predicted. */
    public long relevantPairs() {
        return counts.relevantPairs();
    }

    /**
     * How many of the {@link #relevantPairs()} have an item that the model does not know. They count as missed; ratings are
     * predicted if the model can take in an item of which nothing is known.
     */
    public long unknownItemPairs() {
        return counts.unknownItemPairs();
    }

    /**
     * With ratings, how many of the {@link #relevantPairs()} have a user whom the model does not know. They are predicted if
     * the model answers somebody without a history.
     */
    public long unknownUserPairs() {
        return counts.unknownUserPairs();
    }

    /**
     * With ratings, how many of the {@link #relevantPairs()} the model did not predict. What becomes of them says {@link
     * Evaluation#withMissingPredictions}.
     */
    public long unpredictedPairs() {
        return counts.unpredictedPairs();
    }

    /**
     * How many pairs were left out because the user had the item in training already, so that it is not recommended. They are
     * not among the {@link #relevantPairs()}.
     */
    public long seenPairs() {
        return counts.seenPairs();
    }

    /**
     * How many judgments of the {@link #users()} have a gain below 0: such a pair counts as not judged, with gain 0. There are none
     * where the judgments come from a test log.
     */
    public long clippedGains() {
        return counts.clippedGains();
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
        return protocol.sampled() ? Optional.of("SAMPLED") : Optional.empty();
    }

    /** On one line, for instance {@code "ials: recall@20 0.2811, ndcg@20 0.2672 (6022 users)"}; with the split, where it is known. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name()).append(':');
        String separator = " ";
        for (Map.Entry<String, Double> entry : values().entrySet()) {
            text.append(separator).append(entry.getKey()).append(String.format(Locale.ROOT, " %.4f", entry.getValue()));
            separator = ", ";
        }
        text.append(" (").append(users.size()).append(" users");
        watermark().ifPresent(mark -> text.append(", ").append(mark));
        split.ifPresent(tested -> text.append("; split ").append(tested));
        return text.append(')').toString();
    }

    /** What was counted beside the metrics. */
    record Counts(
            int excludedUsers,
            int usersWithoutList,
            long relevantPairs,
            long unknownItemPairs,
            long seenPairs,
            double tiedShare,
            long unknownUserPairs,
            long unpredictedPairs,
            long clippedGains) {}

    /** Who or what was evaluated. */
    record Subject(String name, Optional<ModelInfo> model) {

        static Subject of(ModelInfo model) {
            return new Subject(model.algorithm(), Optional.of(model));
        }
    }
}
