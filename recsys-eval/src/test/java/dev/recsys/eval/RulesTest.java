package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.data.Dataset;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.metric.RankingMetric;
import dev.recsys.eval.metric.UserMetric;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rules hold whatever is evaluated: a model, a recommender, given candidates, a run. */
class RulesTest {

    private static final Rules EXPECTED = Rules.defaults().withTies(Rules.Ties.EXPECTED);
    private static final Rules CONDENSED = Rules.defaults().withUnjudged(Rules.Unjudged.REMOVE);

    /** Five items 0 to 4 that one user took. */
    private static ModelBundle<String, Integer> model(float... scores) {
        EventLogBuilder<String, Integer> train = EventLog.builder(IdType.STRING, IdType.INT);
        for (int item = 0; item < scores.length; item++) {
            train.add("everything", item);
        }
        Dataset<String, Integer> data = FeatureBuilder.build(train.build(), FeatureConfig.defaults());
        return ModelBundle.of(ItemScoresModel.of("scores", data.shape(), scores), data);
    }

    private static EventLog<String, Integer> test(Object... userItemWeights) {
        EventLogBuilder<String, Integer> test = EventLog.builder(IdType.STRING, IdType.INT);
        for (int i = 0; i < userItemWeights.length; i += 3) {
            test.add(Interaction.of((String) userItemWeights[i], (Integer) userItemWeights[i + 1])
                    .withWeight(((Integer) userItemWeights[i + 2]).floatValue()));
        }
        return test.build();
    }

    private static Evaluation of(Rules rules, String... names) {
        return Evaluation.of(Metrics.parseAll(names)).withRules(rules);
    }

    @Test
    void tiesAreExpectedForModelsThoughTheyGoThroughTheCut() {
        // score 1 for items 0 to 3 of five: one relevant item among four tied ones, two of which are in front
        ModelBundle<String, Integer> model = model(1, 1, 1, 1, 0);
        EvaluationResult<String> result = of(EXPECTED, "recall@2", "mrr@2").evaluate(model, test("u", 3, 1));
        assertThat(result.value("recall@2")).isEqualTo(0.5);
        assertThat(result.value("mrr@2")).isCloseTo((1 + 0.5) / 4, within(1e-15));
        assertThat(of(Rules.defaults(), "recall@2")
                        .evaluate(model, test("u", 3, 1))
                        .value("recall@2"))
                .isZero();
    }

    @Test
    void tiesAreExpectedForCandidatesAndRuns() {
        CandidateCases<String, Integer> cases = CandidateCases.builder(IdType.STRING, IdType.INT)
                .add("u", 3, List.of(0, 1, 2, 4))
                .build();
        assertThat(of(EXPECTED, "recall@2")
                        .evaluate(model(1, 1, 1, 1, 0), cases)
                        .value("recall@2"))
                .isEqualTo(0.5);
        Run.Builder<String, Integer> run = Run.builder("run", IdType.STRING, IdType.INT);
        for (int item = 0; item < 5; item++) {
            run.add("u", item, item < 4 ? 1 : 0);
        }
        Judgments<String, Integer> judgments =
                Judgments.builder(IdType.STRING, IdType.INT).add("u", 3, 1).build();
        assertThat(of(EXPECTED, "recall@2").evaluate(run.build(), judgments).value("recall@2"))
                .isEqualTo(0.5);
    }

    @Test
    void whatCannotBeExpectedIsAnError() {
        ModelBundle<String, Integer> model = model(1, 1);
        assertThatThrownBy(() -> of(EXPECTED, "bpref").evaluate(model, test("u", 1, 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("metric 'bpref': has no expectation over ties");
        assertThatThrownBy(() ->
                        of(EXPECTED, "recall@1").evaluate(Recommender.of(model), Background.of(model), test("u", 1, 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("rule EXPECTED of ties");
        assertThatThrownBy(() -> of(CONDENSED, "recall@1")
                        .evaluate(Recommender.of(model), Background.of(model), test("u", 1, 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("rule REMOVE of unjudged items");
    }

    @Test
    void levelSaysWhatIsRelevantInATestLog() {
        ModelBundle<String, Integer> model = model(5, 4, 3, 2, 1);
        EventLog<String, Integer> test = test("u", 0, 2, "u", 1, 4, "u", 9, 5, "v", 0, 3);
        EvaluationResult<String> result = of(Rules.defaults().withLevel(4), "recall@5", "mrr@5", "ndcg@5:LINEAR")
                .evaluate(model, test);
        assertThat(result.users().size()).isEqualTo(1);
        assertThat(result.excludedUsers()).isEqualTo(1); // v
        assertThat(result.relevantPairs()).isEqualTo(2);
        assertThat(result.unknownItemPairs()).isEqualTo(1);
        assertThat(result.value("recall@5")).isEqualTo(0.5);
        assertThat(result.value("mrr@5")).isEqualTo(0.5);
        double log3 = Math.log(3) / Math.log(2);
        assertThat(result.value("ndcg@5:LINEAR")).isCloseTo((2 + 4 / log3) / (5 + 4 / log3 + 1), within(1e-12));
    }

    @Test
    void condensedListsOfAModelRankJudgedItemsOnly() {
        EvaluationResult<String> result = of(CONDENSED.withLevel(2), "mrr@1", "num_ret")
                .evaluate(model(5, 4, 3, 2, 1), test("u", 2, 1, "u", 4, 3));
        assertThat(result.value("mrr@1")).isZero(); // in order: 2, 4
        assertThat(result.value("num_ret")).isEqualTo(2);
    }

    @Test
    void duplicatesOfARecommenderAreTakenOutIfTheRulesSaySo() {
        ModelBundle<String, Integer> model = model(5, 4, 3, 2, 1);
        Recommender<String, Integer> twice = request -> List.of(
                Recommendation.of(0, 3, 1, "x"), Recommendation.of(0, 2, 2, "x"), Recommendation.of(1, 1, 3, "x"));
        Evaluation keepFirst = of(Rules.defaults().withDuplicates(Rules.Duplicates.KEEP_FIRST), "mrr@3");
        assertThat(keepFirst
                        .evaluate(twice, Background.of(model), test("u", 1, 1))
                        .value("mrr@3"))
                .isEqualTo(0.5);
        assertThatThrownBy(() -> of(Rules.defaults(), "mrr@3").evaluate(twice, Background.of(model), test("u", 1, 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("item 0 is there twice");
    }

    @Test
    void usersWithoutAListAreLeftOutOfMetricsOfListsToo() {
        ModelBundle<String, Integer> model = model(5, 4, 3, 2, 1);
        Run<String, Integer> run = Run.<String, Integer>builder("run", IdType.STRING, IdType.INT)
                .add("u", 0, 1)
                .build();
        Judgments<String, Integer> judgments = Judgments.builder(IdType.STRING, IdType.INT)
                .add("u", 0, 1)
                .add("v", 0, 1)
                .build();
        Rules answered = Rules.defaults().withNoList(Rules.NoList.INTERSECTION);
        for (Rules rules : List.of(Rules.defaults(), answered)) {
            EvaluationResult<String> result =
                    of(rules, "long_tail_count@2", "mrr@2").evaluate(run, judgments, Background.of(model));
            boolean[] counts = {true, rules.noList() == Rules.NoList.ZERO};
            for (int user = 0; user < 2; user++) {
                assertThat(Double.isNaN(result.perUser("long_tail_count@2")[user]))
                        .isEqualTo(!counts[user]);
                assertThat(Double.isNaN(result.perUser("mrr@2")[user])).isEqualTo(!counts[user]);
            }
            assertThat(result.usersWithoutList()).isEqualTo(1);
        }
    }

    /** The lists a, a, b, a, c with a and c relevant: a, b, c is left. */
    @Test
    void duplicatesOfARunAreTakenOutBeforeTheCutOrAreAnError() {
        Judgments<String, Integer> judgments = Judgments.builder(IdType.STRING, IdType.INT)
                .add("u", 0, 1)
                .add("u", 2, 1)
                .build();
        Run<String, Integer> run = Run.<String, Integer>builder("run", IdType.STRING, IdType.INT)
                .add("u", 0, 5)
                .add("u", 0, 4)
                .add("u", 1, 3)
                .add("u", 0, 2)
                .add("u", 2, 1)
                .build();
        Rules keepFirst = Rules.defaults().withDuplicates(Rules.Duplicates.KEEP_FIRST);
        EvaluationResult<String> result = of(keepFirst, "precision@4", "recall@4", "map@4", "mrr@4", "ndcg@4")
                .evaluate(run, judgments);
        assertThat(result.value("precision@4")).isEqualTo(0.5);
        assertThat(result.value("recall@4")).isEqualTo(1);
        assertThat(result.value("map@4")).isCloseTo((1 + 2 / 3.0) / 2, within(1e-15));
        assertThat(result.value("ndcg@4")).isCloseTo(1.5 / (1 + Math.log(2) / Math.log(3)), within(1e-15));
        assertThatThrownBy(() -> of(Rules.defaults(), "recall@4").evaluate(run, judgments))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("item 0 is there twice");
    }

    @Test
    void gainsTooGreatForAnExponentAreAnError() {
        EventLog<String, Integer> test = test("u", 0, 5000);
        assertThat(of(Rules.defaults(), "ndcg@2:LINEAR")
                        .evaluate(model(1, 0), test)
                        .value("ndcg@2:LINEAR"))
                .isEqualTo(1);
        assertThatThrownBy(() -> of(Rules.defaults(), "ndcg@2:EXP").evaluate(model(1, 0), test))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("2^5000.0 is more than sums can hold");
    }

    @Test
    void negativeGainsAreCounted() {
        Judgments<String, Integer> judgments = Judgments.builder(IdType.STRING, IdType.INT)
                .add("u", 0, 1)
                .add("u", 1, -1)
                .add("v", 1, -2)
                .build();
        Run<String, Integer> run = Run.<String, Integer>builder("run", IdType.STRING, IdType.INT)
                .add("u", 1, 1)
                .build();
        assertThat(of(Rules.defaults(), "mrr@2").evaluate(run, judgments).clippedGains())
                .as("of users that are evaluated")
                .isEqualTo(1);
        assertThat(of(Rules.trec(), "mrr@2").evaluate(run, judgments).clippedGains())
                .isEqualTo(2);
    }

    @Test
    void aPresetIsNotClaimedByWhatMeasuresSomethingElse() {
        Evaluation preset = Evaluation.of(Preset.LIGHTGCN);
        ModelBundle<String, Integer> model = model(5, 4, 3, 2, 1);
        EventLog<String, Integer> test = test("u", 0, 1);
        assertThat(preset.evaluate(model, test).preset()).contains(Preset.LIGHTGCN);
        assertThat(preset.withRules(Rules.defaults()).evaluate(model, test).preset())
                .contains(Preset.LIGHTGCN);
        for (Evaluation other : List.of(
                preset.withRules(Rules.trec()),
                preset.withMetrics(Metrics.parseAll("recall@20")),
                preset.withExcludeSeen(false))) {
            assertThat(other.evaluate(model, test).preset()).isEmpty();
            assertThat(other.toString()).doesNotContain("preset");
        }
    }

    @Test
    void areaUnderTheCurveOfModelsAndCandidatesCountsTiesHalf() {
        ModelBundle<String, Integer> model = model(2, 1, 1, 1, 0);
        double expected = (2 * 0.5 + 1) / 4; // two tied with it, one below
        assertThat(of(Rules.defaults(), "auc").evaluate(model, test("u", 2, 1)).value("auc"))
                .isEqualTo(expected);
        CandidateCases<String, Integer> cases = CandidateCases.builder(IdType.STRING, IdType.INT)
                .add("u", 2, List.of(0, 1, 3, 4))
                .build();
        assertThat(of(Rules.defaults(), "auc").evaluate(model, cases).value("auc"))
                .isEqualTo(expected);
    }

    @Test
    void everyMetricHasTheSameBitsAtAnyParallelism() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        Run.Builder<Integer, Integer> run = Run.builder("run", IdType.INT, IdType.INT);
        Judgments.Builder<Integer, Integer> judgments = Judgments.builder(IdType.INT, IdType.INT);
        for (int user = 0; user < 3000; user++) {
            for (int item : random.ints(30, 0, 200).distinct().toArray()) {
                run.add(user, item, random.nextInt(12));
            }
            for (int item : random.ints(8, 0, 200).distinct().toArray()) {
                judgments.add(user, item, random.nextInt(-1, 5));
            }
        }
        List<Metric> metrics = new ArrayList<>();
        for (RankingMetric metric : Metrics.all(10)) {
            if (metric instanceof UserMetric) {
                metrics.add(metric);
            }
        }
        Run<Integer, Integer> lists = run.build();
        Judgments<Integer, Integer> judged = judgments.build();
        EvaluationResult<Integer> single = Evaluation.of(metrics).evaluate(lists, judged);
        for (int threads : new int[] {2, 3, 7}) {
            EvaluationResult<Integer> several = Evaluation.of(metrics)
                    .withParallelism(Parallelism.threads(threads))
                    .evaluate(lists, judged);
            assertThat(several.values()).as("seed " + seed).isEqualTo(single.values());
            for (Metric metric : metrics) {
                assertThat(several.perUser(metric.name())).isEqualTo(single.perUser(metric.name()));
            }
        }
    }
}
