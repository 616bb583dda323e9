package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for any list, on random ones. */
class MetricPropertiesTest {

    private SplittableRandom random = new SplittableRandom();
    private String seed = "";

    private void seed(long value) {
        random = new SplittableRandom(value);
        seed = "seed " + value + ": ";
    }

    private static List<UserMetric> metrics(int k) {
        List<UserMetric> metrics = new ArrayList<>();
        for (String name : Metrics.names()) {
            if (Metrics.parse(name + "@" + k) instanceof UserMetric metric) {
                metrics.add(metric);
            }
        }
        return metrics;
    }

    private int[] shuffledItems(int count) {
        int[] items = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = items[i];
            items[i] = items[j];
            items[j] = swapped;
        }
        return items;
    }

    private int[] relevantItems(int items) {
        return random.ints(1 + random.nextInt(8), 0, items).distinct().toArray();
    }

    @RepeatedTest(50)
    void valuesLieBetweenZeroAndOne(RepetitionInfo repetition) {
        seed(repetition.getCurrentRepetition());
        JudgedList list = JudgedList.of(shuffledItems(30), 1 + random.nextInt(30), UserJudgments.of(relevantItems(40)));
        for (UserMetric metric : metrics(1 + random.nextInt(35))) {
            assertThat(metric.value(list)).as(seed + metric.name()).isBetween(0.0, 1.0);
        }
    }

    @RepeatedTest(50)
    void perfectListIsWorthOne(RepetitionInfo repetition) {
        seed(repetition.getCurrentRepetition());
        int[] relevant = relevantItems(30);
        int k = 1 + random.nextInt(20);
        int[] others = IntStream.range(100, 100 + random.nextInt(20)).toArray();
        int[] perfect =
                IntStream.concat(IntStream.of(relevant), IntStream.of(others)).toArray();
        JudgedList list = JudgedList.of(perfect, relevant);
        assertThat(Ndcg.at(k).value(list)).as(seed + "ndcg@" + k).isEqualTo(1);
        assertThat(CappedRecall.at(k).value(list))
                .as(seed + "recall_capped@" + k)
                .isEqualTo(1);
        assertThat(ReciprocalRank.at(k).value(list)).as(seed + "mrr@" + k).isEqualTo(1);
        assertThat(AveragePrecision.at(perfect.length).value(list))
                .as(seed + "map")
                .isEqualTo(1);
    }

    @RepeatedTest(50)
    void orderOfIrrelevantItemsDoesNotMatter(RepetitionInfo repetition) {
        seed(repetition.getCurrentRepetition());
        int[] relevant = relevantItems(30);
        int[] items = shuffledItems(30);
        int[] renamed = items.clone();
        for (int i = 0; i < renamed.length; i++) {
            int item = items[i];
            boolean isRelevant = IntStream.of(relevant).anyMatch(r -> r == item);
            renamed[i] = isRelevant ? item : 100 + (item * 7) % 31;
        }
        for (UserMetric metric : metrics(1 + random.nextInt(30))) {
            assertThat(metric.value(JudgedList.of(renamed, relevant)))
                    .as(seed + metric.name())
                    .isEqualTo(metric.value(JudgedList.of(items, relevant)));
        }
    }

    @RepeatedTest(50)
    void whatIsBeyondTheCutoffDoesNotMatter(RepetitionInfo repetition) {
        seed(repetition.getCurrentRepetition());
        int[] relevant = relevantItems(30);
        int[] items = shuffledItems(30);
        int k = 1 + random.nextInt(30);
        for (UserMetric metric : metrics(k)) {
            assertThat(metric.value(JudgedList.of(items, k, UserJudgments.of(relevant))))
                    .as(seed + metric.name())
                    .isEqualTo(metric.value(JudgedList.of(items, relevant)));
        }
    }

    @RepeatedTest(50)
    void movingAHitUpNeverHurts(RepetitionInfo repetition) {
        seed(repetition.getCurrentRepetition());
        int[] relevant = relevantItems(30);
        int[] items = shuffledItems(30);
        JudgedList before = JudgedList.of(items, relevant);
        for (int i = 1; i < items.length; i++) {
            if (before.isHit(i) && !before.isHit(i - 1)) {
                int[] better = items.clone();
                better[i] = items[i - 1];
                better[i - 1] = items[i];
                JudgedList after = JudgedList.of(better, relevant);
                for (UserMetric metric : metrics(10)) {
                    assertThat(metric.value(after))
                            .as(seed + metric.name())
                            .isGreaterThanOrEqualTo(metric.value(before));
                }
            }
        }
    }
}
