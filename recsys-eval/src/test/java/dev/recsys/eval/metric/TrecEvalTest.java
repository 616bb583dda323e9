package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.eval.SharedData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value per user, and every mean, that NIST trec_eval prints for the metrics that both have. */
class TrecEvalTest {

    private static final int ALL = 100_000; // no cutoff

    private static final Map<String, UserMetric> BINARY = new TreeMap<>();

    static {
        for (int k : new int[] {1, 5, 10, 20, 100}) {
            BINARY.put("P_" + k, Precision.at(k));
            BINARY.put("recall_" + k, Recall.at(k));
            BINARY.put("map_cut_" + k, AveragePrecision.at(k));
            BINARY.put("success_" + k, HitRate.at(k));
        }
        BINARY.put("recall_1000", Recall.at(1000));
        BINARY.put("map", AveragePrecision.at(ALL));
        BINARY.put("recip_rank", ReciprocalRank.at(ALL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b12_binary_float",
                "b14_binary_ties",
                "g11_graded_float",
                "g13_graded_ties",
                "g15_graded_const",
                "g16_graded_deep"
            })
    void valuesEqualThoseOfTrecEval(String name) {
        Map<String, JudgedList> lists = read(name);
        Map<String, UserMetric> metrics = new TreeMap<>(BINARY);
        if (name.startsWith("b")) { // with graded gains trec_eval's is another NDCG
            for (int k : new int[] {1, 5, 10, 20, 100, 1000}) {
                metrics.put("ndcg_cut_" + k, Ndcg.at(k));
            }
        }
        int compared = 0;
        for (String line : SharedData.lines("golden/trec/" + name + ".expected.gz")) {
            String[] cells = line.split("\\s+");
            UserMetric metric = metrics.get(cells[0]);
            if (metric != null) {
                double ours = cells[1].equals("all") ? mean(lists, metric) : value(lists.get(cells[1]), metric);
                assertThat(ours).as(line).isCloseTo(Double.parseDouble(cells[2]), within(1e-9));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(4000);
    }

    private static double value(JudgedList list, UserMetric metric) {
        return list.relevant() == 0 ? 0 : metric.value(list); // trec_eval counts users without a relevant item with 0
    }

    private static double mean(Map<String, JudgedList> lists, UserMetric metric) {
        return lists.values().stream()
                .mapToDouble(list -> value(list, metric))
                .average()
                .orElseThrow();
    }

    private static Map<String, JudgedList> read(String name) {
        Map<String, List<Integer>> relevant = new TreeMap<>();
        Map<String, Integer> items = new HashMap<>();
        for (String line : SharedData.lines("golden/trec/" + name + ".qrels.gz")) {
            String[] cells = line.split("\\s+");
            List<Integer> ofUser = relevant.computeIfAbsent(cells[0], user -> new ArrayList<>());
            if (Integer.parseInt(cells[3]) > 0) {
                ofUser.add(number(items, cells[2]));
            }
        }
        Map<String, List<String[]>> runs = new HashMap<>();
        for (String line : SharedData.lines("golden/trec/" + name + ".run.gz")) {
            String[] cells = line.split("\\s+");
            runs.computeIfAbsent(cells[0], user -> new ArrayList<>()).add(cells);
        }
        Map<String, JudgedList> lists = new TreeMap<>();
        relevant.forEach((user, wanted) -> {
            List<String[]> run = runs.getOrDefault(user, new ArrayList<>());
            run.sort(Comparator.<String[]>comparingDouble(cells -> -Double.parseDouble(cells[4]))
                    .thenComparing(cells -> cells[2], Comparator.reverseOrder()));
            int[] list = run.stream().mapToInt(cells -> number(items, cells[2])).toArray();
            lists.put(user, JudgedList.of(list, wanted.stream().mapToInt(i -> i).toArray()));
        });
        return lists;
    }

    private static int number(Map<String, Integer> items, String id) {
        return items.computeIfAbsent(id, unknown -> items.size());
    }
}
