package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.data.Dataset;
import dev.recsys.data.Weighting;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.segment.Breakdown;
import dev.recsys.eval.segment.Groups;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.Capability;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RatingEvaluationTest {

    /** Items 0, 1, 2; users a and b. */
    private static final EventLog<String, Integer> TRAIN = EventLog.builder(IdType.STRING, IdType.INT)
            .add("a", 0, 3)
            .add("a", 1, 4)
            .add("b", 2, 5)
            .build();

    /** Predicts user + item, by position; anybody unknown is 0, and so is an item that was taken in. */
    private record Sums(ModelInfo info, Set<Capability> capabilities, int newItems) implements Model {

        @Override
        public Query forUser(int user) {
            return new SumQuery(user, info.items());
        }

        @Override
        public Query forHistory(History history) {
            return new SumQuery(0, info.items());
        }

        @Override
        public Model withItems(int[] positions, List<History> takers) {
            return new Sums(info, capabilities, positions.length);
        }
    }

    private record SumQuery(int user, int items) implements Query {

        @Override
        public boolean isInformed() {
            return false;
        }

        @Override
        public TopK topK(int k, ItemMask allowed) {
            throw new UnsupportedOperationException("nothing is ranked");
        }

        @Override
        public void scores(int[] given, int count, float[] out) {
            for (int i = 0; i < count; i++) {
                out[i] = user + (given[i] == items ? 0 : given[i]);
            }
        }
    }

    private static ModelBundle<String, Integer> sums(EventLog<String, Integer> train, Capability... capabilities) {
        Dataset<String, Integer> data = FeatureBuilder.build(train, FeatureConfig.defaults());
        return ModelBundle.of(new Sums(ModelInfo.of("sums", Map.of(), data.shape()), Set.of(capabilities), 0), data);
    }

    /** Of one user with two pairs and one with one, the pooled error is not the mean of the users'. */
    @Test
    void pooledErrorsHaveNoIntervalOfUserMeans() {
        EventLog<String, Integer> test =
                ratings().add("a", 1, 5).add("a", 2, 4).add("b", 0, 1).build();
        Evaluation evaluation = Evaluation.of(Metrics.parseAll("rmse", "user_rmse"));
        EvaluationResult<String> result = evaluation.evaluate(sums(TRAIN, Capability.RATINGS), test);
        assertThat(result.isMeanOfUsers("rmse")).isFalse();
        assertThat(result.isMeanOfUsers("user_rmse")).isTrue();
        assertThat(result.interval("rmse")).isEmpty();
        assertThat(result.interval("user_rmse")).isPresent();
        Groups<String> groups = Groups.byAttribute("country", Map.of("a", "be"));
        assertThat(Breakdown.of(result, "user_rmse", groups).segments()).hasSize(2);
        assertThatThrownBy(() -> Breakdown.of(result, "rmse", groups))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("user_rmse");
        Significance significance =
                Comparison.of(Map.of("one", result, "two", result)).significance("one");
        assertThat(significance.cell("rmse", "two", "one").sentence())
                .contains("on the mean of rmse per user (its value is pooled)");
        assertThat(significance.cell("user_rmse", "two", "one").sentence()).contains("on user_rmse was");
    }

    private static EventLogBuilder<String, Integer> ratings() {
        return EventLog.builder(IdType.STRING, IdType.INT);
    }

    @Test
    void pooledErrorsAreOverPairsAndUserMeansOverUsers() {
        // predictions: a 0: 0, a 1: 1, a 2: 2; b 0: 1
        EventLog<String, Integer> test = ratings()
                .add("a", 0, 1)
                .add("a", 1, 1)
                .add("a", 2, 4)
                .add("b", 0, 3)
                .build();
        EvaluationResult<String> result = Evaluation.of(Preset.RATING).evaluate(sums(TRAIN, Capability.RATINGS), test);
        assertThat(result.errors()).containsExactly(-1, 0, -2, -2);
        assertThat(result.value("rmse")).isEqualTo(Math.sqrt(9 / 4.0));
        assertThat(result.value("mae")).isEqualTo(5 / 4.0);
        assertThat(result.perUser("rmse")).containsExactly(Math.sqrt(5 / 3.0), 2);
        assertThat(result.perUser("mae")).containsExactly(1, 2);
        assertThat(result.value("user_rmse")).isEqualTo((Math.sqrt(5 / 3.0) + 2) / 2);
        assertThat(result.value("user_mae")).isEqualTo(1.5);
        assertThat(result.relevantPairs()).isEqualTo(4);
        assertThat(result.unpredictedPairs()).isZero();
        assertThat(result.users().size()).isEqualTo(2);
        assertThat(result.toString()).startsWith("sums: rmse 1.5000, mae 1.2500");
    }

    @Test
    void pairsTheModelCannotPredictMayBeLeftOutAndAreCounted() {
        EventLog<String, Integer> test = ratings()
                .add("a", 0, 1)
                .add("a", 77, 5)
                .add("b", 88, 5)
                .add("stranger", 0, 5)
                .add("stranger", 77, 5)
                .build();
        EvaluationResult<String> result = Evaluation.of(Preset.RATING)
                .withMissingPredictions(MissingPredictions.drop())
                .evaluate(sums(TRAIN, Capability.RATINGS), test);
        assertThat(result.errors()).containsExactly(-1, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        assertThat(result.value("rmse")).isEqualTo(1);
        assertThat(result.users().size()).isEqualTo(1);
        assertThat(result.excludedUsers()).isEqualTo(2);
        assertThat(result.relevantPairs()).isEqualTo(5);
        assertThat(result.unknownItemPairs()).isEqualTo(3);
        assertThat(result.unknownUserPairs()).isEqualTo(2);
        assertThat(result.unpredictedPairs()).isEqualTo(4);
    }

    @Test
    void pairsTheModelCannotPredictAreAnError() {
        EventLog<String, Integer> test =
                ratings().add("a", 0, 1).add("a", 77, 5).add("b", 1, 5).build();
        assertThatThrownBy(() -> Evaluation.of(Preset.RATING).evaluate(sums(TRAIN, Capability.RATINGS), test))
                .isInstanceOf(DataException.class)
                .hasMessage("test: 1 of its 3 ratings were not predicted: the model does not know the user or the item;"
                        + " choose what becomes of them, MissingPredictions.drop() or fill(rating)");
    }

    @Test
    void pairsTheModelCannotPredictMayBeFilled() {
        EventLog<String, Integer> test =
                ratings().add("a", 0, 1).add("a", 77, 5).add("stranger", 1, 5).build();
        EvaluationResult<String> result = Evaluation.of(Preset.RATING)
                .withMissingPredictions(MissingPredictions.fill(3))
                .evaluate(sums(TRAIN, Capability.RATINGS), test);
        assertThat(result.errors()).containsExactly(-1, -2, -2);
        assertThat(result.value("rmse")).isEqualTo(Math.sqrt(3));
        assertThat(result.users().size()).isEqualTo(2);
        assertThat(result.unpredictedPairs()).isEqualTo(2);
    }

    @Test
    void modelAnswersForUnknownUsersAndItemsWhereItCan() {
        EventLog<String, Integer> test = ratings()
                .add("a", 77, 5)
                .add("b", 2, 4)
                .add("b", 88, 5)
                .add("stranger", 2, 5)
                .add("stranger", 77, 5)
                .build();
        ModelBundle<String, Integer> model =
                sums(TRAIN, Capability.RATINGS, Capability.FOLD_IN, Capability.FOLD_IN_ITEMS);
        EvaluationResult<String> result = Evaluation.of(Preset.RATING).evaluate(model, test);
        assertThat(result.errors()).containsExactly(-5, -1, -4, -3, -5);
        assertThat(result.unpredictedPairs()).isZero();
        assertThat(result.unknownItemPairs()).isEqualTo(3);
        assertThat(result.unknownUserPairs()).isEqualTo(2);
    }

    @Test
    void ratingIsTheLastEventOfAPairThatCounts() {
        EventLog<String, Integer> test = EventLog.of(
                IdType.STRING,
                IdType.INT,
                List.of(
                        Interaction.of("a", 1).withWeight(5).withTime(java.time.Instant.ofEpochSecond(10)),
                        Interaction.of("a", 1).withWeight(2).withTime(java.time.Instant.ofEpochSecond(20)),
                        Interaction.of("a", 1)
                                .withType("exposure")
                                .withWeight(1)
                                .withTime(java.time.Instant.ofEpochSecond(30)),
                        Interaction.of("b", 1).withType("exposure").withTime(java.time.Instant.ofEpochSecond(30))));
        EvaluationResult<String> result = Evaluation.of(Preset.RATING).evaluate(sums(TRAIN, Capability.RATINGS), test);
        assertThat(result.errors()).containsExactly(-1);
        assertThat(result.excludedUsers()).isEqualTo(1);
    }

    @Test
    void equalsANaiveTwinAtAnyParallelism() {
        long seed = 21;
        SplittableRandom random = new SplittableRandom(seed);
        EventLogBuilder<String, Integer> train = ratings();
        EventLogBuilder<String, Integer> testEvents = ratings();
        Map<String, Map<Integer, Integer>> given = new TreeMap<>();
        for (int i = 0; i < 6_000; i++) {
            train.add("u" + random.nextInt(900), random.nextInt(50), 1 + random.nextInt(5));
            String user = "u" + random.nextInt(950);
            int item = random.nextInt(55);
            int rating = 1 + random.nextInt(5);
            if (given.computeIfAbsent(user, one -> new TreeMap<>()).putIfAbsent(item, rating) == null) {
                testEvents.add(user, item, rating);
            }
        }
        EventLog<String, Integer> test = testEvents.build();
        ModelBundle<String, Integer> model = sums(train.build(), Capability.RATINGS);
        Evaluation evaluation = Evaluation.of(Preset.RATING).withMissingPredictions(MissingPredictions.drop());
        EvaluationResult<String> result = evaluation.evaluate(model, test);
        List<Double> squares = new ArrayList<>();
        List<Double> userMeans = new ArrayList<>();
        given.forEach((user, items) -> {
            List<Double> own = new ArrayList<>();
            items.forEach((item, rating) -> {
                if (model.users().contains(user) && model.items().contains(item)) {
                    double error =
                            model.users().positionOf(user) + model.items().positionOf(item) - rating;
                    own.add(error * error);
                }
            });
            squares.addAll(own);
            own.stream().mapToDouble(x -> x).average().ifPresent(mean -> userMeans.add(Math.sqrt(mean)));
        });
        double mean = squares.stream().mapToDouble(x -> x).average().orElseThrow();
        assertThat(result.value("rmse")).as("seed %d", seed).isCloseTo(Math.sqrt(mean), within(1e-9));
        assertThat(result.value("user_rmse"))
                .as("seed %d", seed)
                .isCloseTo(userMeans.stream().mapToDouble(x -> x).average().orElseThrow(), within(1e-9));
        assertThat(result.unpredictedPairs()).isEqualTo(result.relevantPairs() - squares.size());
        for (int workers : new int[] {2, 5}) {
            EvaluationResult<String> parallel =
                    evaluation.withParallelism(Parallelism.threads(workers)).evaluate(model, test);
            assertThat(parallel.values()).isEqualTo(result.values());
            assertThat(parallel.errors()).isEqualTo(result.errors());
        }
    }

    @Test
    void modelsThatPredictNoRatingsAreRefused() {
        Dataset<String, Integer> data = FeatureBuilder.build(TRAIN, FeatureConfig.defaults());
        ModelBundle<String, Integer> scores =
                ModelBundle.of(ItemScoresModel.of("scores", data.shape(), new float[] {1, 2, 3}), data);
        EventLog<String, Integer> test = ratings().add("a", 0, 1).build();
        assertThatThrownBy(() -> Evaluation.of(Preset.RATING).evaluate(scores, test))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("model of scores: does not predict ratings");
        Dataset<String, Integer> logged =
                FeatureBuilder.build(TRAIN, FeatureConfig.defaults().withWeighting(Weighting.LOG));
        ModelBundle<String, Integer> ofLogs = ModelBundle.of(
                new Sums(ModelInfo.of("sums", Map.of(), logged.shape()), Set.of(Capability.RATINGS), 0), logged);
        assertThatThrownBy(() -> Evaluation.of(Preset.RATING).evaluate(ofLogs, test))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("trained on weights of kind LOG");
    }

    @Test
    void testWithoutAnyPredictionIsAnError() {
        EventLog<String, Integer> test = ratings().add("stranger", 0, 1).build();
        assertThatThrownBy(() -> Evaluation.of(Preset.RATING).evaluate(sums(TRAIN, Capability.RATINGS), test))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none of its 1 ratings was predicted");
    }

    @Test
    void metricsMayBeChosenWithinThePreset() {
        EventLog<String, Integer> test = ratings().add("a", 0, 1).build();
        EvaluationResult<String> result = Evaluation.of(Preset.RATING)
                .withMetrics(Metrics.parseAll("mae"))
                .evaluate(sums(TRAIN, Capability.RATINGS), test);
        assertThat(result.values()).containsOnlyKeys("mae");
        assertThat(result.preset()).as("it measured something else").isEmpty();
        assertThatThrownBy(() -> Evaluation.of(Preset.RATING).withMetrics(Metrics.parseAll("ndcg@10")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one is of rankings, one of ratings");
        assertThatThrownBy(() -> Evaluation.of(Metrics.parseAll("ndcg@10", "rmse")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be measured together");
    }
}
