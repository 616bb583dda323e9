package dev.recsys.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.GateException;
import dev.recsys.eval.ComparedResults;
import dev.recsys.eval.Comparison;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateRuleTest {

    private static final int USERS = 100;

    /** Around a mean, up and down by a spread. */
    private static double[] values(double mean, double spread) {
        double[] values = new double[USERS];
        Arrays.setAll(values, user -> mean + (user % 2 == 0 ? spread : -spread));
        return values;
    }

    /** The baseline has .4; the standard error of noisy's mean is .02. */
    private static Comparison<Integer> comparison() {
        return ComparedResults.of(Map.of(
                "live", Map.of("ndcg@10", values(.4, 0), "coverage@10", new double[] {.5}, "user_rmse", values(.9, .1)),
                "worse",
                        Map.of(
                                "ndcg@10",
                                values(.38, .001),
                                "coverage@10",
                                new double[] {.4},
                                "user_rmse",
                                values(1, .1)),
                "noisy",
                        Map.of(
                                "ndcg@10",
                                values(.39, .2),
                                "coverage@10",
                                new double[] {.5},
                                "user_rmse",
                                values(.9, .1)),
                "two words",
                        Map.of("ndcg@10", values(.5, 0), "coverage@10", new double[] {.9}, "user_rmse", values(.8, 0)),
                "item-knn",
                        Map.of(
                                "ndcg@10",
                                values(.4, 0),
                                "coverage@10",
                                new double[] {.9},
                                "user_rmse",
                                values(.8, 0))));
    }

    private static GateOutcome check(String rule, String model) {
        return GateRule.parse(rule).check(comparison(), model, "live");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "ndcg@10 < baseline, worse, true",
                "ndcg@10 < live, worse, true",
                "ndcg@10<live, worse, true",
                "ndcg@10 < baseline - 1%, worse, true", // .38 < .396
                "ndcg@10 < baseline - 5%, worse, false", // .38 is the bound
                "ndcg@10 < baseline - 6%, worse, false",
                "ndcg@10 < baseline - 0.01, worse, true",
                "ndcg@10 < baseline - .03, worse, false",
                "ndcg@10 < baseline + 1 %, live, true",
                "ndcg@10 < 0.39, worse, true",
                "ndcg@10 < 0.37, worse, false",
                "ndcg@10 > 0.37, worse, true",
                "ndcg@10 < baseline, noisy, false", // the interval holds 0
                "ndcg@10 < 'two words' - 10%, worse, true",
                "ndcg@10 < \"two words\" - 50%, worse, false",
                "ndcg@10 < item-knn - 1%, worse, true",
                "ndcg@10 < item-knn -1%, worse, true",
                "coverage@10 < baseline - 10%, worse, true",
                "coverage@10 < baseline, noisy, false",
                "coverage@10 < 0.45, worse, true",
                "user_rmse > baseline + 5%, worse, true",
                "user_rmse > baseline, noisy, false"
            })
    void failsWhereTheLossIsShown(String rule, String model, boolean failed) {
        assertThat(check(rule, model).failed())
                .describedAs("%s of %s", rule, model)
                .isEqualTo(failed);
    }

    @Test
    void evidenceSaysHowSureItMustBe() {
        GateRule rule = GateRule.parse("ndcg@10 < baseline");
        Comparison<Integer> comparison = comparison();
        assertThat(rule.withEvidence(Evidence.SHOWN)
                        .check(comparison, "noisy", "live")
                        .failed())
                .isFalse();
        assertThat(rule.withEvidence(Evidence.POINT)
                        .check(comparison, "noisy", "live")
                        .failed())
                .isTrue();
        GateRule loose = GateRule.parse("ndcg@10 < baseline - 0.02");
        assertThat(loose.withEvidence(Evidence.POINT)
                        .check(comparison, "noisy", "live")
                        .failed())
                .isFalse();
        assertThat(loose.withEvidence(Evidence.NOT_EXCLUDED)
                        .check(comparison, "noisy", "live")
                        .failed())
                .isTrue();
        assertThat(loose.withEvidence(Evidence.NOT_EXCLUDED)
                        .check(comparison, "item-knn", "live")
                        .failed())
                .isFalse();
        assertThat(rule.withEvidence(Evidence.NOT_EXCLUDED)
                        .check(comparison, "live", "live")
                        .failed())
                .isFalse();
    }

    @Test
    void theOutcomeIsASentence() {
        GateOutcome outcome = check("  ndcg@10 < baseline - 1%", "worse");
        assertThat(outcome.sentence())
                .isEqualTo(
                        "failed: ndcg@10 < baseline - 1% is shown for worse: 0.3800 against 0.3960, difference -0.0160 "
                                + outcome.interval().orElseThrow());
        assertThat(outcome.value()).isCloseTo(.38, within(1e-12));
        assertThat(outcome.bound()).isCloseTo(.396, within(1e-12));
        assertThat(outcome.interval().orElseThrow().contains(-.016)).isTrue();
        assertThatThrownBy(outcome::requirePassed)
                .isInstanceOf(GateException.class)
                .hasMessage(outcome.sentence());

        GateOutcome passed = check("coverage@10 < baseline - 50%", "worse");
        assertThat(passed)
                .hasToString("passed: coverage@10 < baseline - 50% does not hold for worse: 0.4000 against 0.2500, "
                        + "difference +0.1500 without interval");
        assertThatCode(passed::requirePassed).doesNotThrowAnyException();
    }

    @Test
    void fewUsersShowNothingAndExcludeNothing() {
        GateRule rule = GateRule.parse("ndcg@10 < live");
        for (int users : new int[] {1, 2, 5}) {
            double[] ones = new double[users];
            Arrays.fill(ones, 1);
            for (boolean better : new boolean[] {false, true}) {
                Comparison<Integer> comparison = ComparedResults.of(Map.of(
                        "live", Map.of("ndcg@10", better ? new double[users] : ones),
                        "new", Map.of("ndcg@10", better ? ones : new double[users])));
                GateOutcome shown = rule.check(comparison, "new", "live");
                assertThat(shown.failed()).as("%d users", users).isFalse();
                assertThat(shown.sentence())
                        .startsWith("passed: ndcg@10 < live is not shown for new")
                        .endsWith(", too few users: " + users);
                assertThat(shown.interval().isPresent()).isEqualTo(users > 1);
                GateOutcome strict = rule.withEvidence(Evidence.NOT_EXCLUDED).check(comparison, "new", "live");
                assertThat(strict.failed()).isTrue();
                assertThat(strict.sentence())
                        .startsWith("failed: ndcg@10 < live is not excluded for new")
                        .endsWith(", too few users: " + users);
                GateOutcome point = rule.withEvidence(Evidence.POINT).check(comparison, "new", "live");
                assertThat(point.failed()).isEqualTo(!better);
                assertThat(point.sentence()).doesNotContain("too few");
            }
        }
    }

    @Test
    void roundingIsNoLoss() {
        Comparison<Integer> comparison = ComparedResults.of(
                Map.of("live", Map.of("ndcg@10", values(.1 + .2, 0)), "new", Map.of("ndcg@10", values(.3, 0))));
        GateRule rule = GateRule.parse("ndcg@10 < live");
        assertThat(rule.check(comparison, "new", "live").failed()).isFalse();
        assertThat(rule.withEvidence(Evidence.NOT_EXCLUDED)
                        .check(comparison, "new", "live")
                        .failed())
                .isFalse();
    }

    @Test
    void aModelMayBeCalledBaseline() {
        Comparison<Integer> comparison = ComparedResults.of(
                Map.of("baseline", Map.of("ndcg@10", values(.2, 0)), "other", Map.of("ndcg@10", values(.3, 0))));
        assertThat(GateRule.parse("ndcg@10 < baseline")
                        .check(comparison, "other", "other")
                        .bound())
                .isCloseTo(.2, within(1e-12));
    }

    @Test
    void valuesThatAreNoMeansAreComparedAsTheyAre() {
        // of a single catalogue value there is no interval, with any evidence
        GateRule rule = GateRule.parse("coverage@10 < baseline").withEvidence(Evidence.NOT_EXCLUDED);
        GateOutcome outcome = rule.check(comparison(), "worse", "live");
        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.interval()).isEmpty();
        assertThat(outcome.sentence()).contains("holds for worse");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = ';',
            value = {
                "~~; position 1; there must be a metric",
                "< 0.3; position 1; there must be a metric",
                "ndcg@10; position 8; there must be < or >",
                "ndcg@10 = 0.3; position 9; there must be < or >",
                "ndcg@10 <= 0.3; position 10; there is no <=",
                "ndcg@10 <; position 10; a number or a model",
                "ndcg@10 < 0.3 - 1%; position 15; after a number nothing may follow",
                "ndcg@10 < 1e-3; position 11; neither a number nor a model",
                "ndcg@10 < -; position 11; neither a number nor a model",
                "ndcg@10 < live * 2; position 16; + or -",
                "ndcg@10 < live -; position 17; a number without sign",
                "ndcg@10 < live - -1%; position 18; a number without sign",
                "ndcg@10 < live - x; position 18; a number without sign",
                "ndcg@10 < live - 1% of it; position 21; nothing may follow",
                "ndcg@10 < 'live; position 11; the quote is not closed",
                "ndcg@10 < 0.3 and x < 2; position 15; nothing may follow"
            })
    void whatIsNoRuleIsSaidWithItsPlace(String rule, String position, String message) {
        assertThatThrownBy(() -> GateRule.parse(rule))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("rule '" + rule + "', " + position + ":")
                .hasMessageContaining(message)
                .hasMessageContaining("for instance ndcg@10 < baseline - 1%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recall@10 < baseline", "ndcg@10 < other", "ndcg@10 < item-knn-1%"})
    void whatIsNotThereIsSaidWithWhatIs(String rule) {
        assertThatThrownBy(() -> check(rule, "worse"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("rule '" + rule + "': ")
                .hasMessageContaining(rule.startsWith("recall") ? "measured are " : "compared are item-knn, live");
        assertThatThrownBy(() -> check("ndcg@10 < 0.3", "nobody")).hasMessageContaining("no model 'nobody'");
    }

    @Test
    void aMetricWithoutAValueIsNoPass() {
        Comparison<Integer> comparison = ComparedResults.of(Map.of(
                "a", Map.of("novelty@10", new double[] {Double.NaN}), "b", Map.of("novelty@10", new double[] {1})));
        assertThatThrownBy(() -> GateRule.parse("novelty@10 < b").check(comparison, "a", "b"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'a' has no value of novelty@10");
    }
}
