package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for any list, on random ones. */
class MetricPropertiesTest {

    private static final int ITEMS = RandomLists.ITEMS;

    private static double value(String name, JudgedList list) {
        return ((UserMetric) Metrics.parse(name)).value(list);
    }

    private static double[] idealOrder(UserJudgments judgments) {
        return IntStream.range(0, ITEMS)
                .boxed()
                .sorted((a, b) -> Double.compare(judgments.gain(b), judgments.gain(a)))
                .mapToDouble(Integer::doubleValue)
                .toArray();
    }

    @RepeatedTest(100)
    void valuesLieBetweenZeroAndOne(RepetitionInfo repetition) {
        RandomLists lists = new RandomLists(repetition.getCurrentRepetition());
        UserJudgments judgments = lists.judgments(12, ITEMS);
        JudgedList list = JudgedList.of(lists.shuffled(30), 1 + lists.random.nextInt(30), judgments);
        for (UserMetric metric : RandomLists.metrics(1 + lists.random.nextInt(35))) {
            double most = metric instanceof Dcg ? 1e9 : 1;
            if (!Double.isNaN(metric.value(list))) { // auc of a list of hits
                assertThat(metric.value(list)).as(lists.seed() + metric.name()).isBetween(0.0, most);
            } else {
                assertThat(metric).isInstanceOf(Auc.class);
            }
        }
    }

    @RepeatedTest(50)
    void perfectListIsWorthOne(RepetitionInfo repetition) {
        RandomLists lists = new RandomLists(repetition.getCurrentRepetition());
        UserJudgments judgments = lists.judgments(12, ITEMS);
        int[] perfect =
                Arrays.stream(idealOrder(judgments)).mapToInt(item -> (int) item).toArray();
        JudgedList list = JudgedList.of(perfect, perfect.length, judgments);
        int k = 1 + lists.random.nextInt(20);
        for (String name : new String[] {
            "ndcg@k", "ndcg@k:LINEAR", "ndcg@k:EXP", "ndcg@k:EXP_THRESHOLD_2", "ndcg@k:LIST_LENGTH", "ndcg:EXP",
            "recall_capped@k", "precision@k:CAPPED", "hit_rate@k", "mrr@k", "map", "map@k:MIN_K_R", "r_precision",
            "bpref", "auc"
        }) {
            assertThat(value(name.replace("@k", "@" + k), list))
                    .as(lists.seed() + name)
                    .isCloseTo(1, within(1e-15));
        }
    }

    @RepeatedTest(50)
    void orderAndNamesOfItemsThatWereNotJudgedDoNotMatter(RepetitionInfo repetition) {
        RandomLists lists = new RandomLists(repetition.getCurrentRepetition());
        UserJudgments judgments = lists.judgments(12, ITEMS);
        int[] items = lists.shuffled(30);
        int[] renamed = items.clone();
        for (int i = 0; i < renamed.length; i++) {
            renamed[i] = judgments.place(items[i]) >= 0 ? items[i] : 100 + (items[i] * 7) % 31;
        }
        for (UserMetric metric : RandomLists.metrics(1 + lists.random.nextInt(30))) {
            assertSame(lists, metric, JudgedList.of(renamed, 30, judgments), JudgedList.of(items, 30, judgments));
        }
    }

    private static void assertSame(RandomLists lists, UserMetric metric, JudgedList one, JudgedList other) {
        assertThat(Double.valueOf(metric.value(one)))
                .as(lists.seed() + metric.name())
                .isEqualTo(Double.valueOf(metric.value(other)));
    }

    @RepeatedTest(50)
    void whatIsBeyondTheCutoffDoesNotMatter(RepetitionInfo repetition) {
        RandomLists lists = new RandomLists(repetition.getCurrentRepetition());
        UserJudgments judgments = lists.judgments(12, ITEMS);
        int[] items = lists.shuffled(30);
        int k = 1 + lists.random.nextInt(30);
        for (UserMetric metric : RandomLists.metrics(k)) {
            if (metric.cutoff() == k) {
                assertSame(lists, metric, JudgedList.of(items, k, judgments), JudgedList.of(items, 30, judgments));
            }
        }
    }

    @RepeatedTest(50)
    void cutoffAsLongAsTheListIsNone(RepetitionInfo repetition) {
        RandomLists lists = new RandomLists(repetition.getCurrentRepetition());
        JudgedList list = JudgedList.of(lists.shuffled(30), 30, lists.judgments(12, ITEMS));
        for (String name : new String[] {"ndcg", "ndcg:LINEAR", "dcg:EXP", "map", "map:MIN_LEN_R", "mrr", "rbp"}) {
            String cut = name.contains(":") ? name.replace(":", "@100:") : name + "@100";
            assertThat(value(cut, list)).as(lists.seed() + name).isEqualTo(value(name, list));
        }
    }

    @RepeatedTest(50)
    void movingAHitUpNeverHurts(RepetitionInfo repetition) {
        RandomLists lists = new RandomLists(repetition.getCurrentRepetition());
        UserJudgments judgments = lists.judgments(12, ITEMS);
        int[] items = lists.shuffled(30);
        int k = 1 + lists.random.nextInt(30);
        for (int i = 1; i < items.length; i++) {
            if (judgments.gain(items[i]) > judgments.gain(items[i - 1])) {
                JudgedList before = JudgedList.of(items, items.length, judgments);
                int moved = items[i];
                items[i] = items[i - 1];
                items[i - 1] = moved;
                JudgedList after = JudgedList.of(items, items.length, judgments);
                for (UserMetric metric : RandomLists.metrics(k)) {
                    assertThat(metric.value(after))
                            .as(lists.seed() + metric.name())
                            .isGreaterThanOrEqualTo(metric.value(before) - 1e-15);
                }
            }
        }
    }

    @RepeatedTest(50)
    void variantsCoincideWhereTheyMust(RepetitionInfo repetition) {
        RandomLists lists = new RandomLists(repetition.getCurrentRepetition());
        UserJudgments judgments = lists.judgments(12, ITEMS);
        JudgedList list = JudgedList.of(lists.shuffled(30), 30, judgments);
        int k = 1 + lists.random.nextInt(30);
        String at = "@" + k;
        int relevant = judgments.relevant();
        assertThat(value("precision" + at + ":CAPPED", list)).isEqualTo(value("recall_capped" + at, list));
        assertThat(value("precision" + at + ":LIST_LENGTH", list)).isEqualTo(value("precision" + at, list)); // n >= k
        assertThat(value("map" + at + ":MIN_LEN_R", list)).isEqualTo(value("map" + at + ":MIN_K_R", list));
        assertThat(value("ndcg" + at + ":LIST_LENGTH", list)).isEqualTo(value("ndcg" + at, list));
        assertThat(value("precision@" + relevant, list)).isEqualTo(value("r_precision", list));
        assertThat(value("recall@" + relevant, list)).isEqualTo(value("r_precision", list));
        if (relevant <= k) {
            assertThat(value("recall" + at, list)).isEqualTo(value("recall_capped" + at, list));
            assertThat(value("map" + at, list)).isEqualTo(value("map" + at + ":MIN_K_R", list));
            assertThat(value("ndcg" + at, list)).isEqualTo(value("ndcg" + at + ":UNTRUNCATED", list));
        } else {
            assertThat(value("precision" + at, list)).isEqualTo(value("recall_capped" + at, list));
            assertThat(value("map" + at + ":K", list)).isEqualTo(value("map" + at + ":MIN_K_R", list));
            assertThat(value("ndcg" + at, list)).isEqualTo(value("ndcg" + at + ":FULL_K", list));
        }
    }

    @RepeatedTest(50)
    void gainsCoincideForBinaryJudgments(RepetitionInfo repetition) {
        RandomLists lists = new RandomLists(repetition.getCurrentRepetition());
        int[] relevant = lists.random.ints(5, 0, ITEMS).distinct().toArray();
        JudgedList list = JudgedList.of(lists.shuffled(30), relevant);
        double expected = value("ndcg@10", list);
        assertThat(value("ndcg@10:LINEAR", list)).isEqualTo(expected);
        assertThat(value("ndcg@10:EXP", list)).isEqualTo(expected);
        assertThat(value("ndcg@10:EXP_THRESHOLD_1", list)).isEqualTo(expected);
        assertThat(value("bpref", list)) // nothing is judged irrelevant
                .isEqualTo(value("recall@100", list));
    }

    @RepeatedTest(50)
    void residualAndValueOfAPrefixBoundTheValueOfTheWholeList(RepetitionInfo repetition) {
        RandomLists lists = new RandomLists(repetition.getCurrentRepetition());
        JudgedList list = JudgedList.of(lists.shuffled(30), 30, lists.judgments(12, ITEMS));
        String at = "@" + (1 + lists.random.nextInt(29));
        assertThat(value("rbp", list))
                .isBetween(value("rbp" + at, list) - 1e-15, value("rbp" + at, list) + value("rbp_residual" + at, list));
    }
}
