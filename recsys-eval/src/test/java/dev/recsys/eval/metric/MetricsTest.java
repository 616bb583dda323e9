package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values worked out by hand. */
class MetricsTest {

    /** Hits at ranks 1, 3 and 4 of five; four items relevant, one of them not in the list. */
    private static final JudgedList LIST = JudgedList.of(new int[] {10, 11, 12, 13, 14}, new int[] {99, 13, 12, 10});

    private static final Set<String> NOT_ZERO = Set.of("num_rel", "rbp_residual@10", "auc");

    private static boolean isUndefinedIfEmpty(Metric metric) {
        return metric.variant().contains("LIST_LENGTH") || metric.variant().contains("MIN_LEN_R");
    }

    @ParameterizedTest
    @CsvSource({
        "recall@1, 0.25", // 1/4
        "recall@2, 0.25",
        "recall@3, 0.5", // 2/4
        "recall@5, 0.75",
        "recall@100, 0.75",
        "recall_capped@1, 1", // 1/min(1,4)
        "recall_capped@2, 0.5", // 1/min(2,4)
        "recall_capped@5, 0.75", // 3/min(5,4)
        "precision@1, 1",
        "precision@2, 0.5",
        "precision@5, 0.6",
        "precision@10, 0.3", // the list is shorter than k
        "hit_rate@1, 1",
        "hit_rate@10, 1",
        "mrr@1, 1",
        "map@1, 0.25", // (1/1)/4
        "map@3, 0.4166666666666667", // (1/1 + 2/3)/4
        "map@5, 0.6041666666666666", // (1/1 + 2/3 + 3/4)/4
        "ndcg@1, 1",
        "ndcg@2, 0.6131471927654585", // 1/(1 + 1/log2(3))
        "ndcg@3, 0.7039180890341348", // (1 + 1/2)/(1 + 1/log2(3) + 1/2)
        "ndcg@5, 0.75369761125927", // (1 + 1/2 + 1/log2(5))/(1 + 1/log2(3) + 1/2 + 1/log2(5))
    })
    void equalTheirFormula(String name, double expected) {
        assertThat(((UserMetric) Metrics.parse(name)).value(LIST)).isCloseTo(expected, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"mrr@2, 0", "mrr@3, 0.3333333333333333", "hit_rate@2, 0", "hit_rate@3, 1"})
    void firstHitCountsFromItsRankOn(String name, double expected) {
        JudgedList third = JudgedList.of(new int[] {1, 2, 3}, new int[] {3});
        assertThat(((UserMetric) Metrics.parse(name)).value(third)).isEqualTo(expected);
    }

    @Test
    void missedItemsCountAsRelevant() {
        JudgedList list = JudgedList.of(new int[] {1, 2}, new int[] {1, 7, 8, 9});
        assertThat(list.relevant()).isEqualTo(4);
        assertThat(Recall.at(2).value(list)).isEqualTo(0.25);
    }

    @Test
    void listOfAUserWhoGotNoneIsWorthNothing() {
        for (RankingMetric one : Metrics.all(10)) {
            if (one instanceof UserMetric metric && !NOT_ZERO.contains(one.name()) && !isUndefinedIfEmpty(one)) {
                assertThat(metric.value(JudgedList.empty(UserJudgments.of(1, 2, 3))))
                        .as(one.name())
                        .isZero();
            }
        }
    }

    @Test
    void metricsThatDivideByRAreUndefinedWithoutRelevantItems() {
        JudgedList list = JudgedList.of(new int[] {1, 2}, new int[0]);
        for (UserMetric metric : List.of(Recall.at(2), CappedRecall.at(2), Ndcg.at(2), AveragePrecision.at(2))) {
            assertThat(metric.value(list)).as(metric.name()).isNaN();
        }
    }

    @Test
    void coverageCountsDistinctItemsOfAllLists() {
        CatalogueMetric.Accumulator coverage = Coverage.at(2).accumulator(ItemFacts.of(0, new int[10]));
        assertThat(coverage.value()).isZero();
        coverage.add(JudgedList.of(new int[] {1, 2, 3}, new int[] {1}));
        coverage.add(JudgedList.of(new int[] {2, 9}, new int[] {1}));
        coverage.add(JudgedList.empty(UserJudgments.of(1)));
        assertThat(coverage.value()).isEqualTo(0.3); // 1, 2, 9; the 3 is beyond the cutoff
    }

    @Test
    void namesCarryTheCutoff() {
        Set<String> names = new HashSet<>();
        for (RankingMetric metric : Metrics.all(17)) {
            assertThat(names.add(metric.name())).as(metric.name()).isTrue();
            Metric parsed = Metrics.parse(metric.name());
            assertThat(parsed.name()).isEqualTo(metric.name());
            assertThat(parsed.variant()).isEqualTo(metric.variant()).isNotBlank();
            assertThat(metric.cutoff()).isEqualTo(metric.name().contains("@17") ? 17 : RankingMetric.WHOLE_LIST);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ndcg, BINARY_LOG2_MIN_K_R",
        "ndcg:LINEAR, LINEAR_LOG2_MIN_K_R",
        "ndcg@5:EXP_THRESHOLD_4, EXP_THRESHOLD_4_LOG2_MIN_K_R",
        "ndcg@5:EXP_THRESHOLD_2.5_LIST_LENGTH, EXP_THRESHOLD_2.5_LOG2_LIST_LENGTH",
        "ndcg@5:FULL_K, BINARY_LOG2_FULL_K",
        "dcg@5:EXP_THRESHOLD_0.5, EXP_THRESHOLD_0.5_LOG2",
        "map, R",
        "map:MIN_LEN_R, MIN_LEN_R",
        "map@5:K, K",
        "mrr, WHOLE_LIST",
        "precision@5:LIST_LENGTH, LIST_LENGTH",
        "rbp, P_0.85",
        "rbp@5:P_0.8, P_0.8",
        "rbp_residual@5:P_0.99, P_0.99",
        "auc_truncated@5:ITEMS_20000, ITEMS_20000"
    })
    void nameWithVariantGivesTheMetricOfThatName(String name, String variant) {
        assertThat(Metrics.parse(name).name()).isEqualTo(name);
        assertThat(Metrics.parse(name).variant()).isEqualTo(variant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "precision@5:MIN_K_R | has no variant MIN_K_R; valid variants are LIST_LENGTH, CAPPED, and without one",
                "precision@5:K | has no variant K", // the usual one has one name
                "map:K | has no variant K; valid variants are MIN_K_R, MIN_LEN_R, and without one",
                "ndcg:FULL_K | has no variant FULL_K",
                "ndcg@5:EXP_THRESHOLD_ | has no variant EXP_THRESHOLD_; valid variants are FULL_K",
                "ndcg@5:EXP_THRESHOLD_4.0 | has no variant",
                "ndcg@5:EXP_THRESHOLD_04 | has no variant",
                "ndcg@5:EXP_THRESHOLD_0 | has no variant",
                "ndcg@5:EXP_THRESHOLD_1e3 | has no variant",
                "rbp:P_0.85 | has no variant P_0.85; valid variants are P_p",
                "rbp:P_1 | has no variant",
                "rbp:P_-0.5 | has no variant",
                "auc_truncated@5 | needs a variant; valid variants are ITEMS_n",
                "auc_truncated@5:ITEMS_2.5 | has no variant",
                "auc_truncated@5:ITEMS_0 | has no variant",
                "bpref:X | has no variant X; leave the variant out"
            })
    void unknownVariantListsTheKnownOnes(String name, String message) {
        assertThatThrownBy(() -> Metrics.parse(name))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("metric '" + name + "'")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ndgc@20",
                "recall",
                "bpref@5",
                "auc@10",
                "ndcg@",
                "ndcg@0",
                "ndcg@-1",
                "ndcg@2.5",
                "@20",
                "",
                "ndcg@100001",
                "ndcg@9999999"
            })
    void unknownNameListsTheKnownOnes(String name) {
        assertThatThrownBy(() -> Metrics.parse(name))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining(
                        "recall@k, recall_capped@k, precision@k, ndcg[@k], dcg[@k], map[@k], mrr[@k], hit_rate@k, ");
    }

    @Test
    void itemTwiceInAListIsAnError() {
        assertThatThrownBy(() -> JudgedList.of(new int[] {4, 7, 4}, new int[] {7}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("item 4 is there twice");
        assertThatThrownBy(() -> JudgedList.of(new int[] {4}, new int[] {7, 7}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("judged items: item 7 is there twice");
    }

    @Test
    void cutoffMustBePositive() {
        assertThatThrownBy(() -> Ndcg.at(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("k must be between 1 and 100000 but was 0");
    }
}
