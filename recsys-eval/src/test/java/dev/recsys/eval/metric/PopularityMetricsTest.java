package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.model.History;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PopularityMetricsTest {

    private static final int[] NOTHING = {};
    private static final History NO_PAST = History.of();

    /** Items 0 to 4, taken by 8, 4, 2, 1 and 0 of 8 users; the first two twice by each. */
    private static ItemFacts facts() {
        return ItemFacts.of(8, new int[] {8, 4, 2, 1, 0}).withInteractions(new long[] {16, 8, 2, 1, 0});
    }

    private static double value(String metric, ItemFacts facts, JudgedList list, History past) {
        return ((ListMetric) Metrics.parse(metric)).over(facts).value(list, past);
    }

    private static double value(String metric, int... items) {
        return value(metric, facts(), JudgedList.of(items, NOTHING), NO_PAST);
    }

    @ParameterizedTest
    @CsvSource({ // of the list 0, 3, 4
        "novelty@9, 2", // (0 + 3 + 3) / 3
        "novelty@2, 1.5",
        "novelty@9:BY_INTERACTIONS, 3.4215541688301356", // (log2(27/16) + 2 log2(27)) / 3
        "epc@9, 0.625", // (0 + 7/8 + 8/8) / 3
        "epc@1, 0",
        "popularity@9, 5.666666666666667", // 17 / 3
        "popularity@9:NORMALISED, 0.20987654320987653", // 17 / 3 / 27
        "short_head@9, 0.3333333333333333", // 16 + 8 of 27 are more than 80 %
        "long_tail@9, 0.6666666666666666",
        "long_tail_count@9, 2",
        "long_tail_count@1, 0",
        "short_head@9:ITEMS_20, 0.3333333333333333", // item 0
        "long_tail@9:ITEMS_20, 0.6666666666666666",
        "long_tail_count@9:ITEMS_20, 2"
    })
    void equalTheirFormula(String name, double expected) {
        assertThat(value(name, 0, 3, 4)).isCloseTo(expected, within(1e-12));
        assertThat(Metrics.parse(name).name()).isEqualTo(name);
        assertThat(Metrics.parse(name).direction()).isEqualTo(Direction.NEUTRAL);
    }

    @Test
    void itemsBeyondTheCatalogueAreOfTheTailAndUnknown() {
        assertThat(value("long_tail@9", 0, 99)).isEqualTo(0.5);
        assertThat(value("short_head@9", 0, 99)).isEqualTo(0.5);
        assertThat(value("popularity@9", 0, 99)).isEqualTo(8);
        assertThat(value("epc@9", 0, 99)).isEqualTo(0.5);
    }

    @Test
    void emptyListsHaveACountButNoMean() {
        assertThat(value("long_tail_count@9")).isZero();
        for (String name : new String[] {"novelty@9", "epc@9", "popularity@9", "long_tail@9", "short_head@9"}) {
            assertThat(value(name)).as(name).isNaN();
        }
    }

    @Test
    void headIsTheFewestItemsWithFourFifthsOfTheInteractions() {
        ItemFacts exact = ItemFacts.of(9, new int[] {1, 4, 4, 1}); // items 1 and 2 have exactly 80 %
        assertThat(value("short_head@9", exact, JudgedList.of(new int[] {0, 1, 2, 3}, NOTHING), NO_PAST))
                .isEqualTo(0.5);
        ItemFacts equal = ItemFacts.of(9, new int[] {2, 2, 2, 2, 2}); // the last of equally popular ones is tail
        assertThat(value("long_tail@9", equal, JudgedList.of(new int[] {4}, NOTHING), NO_PAST))
                .isEqualTo(1);
        assertThat(value("long_tail@9", equal, JudgedList.of(new int[] {0, 1, 2, 3}, NOTHING), NO_PAST))
                .isZero();
    }

    /** The example of RecTools' documentation. */
    @Test
    void serendipityIsHowFarRelevantItemsRankAboveTheirPopularity() {
        ItemFacts facts = ItemFacts.of(3, new int[] {3, 2, 0, 0});
        int[][] lists = {{0, 1}, {1, 2}, {2}, {1, 2}};
        int[][] relevant = {{0, 1}, {1, 2}, {1}, {1}};
        double[] at1 = {0, 0.25, 0, 0.25};
        double[] at2 = {0, 0.5, 0, 0.125};
        for (int user = 0; user < lists.length; user++) {
            JudgedList list = JudgedList.of(lists[user], relevant[user]);
            assertThat(value("serendipity@1", facts, list, NO_PAST)).isEqualTo(at1[user]);
            assertThat(value("serendipity@2", facts, list, NO_PAST)).isEqualTo(at2[user]);
        }
        assertThat(value("serendipity@2", facts, JudgedList.of(NOTHING, new int[] {1}), NO_PAST))
                .isZero();
    }

    @Test
    void relevantItemsAreUnexpectedUnlessAmongTheMostPopularOnesNotTaken() {
        JudgedList list = JudgedList.of(new int[] {0, 1, 2, 3}, new int[] {0, 2, 3});
        String name = "serendipity@4:UNEXPECTED";
        assertThat(value(name, facts(), list, NO_PAST)).isZero(); // all of the four most popular
        Serendipity two =
                Serendipity.at(4).withVariant(Serendipity.Variant.UNEXPECTED).withPrimitive(2);
        assertThat(two.name()).isEqualTo("serendipity@4:UNEXPECTED_2");
        assertThat(two.variant()).isEqualTo("UNEXPECTED_2");
        assertThat(two.over(facts()).value(list, NO_PAST)).isEqualTo(2 / 4.0); // 2 and 3
        assertThat(two.over(facts()).value(list, History.of(1))).isEqualTo(1 / 4.0); // 0 and 2 are popular now
        assertThat(two.over(facts()).value(list, History.of(0))).isEqualTo(2 / 4.0); // 0 and 3; 1 and 2 are popular
        assertThat(two.over(facts()).value(JudgedList.of(new int[] {99}, new int[] {99}), NO_PAST))
                .isEqualTo(1 / 4.0);
        assertThat(value(name, facts(), JudgedList.of(NOTHING, new int[] {1}), NO_PAST))
                .isZero();
    }

    @Test
    void withoutTrainingNothingIsKnownOfPopularity() {
        ItemFacts nothing = ItemFacts.of(0, new int[3]);
        assertThatThrownBy(() -> value("novelty@5", nothing, JudgedList.of(NOTHING, NOTHING), NO_PAST))
                .isInstanceOf(DataException.class)
                .hasMessage("metric 'novelty@5': compares how popular items were in training, and nothing is known of"
                        + " training; give the background that the lists were made with, or leave the metric out");
    }

    @RepeatedTest(30)
    void unexpectedItemsAreThoseOfANaiveTwin(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        int[] takers = random.ints(20, 0, 6).toArray();
        ItemFacts facts = ItemFacts.of(6, takers);
        int k = 1 + random.nextInt(10);
        JudgedList list = JudgedList.of(distinct(random, 10), distinct(random, 10));
        int[] taken = distinct(random, 8);
        int[] popular = IntStream.range(0, 20)
                .filter(item -> IntStream.of(taken).noneMatch(one -> one == item))
                .boxed()
                .sorted((a, b) -> takers[a] == takers[b] ? a - b : takers[b] - takers[a])
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
        double count = IntStream.range(0, Math.min(k, list.size()))
                .filter(list::isHit)
                .map(list::item)
                .filter(item -> IntStream.of(popular).noneMatch(one -> one == item))
                .count();
        assertThat(value("serendipity@" + k + ":UNEXPECTED", facts, list, History.of(taken)))
                .as("seed " + seed)
                .isEqualTo(count / k);
    }

    private static int[] distinct(SplittableRandom random, int draws) {
        return random.ints(draws, 0, 20).distinct().toArray();
    }
}
