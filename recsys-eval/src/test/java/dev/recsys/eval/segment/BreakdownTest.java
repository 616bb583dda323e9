package dev.recsys.eval.segment;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.data.ItemCatalog;
import dev.recsys.eval.Background;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Relevance;
import dev.recsys.eval.Rules;
import dev.recsys.eval.Run;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.stats.Sample;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakdownTest {

    /** Item 1 has 6 of 10 pairs, items 2 and 3 have 2 each; ann took three items, dora one, and eve none. */
    private static final EventLog<String, Integer> TRAINING = EventLog.builder(STRING, INT)
            .add("ann", 1)
            .add("ann", 2)
            .add("ann", 3)
            .add("ben", 1)
            .add("ben", 2)
            .add("cid", 1)
            .add("cid", 3)
            .add("dora", 1)
            .add("fay", 1)
            .add("gil", 1)
            .build();

    private static final Background<String, Integer> BACKGROUND =
            Background.of(FeatureBuilder.build(TRAINING, FeatureConfig.defaults()));

    private static final Judgments<String, Integer> JUDGMENTS = Judgments.builder(STRING, INT)
            .add("ben", 3, 1)
            .add("cid", 2, 1)
            .add("dora", 2, 1)
            .add("dora", 3, 1)
            .add("eve", 1, 1)
            .add("eve", 9, 1)
            .build();

    private static final Evaluation EVALUATION =
            Evaluation.of(Metrics.parseAll("recall@2", "hit_rate@1", "coverage@2"));

    private static Run<String, Integer> run(String name, int... list) {
        Run.Builder<String, Integer> run = Run.builder(name, STRING, INT);
        for (String user : List.of("ben", "cid", "dora", "eve")) {
            for (int place = 0; place < list.length; place++) {
                run.add(user, list[place], -place);
            }
        }
        return run.build();
    }

    private static EvaluationResult<String> result(int... list) {
        return EVALUATION.evaluate(run("run", list), JUDGMENTS, BACKGROUND);
    }

    @Test
    void activityIsWhatUsersTookInTraining() {
        Groups<String> groups = Groups.byActivity(BACKGROUND, 1, 2, 10);
        assertThat(groups.names()).containsExactly("0", "1", "2 to 9", "10 or more");
        assertThat(groups.of("eve")).containsExactly("0");
        assertThat(groups.of("dora")).containsExactly("1");
        assertThat(groups.of("ann")).containsExactly("2 to 9");
        assertThatThrownBy(() -> Groups.byActivity(BACKGROUND, 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ascending but are [2, 2]");
    }

    @Test
    void everyGroupHasTheMeanOfItsUsers() {
        Breakdown breakdown = Breakdown.of(result(3, 1), "recall@2", Groups.byActivity(BACKGROUND, 1, 2, 10));
        assertThat(breakdown.by()).isEqualTo("items in training");
        assertThat(breakdown.segments()).extracting(Segment::users).containsExactly(1, 1, 2, 0);
        // eve finds 1 of 2, dora 1 of 2, ben his only one, cid none
        assertThat(breakdown.segments()).extracting(Segment::mean).containsExactly(0.5, 0.5, 0.5, Double.NaN);
        assertThat(breakdown.segments().get(0).interval()).as("one user").isEmpty();
        assertThat(breakdown.segments().get(2).interval())
                .hasValue(Sample.of(new double[] {1, 0}).interval(0.95));
        assertThat(breakdown).hasToString("""
                recall@2 by items in training
                  0: 0.5000, n = 1
                  1: 0.5000, n = 1
                  2 to 9: 0.5000 [-5.8531, 6.8531], n = 2
                  10 or more: NaN, n = 0
                """);
    }

    @Test
    void differencesAreBrokenDownUserByUser() {
        Breakdown breakdown =
                Breakdown.ofDifference(result(3, 1), result(2, 1), "recall@2", Groups.coldAndWarm(BACKGROUND));
        assertThat(breakdown.segments()).extracting(Segment::name).containsExactly("cold", "warm");
        assertThat(breakdown.segments()).extracting(Segment::mean).containsExactly(0.0, 0.0);
        assertThat(breakdown.segments()).extracting(Segment::users).containsExactly(1, 3);
    }

    @Test
    void attributesMayBeUnknownAndGroupsMayOverlap() {
        Groups<String> byCountry = Groups.byAttribute("country", Map.of("ben", "be", "cid", "ch"));
        assertThat(byCountry.names()).containsExactly("be", "ch", Groups.UNKNOWN);
        assertThat(byCountry.of("eve")).containsExactly(Groups.UNKNOWN);
        Groups<String> letters = Groups.of("letter", List.of("b", "e", "n"), user -> List.of(user.split("")));
        Breakdown breakdown = Breakdown.of(result(3, 1), "recall@2", letters);
        assertThat(breakdown.segments()).extracting(Segment::users).containsExactly(1, 2, 1);
        assertThatThrownBy(() -> Groups.of("x", List.of("a", "a"), user -> List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void headHasFourFifthsOfThePairs() {
        Groups<Integer> groups = Groups.byPopularity(BACKGROUND);
        assertThat(groups.of(1)).containsExactly("head");
        assertThat(groups.of(2)).as("of two equally popular ones the first").containsExactly("head");
        assertThat(groups.of(3)).containsExactly("tail");
        assertThat(groups.of(9)).containsExactly("cold");
    }

    @Test
    void partsOfItemsJudgeTheSameListsByTheirOwnItemsOnly() {
        JudgmentParts<String, Integer> parts = JudgmentParts.byItems(JUDGMENTS, Groups.byPopularity(BACKGROUND));
        assertThat(parts.parts()).containsOnlyKeys("head", "tail", "cold");
        Map<String, EvaluationResult<String>> results = parts.evaluate(EVALUATION, run("run", 3, 1), BACKGROUND);
        Breakdown breakdown = Breakdown.of(parts.by(), results, "recall@2");
        assertThat(breakdown.segments()).extracting(Segment::name).containsExactly("head", "tail", "cold");
        assertThat(breakdown.segments()).extracting(Segment::users).containsExactly(3, 2, 1);
        assertThat(breakdown.segments().get(0).mean()).isCloseTo(1 / 3.0, within(1e-15)); // eve's item 1
        assertThat(breakdown.segments().get(1).mean()).isEqualTo(1);
        assertThat(breakdown.segments().get(2).mean()).isZero();
        Breakdown difference = Breakdown.ofDifference(
                parts.by(), results, parts.evaluate(EVALUATION, run("other", 2, 1), BACKGROUND), "recall@2");
        assertThat(difference.segments().get(1).mean()).isEqualTo(1);
    }

    @Test
    void partsWithoutAGainFromTheLevelUpAreSkipped() {
        Judgments<String, Integer> graded =
                Judgments.builder(STRING, INT).add("ben", 1, 3).add("ben", 3, 1).build();
        JudgmentParts<String, Integer> parts = JudgmentParts.byItems(graded, Groups.byPopularity(BACKGROUND));
        assertThat(parts.parts()).containsOnlyKeys("head", "tail");
        Evaluation strict = EVALUATION.withRules(Rules.defaults().withLevel(2));
        assertThat(parts.evaluate(strict, run("run", 3, 1), BACKGROUND)).containsOnlyKeys("head");
    }

    @Test
    void categoriesAreGroupsOfItems() {
        ItemCatalog<Integer> catalog = ItemCatalog.of(
                INT,
                List.of(
                        ItemCatalog.Item.of(1).withCategories(List.of("drama", "crime")),
                        ItemCatalog.Item.of(2).withCategories(List.of("crime"))));
        Groups<Integer> groups = Groups.byCategory(catalog);
        assertThat(groups.names()).containsExactly("crime", "drama", Groups.UNKNOWN);
        assertThat(groups.of(1)).containsExactlyInAnyOrder("drama", "crime");
        assertThat(groups.of(9)).containsExactly(Groups.UNKNOWN);
        assertThat(JudgmentParts.byItems(JUDGMENTS, groups).parts()).containsOnlyKeys("crime", "drama", Groups.UNKNOWN);
    }

    @Test
    void windowsOfTimeHaveAboutAsManyEventsEach() {
        EventLog<String, Integer> test = EventLog.builder(STRING, INT)
                .add("ben", 3, 1, Instant.ofEpochMilli(100))
                .add("cid", 2, 1, Instant.ofEpochMilli(200))
                .add("dora", 2, 1, Instant.ofEpochMilli(200))
                .add("eve", 1, 1, Instant.ofEpochMilli(300))
                .build();
        JudgmentParts<String, Integer> parts = JudgmentParts.byTime(test, Relevance.defaults(), BACKGROUND, 2);
        assertThat(parts.parts()).containsOnlyKeys("from 1970-01-01T00:00:00.100Z", "from 1970-01-01T00:00:00.200Z");
        assertThat(parts.parts().values())
                .extracting(part -> part.users().size())
                .containsExactly(1, 3);
    }

    @Test
    void differentUsersOrPartsAreAnError() {
        Map<String, EvaluationResult<String>> parts = new LinkedHashMap<>(Map.of("a", result(3, 1)));
        assertThatThrownBy(() -> Breakdown.ofDifference("x", parts, Map.of("b", result(3, 1)), "recall@2"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("different parts");
        assertThatThrownBy(() -> Breakdown.of(result(3, 1), "coverage@2", Groups.coldAndWarm(BACKGROUND)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has no value per user");
    }
}
