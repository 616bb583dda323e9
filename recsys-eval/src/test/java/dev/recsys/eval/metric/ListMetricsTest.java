package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.model.History;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListMetricsTest {

    private static final int[] NOTHING = {};
    private static final History NO_PAST = History.of();

    /** Items 0: action, 1: action and drama, 2: drama, 3: none, taken by 8, 4, 1 and 0 of 8 users. */
    private static ItemFacts facts() {
        return ItemFacts.of(8, new int[] {8, 4, 1, 0}).withCategories(List.of("action", "drama"), new int[][] {
            {0}, {0, 1}, {1}, {}
        });
    }

    private static double value(ListMetric metric, ItemFacts facts, History past, int... items) {
        return metric.over(facts).value(JudgedList.of(items, NOTHING), past);
    }

    @Test
    void diversityByCategoriesIsTheMeanJaccardDistance() {
        ListMetric metric = IntraListDiversity.byCategories(3);
        assertThat(value(metric, facts(), NO_PAST, 0, 1)).isEqualTo(0.5);
        assertThat(value(metric, facts(), NO_PAST, 0, 2)).isEqualTo(1);
        assertThat(value(metric, facts(), NO_PAST, 0, 1, 2)).isCloseTo((0.5 + 1 + 0.5) / 3, within(1e-15));
        assertThat(value(metric, facts(), NO_PAST, 0, 1, 2, 3)).isCloseTo(2.0 / 3, within(1e-15)); // 3 is beyond k
        assertThat(value(metric, facts(), NO_PAST, 3, 7)).isEqualTo(1); // nothing is known of either
    }

    @Test
    void listsOfFewerThanTwoItemsHaveNoDiversity() {
        assertThat(value(IntraListDiversity.byCategories(3), facts(), NO_PAST, 0))
                .isNaN();
        assertThat(value(IntraListDiversity.byCategories(1), facts(), NO_PAST, 0, 2))
                .isNaN();
        assertThat(value(IntraListDiversity.byCategories(3), facts(), NO_PAST)).isNaN();
    }

    @Test
    void diversityByFactorsIsOneMinusTheCosine() {
        FactorMatrixBuilder factors = FactorMatrix.builder(4, 2);
        factors.setRow(0, new float[] {1, 0}, 0);
        factors.setRow(1, new float[] {0, 3}, 0);
        factors.setRow(2, new float[] {-2, 0}, 0);
        ItemFacts facts = facts().withFactors(factors.build()); // item 3: zeros
        ListMetric metric = IntraListDiversity.byFactors(10);
        assertThat(value(metric, facts, NO_PAST, 0, 1)).isEqualTo(1);
        assertThat(value(metric, facts, NO_PAST, 0, 2)).isEqualTo(2);
        assertThat(value(metric, facts, NO_PAST, 0, 3)).isEqualTo(1);
        assertThat(value(metric, facts, NO_PAST, 0, 99)).isEqualTo(1); // not in the catalogue
        assertThat(value(metric, facts, NO_PAST, 0, 1, 2)).isCloseTo(4.0 / 3, within(1e-15));
    }

    @Test
    void diversityHasOtherDistancesAndARuleForShortLists() {
        IntraListDiversity cosine = IntraListDiversity.of(IntraListDiversity.Distance.CATEGORY_COSINE, 3);
        assertThat(value(cosine, facts(), NO_PAST, 0, 1)).isCloseTo(1 - Math.sqrt(0.5), within(1e-15));
        assertThat(value(cosine, facts(), NO_PAST, 3, 0)).isEqualTo(1);
        IntraListDiversity hamming = IntraListDiversity.of(IntraListDiversity.Distance.CATEGORY_HAMMING, 3);
        assertThat(value(hamming, facts(), NO_PAST, 0, 1, 2)).isCloseTo(4.0 / 3, within(1e-15));
        assertThat(hamming.withShortLists(IntraListDiversity.ShortLists.ZERO).name())
                .isEqualTo("intra_list_diversity@3:HAMMING_ZERO");
        ListMetric zero = (ListMetric) Metrics.parse("intra_list_diversity@3:ZERO");
        assertThat(value(zero, facts(), NO_PAST, 0)).isZero();
        assertThat(value(zero, facts(), NO_PAST, 3, 7)).isZero();
        assertThat(value(zero, facts(), NO_PAST, 0, 2)).isEqualTo(1);
    }

    /** With few categories these are compared as bits, with many as numbers. */
    @ParameterizedTest
    @ValueSource(ints = {3, 64, 65, 256, 257, 1_000})
    void diversityEqualsANaiveTwinForAnyNumberOfCategories(int count) {
        SplittableRandom random = new SplittableRandom(count);
        int[][] byItem = new int[40][];
        for (int item = 0; item < byItem.length; item++) {
            byItem[item] =
                    random.ints(random.nextInt(6), 0, count).distinct().sorted().toArray();
        }
        List<String> names =
                IntStream.range(0, count).mapToObj(Integer::toString).toList();
        ItemFacts facts = ItemFacts.of(1, new int[40]).withCategories(names, byItem);
        int[] list = random.ints(30, 0, 44).distinct().toArray();
        double jaccard = 0;
        double cosine = 0;
        double hamming = 0;
        for (int i = 0; i < list.length; i++) {
            for (int j = 0; j < i; j++) {
                Set<Integer> a = categories(byItem, list[i]);
                Set<Integer> b = categories(byItem, list[j]);
                Set<Integer> either = new HashSet<>(a);
                either.addAll(b);
                int common = a.size() + b.size() - either.size();
                jaccard += either.isEmpty() ? 1 : 1 - (double) common / either.size();
                cosine += common == 0 ? 1 : 1 - common / Math.sqrt(a.size()) / Math.sqrt(b.size());
                hamming += either.size() - common;
            }
        }
        double pairs = list.length * (list.length - 1) / 2.0;
        assertDiversity("intra_list_diversity@99", facts, list, jaccard / pairs, count);
        assertDiversity("intra_list_diversity@99:COSINE", facts, list, cosine / pairs, count);
        assertDiversity("intra_list_diversity@99:HAMMING", facts, list, hamming / pairs, count);
    }

    private static Set<Integer> categories(int[][] byItem, int item) {
        return item < byItem.length ? IntStream.of(byItem[item]).boxed().collect(Collectors.toSet()) : Set.of();
    }

    private static void assertDiversity(String name, ItemFacts facts, int[] list, double expected, int seed) {
        assertThat(value((ListMetric) Metrics.parse(name), facts, NO_PAST, list))
                .as("seed " + seed + ": " + name)
                .isCloseTo(expected, within(1e-12));
    }

    @RepeatedTest(20)
    void diversityByFactorsEqualsAllPairsOneByOne(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        FactorMatrixBuilder factors = FactorMatrix.builder(30, 5);
        float[][] rows = new float[33][5];
        for (int item = 0; item < 30; item++) {
            for (int f = 0; f < 5 && item % 7 != 0; f++) { // some are zeros
                rows[item][f] = (float) random.nextDouble(-1, 1);
            }
            factors.setRow(item, rows[item], 0);
        }
        ItemFacts facts = ItemFacts.of(1, new int[30]).withFactors(factors.build());
        int[] list = random.ints(25, 0, 33).distinct().toArray();
        double sum = 0;
        for (int i = 0; i < list.length; i++) {
            for (int j = 0; j < i; j++) {
                double length = Math.sqrt(product(rows[list[i]], rows[list[i]]))
                        * Math.sqrt(product(rows[list[j]], rows[list[j]]));
                sum += length == 0 ? 1 : 1 - product(rows[list[i]], rows[list[j]]) / length;
            }
        }
        double expected = sum / (list.length * (list.length - 1) / 2.0);
        assertDiversity("intra_list_diversity_factors@99", facts, list, expected, seed);
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int f = 0; f < a.length; f++) {
            sum += (double) a[f] * b[f];
        }
        return sum;
    }

    @Test
    void calibrationHasOtherDistances() {
        // past: half action, half drama; list: all action
        ItemFacts facts = facts();
        History past = History.of(0, 2);
        double nats = value(Calibration.at(2), facts, past, 0);
        assertThat(value(calibration(":BITS"), facts, past, 0)).isCloseTo(nats / Math.log(2), within(1e-15));
        assertThat(value(calibration(":HELLINGER"), facts, past, 0))
                .isCloseTo(Math.sqrt(1 - Math.sqrt(0.5)), within(1e-15));
        double jsd = (0.5 * Math.log(0.5 / 0.75) + 0.5 * Math.log(0.5 / 0.25) + Math.log(1 / 0.75)) / 2;
        assertThat(value(calibration(":JSD"), facts, past, 0)).isCloseTo(jsd, within(1e-15));
        for (String variant : List.of("", ":BITS", ":HELLINGER", ":JSD")) {
            assertThat(value(calibration(variant), facts, past, 1)).as(variant).isZero();
            assertThat(value(calibration(variant), facts, NO_PAST, 1))
                    .as(variant)
                    .isNaN();
            assertThat(calibration(variant).direction()).isEqualTo(Direction.LOWER_IS_BETTER);
        }
        assertThat(value(calibration(":HELLINGER"), facts, History.of(0), 2)).isEqualTo(1);
        assertThat(value(calibration(":JSD"), facts, History.of(0), 2)).isCloseTo(Math.log(2), within(1e-15));
    }

    private static ListMetric calibration(String variant) {
        return (ListMetric) Metrics.parse("calibration@2" + variant);
    }

    @Test
    void calibrationIsTheDivergenceOfTheListFromThePast() {
        ListMetric metric = Calibration.at(2);
        // past: item 0 and item 2, so half action, half drama; a list of item 1 has the same mix
        assertThat(value(metric, facts(), History.of(0, 2), 1)).isZero();
        // a list of item 0 is all action: KL((.5, .5), (.995, .005))
        double expected = 0.5 * Math.log(0.5 / 0.995) + 0.5 * Math.log(0.5 / 0.005);
        assertThat(value(metric, facts(), History.of(0, 2), 0)).isCloseTo(expected, within(1e-12));
        assertThat(value(metric, facts(), History.of(0, 2), 0, 3)).isCloseTo(expected, within(1e-12)); // 3 has none
        assertThat(value(metric, facts(), History.of(2), 0)).isCloseTo(-Math.log(0.01), within(1e-12));
        // what the user disliked does not count, and the rest counts with its weight
        History past = History.of(new int[] {0, 2}, new float[] {5, -1}, 2);
        assertThat(value(metric, facts(), past, 0)).isZero();
        History weighted = History.of(new int[] {0, 2}, new float[] {3, 1}, 2);
        assertThat(value(metric, facts(), weighted, 0, 1)).isCloseTo(0, within(1e-15));
    }

    @Test
    void calibrationNeedsAPastAndAListWithCategories() {
        assertThat(value(Calibration.at(2), facts(), NO_PAST, 0)).isNaN();
        assertThat(value(Calibration.at(2), facts(), History.of(0), 3)).isNaN();
        assertThat(value(Calibration.at(2), facts(), History.of(3), 0)).isNaN();
        assertThat(value(Calibration.at(2), facts(), History.of(0))).isNaN();
    }

    @Test
    void noveltyIsTheMeanSurpriseInBits() {
        assertThat(value(Novelty.at(10), facts(), NO_PAST, 0)).isZero();
        assertThat(value(Novelty.at(10), facts(), NO_PAST, 0, 1, 2)).isCloseTo(4.0 / 3, within(1e-15));
        assertThat(value(Novelty.at(10), facts(), NO_PAST, 3, 99)).isCloseTo(3, within(1e-15)); // as one user
        assertThat(value(Novelty.at(10), facts(), NO_PAST)).isNaN();
    }

    @Test
    void popularityPercentileIsTheMeanMidRank() {
        assertThat(value(PopularityPercentile.at(10), facts(), NO_PAST, 0)).isEqualTo(7 / 8.0);
        assertThat(value(PopularityPercentile.at(10), facts(), NO_PAST, 3)).isEqualTo(1 / 8.0);
        assertThat(value(PopularityPercentile.at(10), facts(), NO_PAST, 0, 1, 2, 3))
                .isEqualTo(0.5);
        assertThat(value(PopularityPercentile.at(1), facts(), NO_PAST, 0, 3)).isEqualTo(7 / 8.0);
        ItemFacts equal = ItemFacts.of(3, new int[] {2, 2, 2});
        assertThat(value(PopularityPercentile.at(10), equal, NO_PAST, 1)).isEqualTo(0.5);
    }

    @Test
    void factsThatAreMissingAreNamed() {
        ItemFacts bare = ItemFacts.of(8, new int[] {8, 4});
        assertThatThrownBy(() -> IntraListDiversity.byCategories(5).over(bare))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("metric 'intra_list_diversity@5'")
                .hasMessageContaining("no item of the catalogue has one");
        assertThatThrownBy(() -> Calibration.at(5).over(bare))
                .hasMessageContaining("give the model's bundle a catalogue");
        assertThatThrownBy(() -> IntraListDiversity.byFactors(5).over(bare)).hasMessageContaining("has none");
    }
}
