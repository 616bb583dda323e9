package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.CancelledException;
import dev.recsys.DataException;
import dev.recsys.data.DataShape;
import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final List<Metric> METRICS =
            Metrics.parseAll("recall@2", "ndcg@2", "precision@2", "map@2", "mrr@2", "hit_rate@2", "coverage@2");

    /** Items 0 to 5 with scores 6 to 1, for everybody. */
    private static ModelBundle<String, Integer> scoresOf(EventLog<String, Integer> train, float... scores) {
        Dataset<String, Integer> data = FeatureBuilder.build(train, FeatureConfig.defaults());
        return ModelBundle.of(ItemScoresModel.of("scores", data.shape(), scores), data);
    }

    /** As {@link #scoresOf}, but a model that can only serve the users it knows. */
    private static ModelBundle<String, Integer> personalOf(EventLog<String, Integer> train, float... scores) {
        Dataset<String, Integer> data = FeatureBuilder.build(train, FeatureConfig.defaults());
        FactorMatrixBuilder users = FactorMatrix.builder(data.users().size(), 1);
        FactorMatrixBuilder items = FactorMatrix.builder(data.items().size(), 1);
        for (int user = 0; user < data.users().size(); user++) {
            users.setRow(user, new float[] {1}, 0);
        }
        for (int item = 0; item < data.items().size(); item++) {
            items.setRow(item, scores, item);
        }
        ModelInfo info = ModelInfo.of("personal", Map.of(), data.shape());
        return ModelBundle.of(FactorModel.of(info, users.build(), items.build()), data);
    }

    private static EventLogBuilder<String, Integer> events() {
        return EventLog.builder(IdType.STRING, IdType.INT);
    }

    /** Item 0 was seen by a, item 1 by b; all six items are known. */
    private static EventLog<String, Integer> train() {
        EventLogBuilder<String, Integer> train = events().add("a", 0).add("b", 1);
        for (int item = 0; item < 6; item++) {
            train.add("everything", item);
        }
        return train.build();
    }

    @Test
    void ranksAllItemsButTheSeenOnes() {
        ModelBundle<String, Integer> model = scoresOf(train(), 6, 5, 4, 3, 2, 1);
        // a gets 1, 2; b gets 0, 2
        EventLog<String, Integer> test =
                events().add("a", 2).add("a", 5).add("b", 0).build();
        EvaluationResult<String> result = Evaluation.of(METRICS).evaluate(model, test);
        assertThat(result.users().id(0)).isEqualTo("a");
        assertThat(result.perUser("recall@2")).containsExactly(0.5, 1);
        assertThat(result.perUser("precision@2")).containsExactly(0.5, 0.5);
        assertThat(result.perUser("mrr@2")).containsExactly(0.5, 1);
        assertThat(result.perUser("map@2")).containsExactly(0.25, 1);
        assertThat(result.value("recall@2")).isEqualTo(0.75);
        assertThat(result.value("hit_rate@2")).isEqualTo(1);
        double log3 = Math.log(3) / Math.log(2);
        assertThat(result.perUser("ndcg@2")[0]).isCloseTo((1 / log3) / (1 + 1 / log3), within(1e-15));
        assertThat(result.value("coverage@2")).isEqualTo(0.5); // 0, 1, 2 of six
        assertThat(result.relevantPairs()).isEqualTo(3);
        assertThat(result.watermark()).isEmpty();
        assertThat(result.toString()).startsWith("scores: recall@2 0.7500, ").endsWith("(2 users)");
    }

    @Test
    void unknownUsersCountWithZeroUnlessEverybodyGetsTheSame() {
        EventLog<String, Integer> test = events().add("a", 1).add("stranger", 0).build();
        EvaluationResult<String> personal =
                Evaluation.of(METRICS).evaluate(personalOf(train(), 6, 5, 4, 3, 2, 1), test);
        assertThat(personal.perUser("recall@2")).containsExactly(1, 0);
        assertThat(personal.usersWithoutList()).isEqualTo(1);
        EvaluationResult<String> same = Evaluation.of(METRICS).evaluate(scoresOf(train(), 6, 5, 4, 3, 2, 1), test);
        assertThat(same.perUser("recall@2")).containsExactly(1, 1);
        assertThat(same.usersWithoutList()).isZero();
    }

    @Test
    void relevantItemsUnknownToTheModelCountAsMissed() {
        EventLog<String, Integer> test =
                events().add("a", 1).add("a", 777).add("b", 888).build();
        EvaluationResult<String> result = Evaluation.of(METRICS).evaluate(scoresOf(train(), 6, 5, 4, 3, 2, 1), test);
        assertThat(result.perUser("recall@2")).containsExactly(0.5, 0);
        assertThat(result.relevantPairs()).isEqualTo(3);
        assertThat(result.unknownItemPairs()).isEqualTo(2);
    }

    @Test
    void pairsSeenInTrainingAreNotRelevantUnlessSeenItemsAreRanked() {
        EventLog<String, Integer> test =
                events().add("a", 0).add("a", 5).add("b", 1).build();
        ModelBundle<String, Integer> model = scoresOf(train(), 6, 5, 4, 3, 2, 1);
        EvaluationResult<String> result = Evaluation.of(METRICS).evaluate(model, test);
        assertThat(result.seenPairs()).isEqualTo(2);
        assertThat(result.excludedUsers()).isEqualTo(1); // nothing is left for b
        assertThat(result.users().size()).isEqualTo(1);
        assertThat(result.value("recall@2")).isZero();
        EvaluationResult<String> withSeen =
                Evaluation.of(METRICS).withExcludeSeen(false).evaluate(model, test);
        assertThat(withSeen.seenPairs()).isZero();
        assertThat(withSeen.perUser("recall@2")).containsExactly(0.5, 1);
    }

    @Test
    void exposuresDislikesAndWeakEventsAreNotRelevant() {
        EventLog<String, Integer> test = EventLog.of(
                IdType.STRING,
                IdType.INT,
                List.of(
                        Interaction.of("a", 1).withWeight(4),
                        Interaction.of("a", 2).withWeight(3),
                        Interaction.of("a", 3).withType("exposure").withWeight(5),
                        Interaction.of("a", 4).withType("dislike").withWeight(5),
                        Interaction.of("a", 5).withWeight(-5),
                        Interaction.of("b", 3).withType("exposure")));
        ModelBundle<String, Integer> model = scoresOf(train(), 6, 5, 4, 3, 2, 1);
        assertThat(Evaluation.of(METRICS).evaluate(model, test).relevantPairs()).isEqualTo(3); // 1, 2, 4
        Relevance relevance = Relevance.of(FeatureConfig.defaults().withTypeWeight("dislike", -1))
                .withMinWeight(4);
        EvaluationResult<String> strict =
                Evaluation.of(METRICS).withRelevance(relevance).evaluate(model, test);
        assertThat(strict.relevantPairs()).isEqualTo(1);
        assertThat(strict.excludedUsers()).isEqualTo(1);
    }

    @Test
    void equalScoresRankByItemAndAreReported() {
        ModelBundle<String, Integer> model = scoresOf(train(), 1, 2, 2, 2, 1, 1);
        EventLog<String, Integer> test = events().add("a", 2).add("b", 4).build();
        EvaluationResult<String> result = Evaluation.of(METRICS).evaluate(model, test);
        assertThat(result.perUser("mrr@2")).containsExactly(0.5, 0); // a: 1, 2 | 3; b: 2, 3 | 0
        assertThat(result.tiedShare()).isEqualTo(1);
        EvaluationResult<String> clear = Evaluation.of(METRICS).evaluate(scoresOf(train(), 6, 5, 4, 3, 2, 1), test);
        assertThat(clear.tiedShare()).isZero();
        // a tie only at the cut: 2, 1 | 1
        EvaluationResult<String> atCut = Evaluation.of(METRICS)
                .evaluate(
                        scoresOf(train(), 1, 2, 1, 1, 0, -1),
                        events().add("a", 1).build());
        assertThat(atCut.tiedShare()).isEqualTo(1);
    }

    @Test
    void testWithoutRelevantItemsIsAnError() {
        EventLog<String, Integer> test = events().add("a", 0).build();
        assertThatThrownBy(() -> Evaluation.of(METRICS).evaluate(scoresOf(train(), 6, 5, 4, 3, 2, 1), test))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no user of the 1 test events has a relevant item (1 pairs were seen");
    }

    @Test
    void idsOfAnotherTypeAreAnError() {
        EventLog<String, Integer> test = EventLog.builder(
                        IdType.STRING,
                        IdType.of(
                                "short-int",
                                Integer.class,
                                EvaluationTest::bytes,
                                b -> 0,
                                Integer::valueOf,
                                String::valueOf))
                .add("a", 1)
                .build();
        assertThatThrownBy(() -> Evaluation.of(METRICS).evaluate(scoresOf(train(), 6, 5, 4, 3, 2, 1), test))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("item ids of the test set: are of type short-int");
    }

    private static byte[] bytes(int id) {
        return new byte[] {(byte) id};
    }

    @Test
    void metricNotMeasuredIsAnErrorThatListsTheMeasuredOnes() {
        EvaluationResult<String> result = Evaluation.of(METRICS)
                .evaluate(
                        scoresOf(train(), 6, 5, 4, 3, 2, 1),
                        events().add("a", 1).build());
        assertThatThrownBy(() -> result.value("ndcg@5")).hasMessageContaining("measured are recall@2, ndcg@2");
        assertThatThrownBy(() -> result.perUser("coverage@2")).hasMessageContaining("has no value per user");
        assertThatThrownBy(() -> Evaluation.of(Metrics.parseAll("ndcg@5", "ndcg@5")))
                .hasMessageContaining("ndcg@5 is there twice");
    }

    @Test
    void cancelledEvaluationStops() {
        Evaluation cancelled = Evaluation.of(METRICS).withCancellation(() -> true);
        assertThatThrownBy(() -> cancelled.evaluate(
                        scoresOf(train(), 6, 5, 4, 3, 2, 1),
                        events().add("a", 1).build()))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void equalsANaiveTwinAtAnyParallelism() {
        long seed = 815;
        SplittableRandom random = new SplittableRandom(seed);
        EventLogBuilder<String, Integer> trainEvents = events();
        EventLogBuilder<String, Integer> testEvents = events();
        for (int i = 0; i < 12_000; i++) {
            trainEvents.add("u" + random.nextInt(1500), random.nextInt(90));
        }
        for (int i = 0; i < 9_000; i++) { // some users and items are new
            testEvents.add("u" + random.nextInt(1600), random.nextInt(95), random.nextInt(5) - 1);
        }
        EventLog<String, Integer> train = trainEvents.build();
        EventLog<String, Integer> test = testEvents.build();
        ModelBundle<String, Integer> model = randomFactors(train, random);
        List<Metric> metrics = Metrics.parseAll("recall@10", "ndcg@10", "map@5", "coverage@10");
        EvaluationResult<String> expected = Evaluation.of(metrics).evaluate(model, test);

        Map<String, double[]> twin = naive(model, test);
        assertThat(expected.users().size()).as("seed %d", seed).isEqualTo(twin.size());
        int place = 0;
        for (Map.Entry<String, double[]> entry : twin.entrySet()) {
            String user = expected.users().id(place);
            assertThat(user).isEqualTo(entry.getKey());
            assertThat(expected.perUser("recall@10")[place])
                    .as("seed %d, user %s", seed, user)
                    .isEqualTo(entry.getValue()[0]);
            assertThat(expected.perUser("ndcg@10")[place])
                    .as("seed %d, user %s", seed, user)
                    .isCloseTo(entry.getValue()[1], within(1e-12));
            place++;
        }
        assertThat(expected.usersWithoutList()).isPositive();
        assertThat(expected.seenPairs()).isPositive();
        assertThat(expected.unknownItemPairs()).isPositive();

        for (int workers : new int[] {2, 3, 8}) {
            EvaluationResult<String> parallel = Evaluation.of(metrics)
                    .withParallelism(Parallelism.threads(workers))
                    .evaluate(model, test);
            assertThat(parallel.values()).isEqualTo(expected.values());
            assertThat(parallel.perUser("map@5")).isEqualTo(expected.perUser("map@5"));
            assertThat(parallel.tiedShare()).isEqualTo(expected.tiedShare());
        }
    }

    @Test
    void progressEndsWithAllUsers() {
        List<String> heard = new ArrayList<>();
        Evaluation.of(METRICS)
                .withProgress((step, done, total, detail) -> heard.add(step + " " + done + "/" + total))
                .evaluate(
                        scoresOf(train(), 6, 5, 4, 3, 2, 1),
                        events().add("a", 1).build());
        assertThat(heard).containsExactly("users evaluated 1/1");
    }

    /** Coarse factors, so that many scores are equal. */
    private static ModelBundle<String, Integer> randomFactors(
            EventLog<String, Integer> train, SplittableRandom random) {
        Dataset<String, Integer> data = FeatureBuilder.build(train, FeatureConfig.defaults());
        FactorMatrixBuilder users = FactorMatrix.builder(data.users().size(), 2);
        FactorMatrixBuilder items = FactorMatrix.builder(data.items().size(), 2);
        for (int user = 0; user < data.users().size(); user++) {
            users.setRow(user, new float[] {random.nextInt(9), random.nextInt(9)}, 0);
        }
        for (int item = 0; item < data.items().size(); item++) {
            items.setRow(item, new float[] {random.nextInt(9), random.nextInt(9)}, 0);
        }
        DataShape shape = data.shape();
        ModelInfo info = ModelInfo.of("random", Map.of(), shape);
        return ModelBundle.of(FactorModel.of(info, users.build(), items.build()), data);
    }

    /** Recall and NDCG at 10 by user id, from lists by id and sets of ids. */
    private static Map<String, double[]> naive(ModelBundle<String, Integer> model, EventLog<String, Integer> test) {
        Map<String, Map<Integer, Double>> strengths = new TreeMap<>();
        for (int row = 0; row < test.size(); row++) {
            Interaction<String, Integer> event = test.interaction(row);
            strengths
                    .computeIfAbsent(event.user(), user -> new HashMap<>())
                    .merge(event.item(), (double) event.weight(), Double::sum);
        }
        Map<String, double[]> values = new TreeMap<>();
        strengths.forEach((user, ofUser) -> {
            Set<Integer> relevant = new TreeSet<>();
            ofUser.forEach((item, strength) -> {
                int u = model.users().positionOf(user);
                int i = model.items().positionOf(item);
                boolean seen = u >= 0 && i >= 0 && model.seen().contains(u, i);
                if (strength > 0 && !seen) {
                    relevant.add(item);
                }
            });
            if (!relevant.isEmpty()) {
                values.put(user, naiveValues(Recommender.of(model).recommend(user, 10), relevant));
            }
        });
        return values;
    }

    private static double[] naiveValues(List<Recommendation<Integer>> list, Set<Integer> relevant) {
        Set<Integer> found = new HashSet<>();
        double gained = 0;
        double ideal = 0;
        for (int rank = 1; rank <= 10; rank++) {
            double worth = Math.log(2) / Math.log(rank + 1);
            ideal += rank <= relevant.size() ? worth : 0;
            if (rank <= list.size() && relevant.contains(list.get(rank - 1).item())) {
                gained += worth;
                found.add(list.get(rank - 1).item());
            }
        }
        return new double[] {(double) found.size() / relevant.size(), gained / ideal};
    }
}
