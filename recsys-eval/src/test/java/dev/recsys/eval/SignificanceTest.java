package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.eval.Significance.Verdict;
import dev.recsys.eval.stats.Correction;
import dev.recsys.eval.stats.PairedTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignificanceTest {

    private static final int USERS = 60;

    /** Values by user; a model's own pattern on top of a base that goes up and down. */
    private static double[] values(double shift, double spread) {
        double[] values = new double[USERS];
        Arrays.setAll(values, user -> 0.3 + 0.1 * (user % 5) + shift + spread * ((user * 7) % 11 - 5));
        return values;
    }

    private static Comparison<Integer> comparison() {
        return ComparedResults.of(Map.of(
                "live",
                Map.of("ndcg@10", values(0, 0), "recall@10", values(0, 0), "novelty@10", values(0, 0)),
                "new",
                Map.of("ndcg@10", values(.02, .003), "recall@10", values(.001, .01), "novelty@10", values(.5, .01)),
                "old",
                Map.of("ndcg@10", values(-.1, .003), "recall@10", values(-.1, .01), "novelty@10", values(-.5, .01))));
    }

    @Test
    void allMetricsAndModelsAreOneFamily() {
        Significance significance = comparison().significance("live");
        assertThat(significance.cells()).hasSize(6);
        double[] p =
                significance.cells().stream().mapToDouble(Significance.Cell::p).toArray();
        assertThat(significance.cells().stream().map(Significance.Cell::adjustedP))
                .containsExactlyElementsOf(
                        Arrays.stream(Correction.HOLM.adjust(p)).boxed().toList());
        assertThat(significance.cell("ndcg@10", "new", "live").verdict()).isEqualTo(Verdict.BETTER);
        assertThat(significance.cell("ndcg@10", "old", "live").verdict()).isEqualTo(Verdict.WORSE);
        assertThat(significance.cell("recall@10", "new", "live").verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(significance.cell("novelty@10", "new", "live").verdict()).isEqualTo(Verdict.HIGHER);
        assertThat(significance.cell("novelty@10", "old", "live").verdict()).isEqualTo(Verdict.LOWER);
    }

    @Test
    void oneSentenceSaysIt() {
        Significance significance = comparison().significance("live");
        assertThat(significance.cell("ndcg@10", "new", "live").sentence())
                .matches(
                        "new is better than live on ndcg@10 by \\+0\\.0\\d+ \\[\\+0\\.0\\d+, \\+0\\.0\\d+\\], 60 users, "
                                + "p < \\.0001 after Holm over 6 comparisons; won for 60, tied 0, lost 0");
        assertThat(significance.cell("recall@10", "new", "live").sentence())
                .matches("no difference between new and live on recall@10 was shown: [+-]0\\.0\\d+ "
                        + "\\[-0\\.0\\d+, \\+0\\.0\\d+\\], 60 users, p = \\.\\d+ after Holm over 6 comparisons; with these users "
                        + "a true difference of 0\\.0\\d+ would have been seen four times in five");
        assertThat(significance.cell("novelty@10", "old", "live").sentence())
                .contains("old is lower than live")
                .endsWith("higher for 0, equal for 0, lower for 60");
        assertThat(significance.toString().lines()).hasSize(6);
    }

    @Test
    void aSmallerFamilyNeedsLess() {
        Significance all = comparison().significance("live");
        Significance one = all.withMetrics("recall@10");
        assertThat(one.cells()).hasSize(2);
        assertThat(one.cell("recall@10", "new", "live").adjustedP())
                .isLessThanOrEqualTo(all.cell("recall@10", "new", "live").adjustedP());
        assertThat(one.cell("recall@10", "new", "live").smallestDetectable())
                .isLessThan(all.cell("recall@10", "new", "live").smallestDetectable());
        assertThat(all.withCorrection(Correction.NONE)
                        .cell("recall@10", "new", "live")
                        .sentence())
                .doesNotContain("after");
    }

    @Test
    void testCorrectionAndAlphaAreChosen() {
        Significance significance = comparison()
                .significance("live")
                .withTest(PairedTest.WILCOXON)
                .withCorrection(Correction.BENJAMINI_HOCHBERG)
                .withAlpha(0.01);
        assertThat(significance.test()).isEqualTo(PairedTest.WILCOXON);
        assertThat(significance.correction()).isEqualTo(Correction.BENJAMINI_HOCHBERG);
        assertThat(significance.alpha()).isEqualTo(0.01);
        Significance.Cell cell = significance.cell("ndcg@10", "new", "live");
        assertThat(cell.p()).isEqualTo(cell.difference().wilcoxon().p());
        assertThat(cell.sentence()).contains("after Benjamini-Hochberg over 6 comparisons");
    }

    @Test
    void allPairsOnRequest() {
        Significance significance = comparison().significance();
        assertThat(significance.cells()).hasSize(9);
        assertThat(significance.cells().stream()
                        .map(cell -> cell.model() + cell.baseline())
                        .distinct())
                .hasSize(3);
    }

    @Test
    void ofErrorsLessIsBetter() {
        Comparison<Integer> comparison = ComparedResults.of(
                Map.of("live", Map.of("user_rmse", values(0, 0)), "new", Map.of("user_rmse", values(-.05, .003))));
        Significance.Cell cell = comparison.significance("live").cells().get(0);
        assertThat(cell.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(cell.sentence())
                .startsWith("new is better than live on user_rmse by -0.0")
                .endsWith("won for 60, tied 0, lost 0");
        assertThat(comparison.best("user_rmse")).isEqualTo("new");
    }

    @Test
    void equalModelsAreUndecided() {
        Comparison<Integer> comparison =
                ComparedResults.of(Map.of("a", Map.of("ndcg@10", values(0, 0)), "b", Map.of("ndcg@10", values(0, 0))));
        Significance.Cell cell = comparison.significance("a").cells().get(0);
        assertThat(cell.p()).isEqualTo(1);
        assertThat(cell.sentence())
                .isEqualTo("no difference between b and a on ndcg@10 was shown: +0.0000 [+0.0000, +0.0000], 60 users, "
                        + "p = 1.0000; differences do not vary, so what would have been seen is not known");
    }

    @Test
    void tooFewUsersShowNothing() {
        for (int users = 1; users <= 6; users++) {
            double[] values = new double[users];
            Arrays.setAll(values, user -> .5 + user / 1000.0);
            Comparison<Integer> comparison = ComparedResults.of(
                    Map.of("a", Map.of("ndcg@10", new double[users]), "b", Map.of("ndcg@10", values)));
            Significance.Cell cell = comparison.significance("a").cells().get(0);
            assertThat(cell.verdict()).isEqualTo(users < 6 ? Verdict.UNDECIDED : Verdict.BETTER);
            if (users < 6) {
                assertThat(cell.sentence()).endsWith("; too few users to show anything");
            }
            assertThat(cell.difference().isAboveZero()).isEqualTo(users == 6);
        }
        Comparison<Integer> one = ComparedResults.of(
                Map.of("a", Map.of("ndcg@10", new double[1]), "b", Map.of("ndcg@10", new double[] {1})));
        assertThat(one.significance("a"))
                .hasToString("no difference between b and a on ndcg@10 was shown: +1.0000 without interval, 1 user, "
                        + "p = 1.0000; too few users to show anything\n");
    }

    @Test
    void whatHasNoValueIsLeftOutOfTheFamily() {
        double[] none = new double[USERS];
        Arrays.fill(none, Double.NaN);
        Comparison<Integer> comparison = ComparedResults.of(Map.of(
                "cold", Map.of("ndcg@10", values(.02, .003), "novelty@10", none),
                "live", Map.of("ndcg@10", values(0, 0), "novelty@10", values(0, 0)),
                "new", Map.of("ndcg@10", values(.02, .003), "novelty@10", values(.5, .01))));
        Significance significance = comparison.significance("live");
        assertThat(significance.cells()).hasSize(3);
        assertThat(significance.cells().get(0).sentence()).contains("over 3 comparisons");
        assertThat(significance.toString().lines())
                .hasSize(4)
                .contains("cold was not compared with live on novelty@10: no user has a value of both");
        assertThat(significance.withMetrics("ndcg@10").toString()).doesNotContain("novelty");
        assertThatThrownBy(() -> comparison.difference("novelty@10", "cold", "live"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("novelty@10")
                .hasMessageContaining("cold");
        assertThatThrownBy(() -> ComparedResults.of(
                                Map.of("a", Map.of("novelty@10", none), "b", Map.of("novelty@10", none)))
                        .significance("a"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("b was not compared with a on novelty@10");
    }

    @Test
    void aMetricNamedTwiceIsAWrongArgument() {
        assertThatThrownBy(() -> comparison().significance("live").withMetrics("ndcg@10", "ndcg@10"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("metric 'ndcg@10' is named twice");
    }

    @Test
    void whatCannotBeComparedIsSaid() {
        Comparison<Integer> comparison = comparison();
        assertThatThrownBy(() -> comparison.significance("other"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'other'");
        assertThatThrownBy(() -> comparison.significance("live").withMetrics("coverage@10"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("compared are ");
        assertThatThrownBy(() -> comparison.significance("live").cell("ndcg@10", "live", "new"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("new against live on ndcg@10");
        assertThatThrownBy(() -> ComparedResults.of(Map.of("a", Map.of("ndcg@10", values(0, 0))))
                        .significance())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least two");
        assertThatThrownBy(() -> comparison.significance("live").withAlpha(0)).hasMessageContaining("alpha");
        assertThat(List.of(Verdict.values())).hasSize(5);
    }
}
