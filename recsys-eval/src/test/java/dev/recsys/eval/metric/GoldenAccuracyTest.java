package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsys.eval.SharedData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The numbers of the golden file for metrics of where relevant items are. */
class GoldenAccuracyTest {

    private static final double EXACT = 1e-12;

    /** The names there, and ours: k stands for the cutoff, t for the threshold. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("P_div_k", "precision@k"),
            Map.entry("P_div_len", "precision@k:LIST_LENGTH"),
            Map.entry("P_div_min_k_R", "precision@k:CAPPED"),
            Map.entry("recall", "recall@k"),
            Map.entry("recall_capped", "recall_capped@k"),
            Map.entry("AP_div_R", "map@k"),
            Map.entry("AP_div_min_k_R", "map@k:MIN_K_R"),
            Map.entry("AP_div_min_len_R", "map@k:MIN_LEN_R"),
            Map.entry("AP_div_k", "map@k:K"),
            Map.entry("AP_elliot_mean_prec", "mean_precision@k"),
            Map.entry("RR", "mrr@k"),
            Map.entry("hit", "hit_rate@k"),
            Map.entry("DCG_bin", "dcg@k"),
            Map.entry("DCG_lin", "dcg@k:LINEAR"),
            Map.entry("DCG_exp", "dcg@k:EXP"),
            Map.entry("NDCG_bin", "ndcg@k"),
            Map.entry("NDCG_bin_idcg_full_k", "ndcg@k:FULL_K"),
            Map.entry("NDCG_bin_idcg_untruncated", "ndcg@k:UNTRUNCATED"),
            Map.entry("NDCG_lin", "ndcg@k:LINEAR"),
            Map.entry("NDCG_exp", "ndcg@k:EXP"),
            Map.entry("NDCG_exp_thr", "ndcg@k:EXP_THRESHOLD_t"),
            Map.entry("NDCG_lin_idcg_len", "ndcg@k:LINEAR_LIST_LENGTH"));

    private static JsonNode golden(String group) throws Exception {
        return new ObjectMapper()
                .readTree(SharedData.file("golden/golden.json").toFile())
                .get("metrics")
                .get(group);
    }

    private static UserMetric metric(String name, int k, int threshold) {
        return (UserMetric) Metrics.parse(name.replace("@k", "@" + k).replace("_t", "_" + threshold));
    }

    /** Compares every number; R and hits are of the list itself. */
    private static int compare(String where, JsonNode expected, JudgedList list, int k, int threshold) {
        int compared = 0;
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            double ours = switch (entry.getKey()) {
                case "hits" -> list.hits(k);
                case "R" -> list.relevant();
                default -> metric(NAMES.get(entry.getKey()), k, threshold).value(list);
            };
            if (entry.getValue().isNull()) {
                assertThat(ours).as(where + " " + entry.getKey()).isNaN();
            } else {
                assertThat(ours)
                        .as(where + " " + entry.getKey())
                        .isCloseTo(entry.getValue().doubleValue(), within(EXACT));
            }
            compared++;
        }
        return compared;
    }

    private static JudgedList list(List<String> run, Map<String, Double> gains, double level) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] items = run.stream().mapToInt(item -> number(numbers, item)).toArray();
        int[] judged =
                gains.keySet().stream().mapToInt(item -> number(numbers, item)).toArray();
        double[] values =
                gains.values().stream().mapToDouble(Double::doubleValue).toArray();
        return JudgedList.of(items, items.length, UserJudgments.of(judged, values, level));
    }

    private static int number(Map<String, Integer> numbers, String item) {
        return numbers.computeIfAbsent(item, unknown -> numbers.size());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.textValue()));
        return texts;
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).doubleValue();
        }
        return numbers;
    }

    private static boolean[] labels(JsonNode array) {
        boolean[] labels = new boolean[array.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = array.get(i).intValue() == 1;
        }
        return labels;
    }

    /** A list whose item at an index is a hit or not, and further relevant items that are not in it. */
    private static JudgedList hits(JsonNode hits, int relevant) {
        Map<String, Double> gains = new LinkedHashMap<>();
        List<String> run = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            run.add("i" + i);
            if (hits.get(i).intValue() == 1) {
                gains.put("i" + i, 1.0);
            }
        }
        while (gains.size() < relevant) {
            gains.put("missed" + gains.size(), 1.0);
        }
        return list(run, gains, 1);
    }

    @Test
    void everyVariantOfEveryCase() throws Exception {
        int compared = 0;
        for (JsonNode one : golden("ranking_cases")) {
            Map<String, Double> gains = new LinkedHashMap<>();
            one.get("gains").properties().forEach(entry -> gains.put(entry.getKey(), entry.getValue().doubleValue()));
            int threshold = one.get("threshold").intValue();
            JudgedList list = list(texts(one.get("run")), gains, threshold);
            compared += compare(
                    one.get("name").textValue(), one.get("expected"), list, one.get("k").intValue(), threshold);
        }
        assertThat(compared).isEqualTo(15 * 24);
    }

    @Test
    void areaUnderTheCurveOfLabelledScores() throws Exception {
        JsonNode auc = golden("auc");
        boolean[] labels = labels(auc.get("labels"));
        assertThat(LabelledScores.of(labels, numbers(auc.get("scores"))).auc())
                .isCloseTo(auc.get("auc_half_ties").doubleValue(), within(EXACT));
        assertThat(LabelledScores.of(labels, new double[labels.length]).auc())
                .isEqualTo(auc.get("all_tied").doubleValue());
        JsonNode gauc = golden("gauc");
        List<LabelledScores> users = new ArrayList<>();
        gauc.get("users")
                .forEach(user -> users.add(LabelledScores.of(labels(user.get("labels")), numbers(user.get("scores")))));
        GroupAuc grouped = GroupAuc.of(users);
        assertThat(users.stream().mapToDouble(LabelledScores::auc).filter(one -> !Double.isNaN(one)))
                .containsExactly(0.5, 0.5, 0.5);
        assertThat(grouped.mean()).isCloseTo(gauc.get("mean").doubleValue(), within(EXACT));
        assertThat(grouped.weightedByPositives())
                .isCloseTo(gauc.get("weighted_by_positives").doubleValue(), within(EXACT));
        assertThat(grouped.weightedByImpressions())
                .isCloseTo(gauc.get("weighted_by_impressions").doubleValue(), within(EXACT));
        assertThat(grouped.users()).isEqualTo(3);
        assertThat(grouped.skippedUsers()).isEqualTo(2);
    }

    @Test
    void truncatedAreaUnderTheCurve() throws Exception {
        for (JsonNode one : golden("auc_truncated_implicit").get("cases")) {
            JudgedList list = hits(one.get("hits"), one.get("npos").intValue());
            int k = one.get("K").intValue();
            assertThat(TruncatedAuc.at(k, one.get("nitems").intValue()).value(list))
                    .isCloseTo(one.get("auc").doubleValue(), within(EXACT));
        }
    }

    @Test
    void rankBiasedPrecisionAndItsResidual() throws Exception {
        for (JsonNode one : golden("rbp")) {
            JudgedList list = hits(one.get("hits"), 0);
            RankBiasedPrecision metric =
                    RankBiasedPrecision.at(5).withPersistence(one.get("p").doubleValue());
            assertThat(metric.value(list)).isCloseTo(one.get("rbp").doubleValue(), within(EXACT));
            assertThat(metric.residual().value(list)).isCloseTo(one.get("residual").doubleValue(), within(EXACT));
        }
    }

    @Test
    void oneRelevantItemGivesTheNumbersOfLeaveOneOut() {
        for (int rank : new int[] {1, 2, 4, 10, 11}) {
            int[] items = new int[20];
            for (int i = 0; i < items.length; i++) {
                items[i] = i + 1;
            }
            JudgedList list = JudgedList.of(items, new int[] {rank});
            assertThat(Ndcg.at(10).value(list)).isEqualTo(rank > 10 ? 0 : Math.log(2) / Math.log(rank + 1));
            assertThat(HitRate.at(10).value(list)).isEqualTo(rank > 10 ? 0 : 1);
        }
    }

    @Test
    void tiesInTwoOrdersAndToBeExpected() throws Exception {
        JsonNode ties = golden("score_ties");
        Map<String, Double> gains = new LinkedHashMap<>();
        texts(ties.get("relevant")).forEach(item -> gains.put(item, 1.0));
        for (String order : new String[] {"trec_order", "item_ascending_order"}) {
            List<String> run = texts(ties.get(order));
            JudgedList list = list(run, gains, 1).withTies(index -> ties.get("scores")
                    .get(run.get(index))
                    .equals(ties.get("scores").get(run.get(index + 1))));
            int k = ties.get("k").intValue();
            compare(order, ties.get(order + "_metrics"), list, k, 1);
            for (Map.Entry<String, JsonNode> entry :
                    ties.get("tie_aware_expectation").properties()) {
                TieAware metric = (TieAware) metric(NAMES.get(entry.getKey()), k, 1);
                assertThat(metric.expectedValue(list))
                        .as(order + " " + entry.getKey())
                        .isCloseTo(entry.getValue().doubleValue(), within(EXACT));
            }
        }
    }
}
