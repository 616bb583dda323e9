package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.data.Weighting;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.RatingMetric;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.execution.Progress;
import dev.recsys.model.Capability;
import dev.recsys.model.History;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.Query;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Predicts the ratings of a test. A user the model does not know gets its answer for an empty history, and an item it
 * does not know its answer for an item nobody took, where it has such answers; other pairs have no prediction.
 * Every user's predictions are written to places of their own, and added up in the order of users.
 */
final class RatingRun<U> {

    private static final int USERS_PER_TASK = 256;

    private final IdIndex<U> users;
    private final int testUsers; // who have an event
    private final RatedPairs pairs;
    private final Model model;
    private final int[] userMap;
    private final int[] itemMap;
    private final int newItem; // its position in the model, or ABSENT if the model cannot take one in
    private final Optional<Query> strangers;
    private final MissingPredictions missing;
    private final double[] predictions; // NaN where there is none

    RatingRun(ModelBundle<U, ?> bundle, EventLog<U, ?> test, Relevance relevance, MissingPredictions missing) {
        requireRatings(bundle);
        this.users = test.users();
        this.testUsers = countUsers(test);
        this.pairs = RatedPairs.of(test, relevance);
        this.userMap = Positions.map("user", test.users(), bundle.users());
        this.itemMap = Positions.map("item", test.items(), bundle.items());
        Set<Capability> capabilities = bundle.model().capabilities();
        if (unknownItemPairs() > 0 && capabilities.contains(Capability.FOLD_IN_ITEMS)) {
            this.newItem = bundle.items().size();
            this.model = bundle.model().withItems(new int[] {newItem}, List.of(History.of()));
        } else {
            this.newItem = IdIndex.ABSENT;
            this.model = bundle.model();
        }
        boolean answersAnybody =
                capabilities.contains(Capability.FOLD_IN) || capabilities.contains(Capability.NON_PERSONALIZED);
        this.strangers = answersAnybody ? Optional.of(model.forHistory(History.of())) : Optional.empty();
        this.missing = missing;
        this.predictions = new double[pairs.size()];
    }

    private static void requireRatings(ModelBundle<?, ?> bundle) {
        if (!bundle.model().capabilities().contains(Capability.RATINGS)) {
            throw new DataException(
                    "model of " + bundle.info().algorithm(),
                    "does not predict ratings; it can " + bundle.model().capabilities(),
                    "train an algorithm that does, or choose metrics of rankings");
        }
        if (bundle.weighting().kind() != Weighting.LINEAR) {
            throw new DataException(
                    "model of " + bundle.info().algorithm(),
                    "was trained on weights of kind " + bundle.weighting().kind()
                            + ", so it predicts these, not ratings",
                    "train with linear weighting");
        }
    }

    private static int countUsers(EventLog<?, ?> log) {
        int count = 0;
        for (int row = 0; row < log.size(); row++) {
            count += row == 0 || log.user(row) != log.user(row - 1) ? 1 : 0;
        }
        return count;
    }

    void run(Parallelism parallelism, Progress progress, Cancellation cancellation) {
        int tasks = (pairs.users() + USERS_PER_TASK - 1) / USERS_PER_TASK;
        parallelism.run(tasks, cancellation, "predicting ratings", (worker, task) -> {
            int end = Math.min(pairs.users(), (task + 1) * USERS_PER_TASK);
            for (int place = task * USERS_PER_TASK; place < end; place++) {
                predict(place);
            }
        });
        progress.step("users evaluated", pairs.users(), pairs.users(), "");
    }

    private void predict(int place) {
        int first = pairs.first(place);
        int end = pairs.first(place + 1);
        Optional<Query> query = query(userMap[pairs.user(place)]);
        int[] items = new int[end - first];
        int count = 0;
        for (int pair = first; pair < end && query.isPresent(); pair++) {
            int item = position(pair);
            if (item != IdIndex.ABSENT) {
                items[count++] = item;
            }
        }
        float[] scores = new float[count];
        query.ifPresent(asked -> asked.scores(items, scores.length, scores));
        int next = 0;
        for (int pair = first; pair < end; pair++) {
            boolean predicted = query.isPresent() && position(pair) != IdIndex.ABSENT;
            predictions[pair] = predicted ? scores[next++] : Double.NaN;
        }
    }

    private Optional<Query> query(int user) {
        return user == IdIndex.ABSENT ? strangers : Optional.of(model.forUser(user));
    }

    private int position(int pair) {
        int known = itemMap[pairs.item(pair)];
        return known == IdIndex.ABSENT ? newItem : known;
    }

    private long unknownItemPairs() {
        long count = 0;
        for (int pair = 0; pair < pairs.size(); pair++) {
            count += itemMap[pairs.item(pair)] == IdIndex.ABSENT ? 1 : 0;
        }
        return count;
    }

    private long unknownUserPairs() {
        long count = 0;
        for (int place = 0; place < pairs.users(); place++) {
            boolean unknown = userMap[pairs.user(place)] == IdIndex.ABSENT;
            count += unknown ? pairs.first(place + 1) - pairs.first(place) : 0;
        }
        return count;
    }

    /** The result; fails if nothing was predicted, or something was not that had to be. */
    EvaluationResult<U> result(EvaluationResult.Subject subject, Protocol protocol) {
        int unpredicted = predictions.length - countPredictions(0, predictions.length);
        requirePredictions(unpredicted);
        fill();
        int[] places = placesWithPrediction();
        Map<String, Double> values = new LinkedHashMap<>();
        Map<String, double[]> perUser = new LinkedHashMap<>();
        for (Metric metric : protocol.metrics()) {
            RatingMetric ofRatings = (RatingMetric) metric;
            double[] own = Arrays.stream(places)
                    .mapToDouble(place -> value(ofRatings, pairs.first(place), pairs.first(place + 1)))
                    .toArray();
            perUser.put(metric.name(), own);
            values.put(metric.name(), ofRatings.isPooled() ? value(ofRatings, 0, predictions.length) : mean(own));
        }
        int[] evaluated = Arrays.stream(places).map(pairs::user).toArray();
        EvaluationResult.Counts counts = new EvaluationResult.Counts(
                testUsers - places.length,
                0,
                pairs.size(),
                unknownItemPairs(),
                0,
                0,
                unknownUserPairs(),
                unpredicted,
                0);
        return new EvaluationResult<>(subject, protocol, values, perUser, users.select(evaluated), counts, errors());
    }

    private void requirePredictions(int unpredicted) {
        if (unpredicted == predictions.length) {
            throw new DataException(
                    "test",
                    "none of its " + unpredicted + " ratings was predicted: the model knows none of the users or items",
                    "test with ratings of users and items that were trained on");
        }
        if (unpredicted > 0 && missing.isError()) {
            throw new DataException(
                    "test",
                    unpredicted + " of its " + predictions.length
                            + " ratings were not predicted: the model does not know the user or the item",
                    "choose what becomes of them, MissingPredictions.drop() or fill(rating)");
        }
    }

    private void fill() {
        for (int pair = 0; pair < predictions.length; pair++) {
            predictions[pair] = Double.isNaN(predictions[pair]) ? missing.fill() : predictions[pair];
        }
    }

    private int[] placesWithPrediction() {
        int[] places = new int[pairs.users()];
        int count = 0;
        for (int place = 0; place < places.length; place++) {
            if (countPredictions(pairs.first(place), pairs.first(place + 1)) > 0) {
                places[count++] = place;
            }
        }
        return Arrays.copyOf(places, count);
    }

    private int countPredictions(int from, int end) {
        int count = 0;
        for (int pair = from; pair < end; pair++) {
            count += Double.isNaN(predictions[pair]) ? 0 : 1;
        }
        return count;
    }

    /** The value of those pairs in a range that have a prediction. */
    private double value(RatingMetric metric, int from, int end) {
        double[] given = new double[countPredictions(from, end)];
        double[] predicted = new double[given.length];
        int next = 0;
        for (int pair = from; pair < end; pair++) {
            if (!Double.isNaN(predictions[pair])) {
                given[next] = pairs.rating(pair);
                predicted[next++] = predictions[pair];
            }
        }
        return metric.value(given, predicted);
    }

    private double[] errors() {
        double[] errors = new double[predictions.length];
        for (int pair = 0; pair < errors.length; pair++) {
            errors[pair] = predictions[pair] - pairs.rating(pair);
        }
        return errors;
    }

    /** The mean of those users who have a value. */
    private static double mean(double[] values) {
        double sum = 0;
        int count = 0;
        for (double value : values) {
            sum += Double.isNaN(value) ? 0 : value;
            count += Double.isNaN(value) ? 0 : 1;
        }
        return sum / count;
    }
}
