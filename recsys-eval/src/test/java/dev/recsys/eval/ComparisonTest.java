package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.eval.gate.GateRule;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.segment.Breakdown;
import dev.recsys.eval.segment.Groups;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommender;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final EventLog<String, Integer> TRAIN = EventLog.builder(IdType.STRING, IdType.INT)
            .add("a", 1)
            .add("b", 1)
            .add("b", 2)
            .add("c", 3)
            .build();

    private static final EventLog<String, Integer> TEST =
            EventLog.builder(IdType.STRING, IdType.INT).add("a", 3).add("c", 1).build();

    private static Map<String, ModelBundle<String, Integer>> models() {
        var data = FeatureBuilder.build(TRAIN, FeatureConfig.defaults());
        ModelBundle<String, Integer> model =
                ModelBundle.of(ItemScoresModel.of("mine", data.shape(), new float[] {1, 0, 2}), data);
        Map<String, ModelBundle<String, Integer>> models = new LinkedHashMap<>();
        models.put("mine", model);
        models.put("popularity", Recommender.popular(model).bundle());
        return models;
    }

    @Test
    void putsModelsSideBySide() {
        Comparison<String> comparison =
                Evaluation.of(Metrics.parseAll("recall@1", "coverage@1")).compare(models(), TEST);
        assertThat(comparison.names()).containsExactly("mine", "popularity");
        assertThat(comparison.best("recall@1")).isEqualTo("mine");
        assertThat(comparison.hasSameUsers()).isTrue();
        // everybody's best unseen item: mine 3, 1; popularity 2, 1
        assertThat(comparison.toTable()).isEqualTo("""
                model       recall@1  coverage@1  users
                mine          1.0000      0.6667      2
                popularity    0.5000      0.6667      2
                """);
    }

    @Test
    void sampledComparisonSaysSo() {
        CandidateCases<String, Integer> cases = CandidateCases.builder(IdType.STRING, IdType.INT)
                .add("a", 3, List.of(2))
                .build();
        assertThat(Evaluation.of(Preset.NCF_LOO_99).compare(models(), cases).toTable())
                .contains("\nSAMPLED: over given candidates, not the full catalogue\n");
    }

    @Test
    void sampledVerdictsSaySo() {
        CandidateCases<String, Integer> cases = CandidateCases.builder(IdType.STRING, IdType.INT)
                .add("a", 3, List.of(2))
                .build();
        Evaluation evaluation = Evaluation.of(Metrics.parseAll("mrr@2"));
        Comparison<String> comparison = evaluation.compare(models(), cases);
        assertThat(comparison.significance("popularity").cells().get(0).sentence())
                .endsWith("; SAMPLED");
        assertThat(GateRule.parse("mrr@2 < baseline")
                        .check(comparison, "mine", "popularity")
                        .sentence())
                .endsWith(", SAMPLED");
        EvaluationResult<String> sampled = comparison.result("mine");
        Groups<String> groups = Groups.byAttribute("country", Map.of("a", "be"));
        assertThat(Breakdown.of(sampled, "mrr@2", groups).toString()).startsWith("mrr@2 by country, SAMPLED\n");
        assertThat(Folds.of(List.of(sampled)).toString()).endsWith(", SAMPLED");
        EventLog<String, Integer> test =
                EventLog.builder(IdType.STRING, IdType.INT).add("a", 3).build();
        EvaluationResult<String> full = evaluation.evaluate(models().get("mine"), test);
        assertThatThrownBy(() -> PairedDifference.of("mrr@2", sampled, full))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SAMPLED");
    }

    @Test
    void differentUsersAreSaid() {
        ModelBundle<String, Integer> model = models().get("mine");
        Evaluation evaluation = Evaluation.of(Metrics.parseAll("recall@1"));
        EventLog<String, Integer> less = TEST.where(row -> row == 0);
        Comparison<String> comparison =
                Comparison.of(Map.of("one", evaluation.evaluate(model, TEST), "two", evaluation.evaluate(model, less)));
        assertThat(comparison.hasSameUsers()).isFalse();
        assertThat(comparison.toTable()).endsWith("the models were evaluated on different users\n");
    }

    @Test
    void differentMetricsAreNotComparable() {
        ModelBundle<String, Integer> model = models().get("mine");
        EvaluationResult<String> one =
                Evaluation.of(Metrics.parseAll("recall@1")).evaluate(model, TEST);
        EvaluationResult<String> two =
                Evaluation.of(Metrics.parseAll("recall@2")).evaluate(model, TEST);
        assertThatThrownBy(() -> Comparison.of(Map.of("one", one, "two", two)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not comparable");
        assertThatThrownBy(() -> Comparison.of(Map.of("one", one)).result("two"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("compared were one");
    }

    @Test
    void differentRulesAreNotComparable() {
        ModelBundle<String, Integer> model = models().get("mine");
        Evaluation evaluation = Evaluation.of(Metrics.parseAll("recall@1"));
        EvaluationResult<String> one = evaluation.evaluate(model, TEST);
        EvaluationResult<String> strict =
                evaluation.withRules(Rules.defaults().withLevel(.7)).evaluate(model, TEST);
        assertThat(strict.rules().level()).isEqualTo(.7);
        assertThat(one.rules()).isEqualTo(Rules.defaults()).hasSameHashCodeAs(Rules.defaults());
        assertRefused(one, strict, "their rules are (default rules) and (relevant from gain 0.7)");
        EvaluationResult<String> seen = evaluation.withExcludeSeen(false).evaluate(model, TEST);
        assertThat(seen.excludeSeen()).isFalse();
        assertRefused(one, seen, "one leaves seen items out of the lists, and one does not");
    }

    private static void assertRefused(EvaluationResult<String> one, EvaluationResult<String> two, String why) {
        Map<String, EvaluationResult<String>> both = new LinkedHashMap<>();
        both.put("one", one);
        both.put("two", two);
        assertThatThrownBy(() -> Comparison.of(both))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'one' and 'two' are not comparable: " + why);
        assertThatThrownBy(() -> Folds.of(List.of(one, two)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'fold 1' and 'fold 2' are not comparable: " + why);
        assertThatThrownBy(() -> EvaluationResult.merge(List.of(one, two)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(why);
    }

    @Test
    void resultsOfASplitSayItAndDoNotGoWithThoseOfAnother() {
        EventLog<String, Integer> log = EventLog.builder(IdType.STRING, IdType.INT)
                .add("a", 1, 1, Instant.ofEpochSecond(1))
                .add("b", 2, 1, Instant.ofEpochSecond(2))
                .add("c", 1, 1, Instant.ofEpochSecond(3))
                .add("c", 2, 1, Instant.ofEpochSecond(4))
                .build();
        Split<String, Integer> early = Split.of(log, row -> log.time(row) == 3000, "third event");
        Split<String, Integer> late = Split.of(log, row -> log.time(row) == 4000, "fourth event");
        ModelBundle<String, Integer> model = models().get("mine");
        Evaluation evaluation = Evaluation.of(Metrics.parseAll("recall@1"));
        EvaluationResult<String> one = evaluation.evaluate(model, early);
        EvaluationResult<String> two = evaluation.evaluate(model, late);
        assertThat(one.split().orElseThrow().leakage()).hasValue(1);
        assertThat(one.toString())
                .endsWith("(1 users; split third event, 1 training events later than some test event)");
        assertThatThrownBy(() -> Comparison.of(Map.of("one", one, "two", two)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("different splits")
                .hasMessageContaining("'two' on fourth event, 0 training events later");
        assertThatThrownBy(() -> EvaluationResult.merge(List.of(one, two))).isInstanceOf(DataException.class);
        assertThat(Comparison.of(Map.of("one", one, "plain", evaluation.evaluate(model, early.test())))
                        .toTable())
                .endsWith("split: third event, 1 training events later than some test event\n");
        assertThat(Folds.of(List.of(one, two)).results()).hasSize(2);
        assertThat(evaluation.compare(models(), early).results().values())
                .allMatch(result -> result.split().isPresent());
    }

    @Test
    void bestGoesByTheDirectionOfTheMetric() {
        Comparison<Integer> comparison = ComparedResults.of(Map.of(
                "a", Map.of("ndcg@10", new double[] {.1, .2}, "calibration@10", new double[] {Double.NaN, Double.NaN}),
                "b", Map.of("ndcg@10", new double[] {.3, .2}, "calibration@10", new double[] {2, 3}),
                "c", Map.of("ndcg@10", new double[] {.3, .2}, "calibration@10", new double[] {1, 2})));
        assertThat(comparison.best("ndcg@10")).isEqualTo("b");
        assertThat(comparison.best("calibration@10")).isEqualTo("c");
        assertThatThrownBy(() -> comparison.best("mrr@10"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("was not measured");
    }
}
