package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Expectations over ties against the mean over all orders of small lists. */
class TieExpectationTest {

    private static List<TieAware> metrics(int k) {
        List<TieAware> metrics = new ArrayList<>();
        for (UserMetric metric : RandomLists.metrics(k)) {
            if (metric instanceof TieAware aware) {
                metrics.add(aware);
            }
        }
        metrics.addAll(ListCount.ALL);
        return metrics;
    }

    /** Every order of the items in which groups stay where they are. */
    private static List<int[]> orders(JudgedList list) {
        List<int[]> orders = new ArrayList<>();
        int[] items = new int[list.size()];
        for (int i = 0; i < items.length; i++) {
            items[i] = list.item(i);
        }
        permute(list, items, 0, orders);
        return orders;
    }

    private static void permute(JudgedList list, int[] items, int index, List<int[]> orders) {
        if (index == items.length) {
            orders.add(items.clone());
            return;
        }
        for (int other = index; other < list.tieEnd(index); other++) {
            swap(items, index, other);
            permute(list, items, index + 1, orders);
            swap(items, index, other);
        }
    }

    private static void swap(int[] items, int a, int b) {
        int swapped = items[a];
        items[a] = items[b];
        items[b] = swapped;
    }

    @RepeatedTest(200)
    void equalsTheMeanOverAllOrders(RepetitionInfo repetition) {
        RandomLists lists = new RandomLists(repetition.getCurrentRepetition());
        UserJudgments judgments = lists.judgments(6, 9);
        JudgedList list = lists.tied(lists.shuffled(7), 1 + lists.random.nextInt(7), judgments);
        List<int[]> orders = orders(list);
        for (TieAware metric : metrics(1 + lists.random.nextInt(8))) {
            double sum = 0;
            for (int[] order : orders) {
                sum += metric.value(JudgedList.of(order, order.length, judgments));
            }
            double expected = sum / orders.size();
            if (Double.isNaN(expected)) {
                assertThat(metric.expectedValue(list)).as(lists.seed() + metric.name()).isNaN();
            } else {
                assertThat(metric.expectedValue(list))
                        .as(lists.seed() + metric.name() + " of " + orders.size() + " orders")
                        .isCloseTo(expected, within(1e-12));
            }
        }
    }

    @RepeatedTest(20)
    void isTheValueWhereNothingIsTied(RepetitionInfo repetition) {
        RandomLists lists = new RandomLists(repetition.getCurrentRepetition());
        JudgedList list = JudgedList.of(lists.shuffled(30), 30, lists.judgments(12, RandomLists.ITEMS));
        for (TieAware metric : metrics(1 + lists.random.nextInt(35))) {
            assertThat(metric.expectedValue(list))
                    .as(lists.seed() + metric.name())
                    .isCloseTo(metric.value(list), within(1e-14));
        }
    }

    @Test
    void groupsSayWhereTheyStartAndEnd() {
        JudgedList list = JudgedList.of(new int[] {1, 2, 3, 4, 5}, new int[] {1})
                .withTies(index -> index == 1 || index == 2);
        assertThat(list.hasTies()).isTrue();
        assertThat(List.of(list.tieStart(0), list.tieEnd(0))).containsExactly(0, 1);
        for (int index = 1; index < 4; index++) {
            assertThat(List.of(list.tieStart(index), list.tieEnd(index))).containsExactly(1, 4);
        }
        assertThat(List.of(list.tieStart(4), list.tieEnd(4))).containsExactly(4, 5);
        assertThat(list.withTies(index -> false).hasTies()).isFalse();
    }
}
