package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.model.ItemMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExposureTest {

    private static final double TINY = 1e-12;

    private static Exposure exposure(long... counts) {
        return Exposure.of(ItemFacts.of(1, new int[counts.length]), counts, 1, 1);
    }

    private static double value(String name, long... counts) {
        return ((ExposureMetric) Metrics.parse(name)).value(exposure(counts));
    }

    private static List<CatalogueMetric> metrics(int k) {
        List<CatalogueMetric> metrics = new ArrayList<>();
        for (String name : List.of(
                "coverage@K",
                "coverage@K:ELIGIBLE_ITEMS",
                "coverage@K:PLUS_PADDING",
                "user_coverage@K",
                "gini@K",
                "gini@K:CORRECTED",
                "gini@K:RECOMMENDED_ONLY",
                "gini_diversity@K",
                "entropy@K",
                "entropy@K:NATS",
                "entropy@K:NORMALISED",
                "entropy@K:NATS_PER_ITEM",
                "simpson@K",
                "herfindahl@K")) {
            metrics.add((CatalogueMetric) Metrics.parse(name.replace("K", "" + k)));
        }
        return metrics;
    }

    @ParameterizedTest
    @CsvSource({ // counts 0, 1, 3
        "coverage@5, 0.6666666666666666",
        "coverage@5:PLUS_PADDING, 0.5",
        "gini@5, 0.5", // (-2 x 0 + 0 x 1 + 2 x 3) / (3 x 4)
        "gini@5:CORRECTED, 0.75", // the same / (2 x 4)
        "gini@5:RECOMMENDED_ONLY, 0.25", // (-1 + 3) / (2 x 4)
        "gini_diversity@5, 0.5",
        "gini_diversity@5:CORRECTED, 0.25",
        "entropy@5, 0.8112781244591328", // 1/4 x 2 + 3/4 x log2(4/3)
        "entropy@5:NATS, 0.5623351446188083",
        "entropy@5:NORMALISED, 0.5118595071429148",
        "entropy@5:NATS_PER_ITEM, 0.28116757230940415",
        "herfindahl@5, 0.625", // 1/16 + 9/16
        "simpson@5, 0.375"
    })
    void equalTheirFormula(String name, double expected) {
        assertThat(value(name, 1, 0, 3)).isCloseTo(expected, within(TINY));
        assertThat(value(name, 3, 1, 0)).isCloseTo(expected, within(TINY));
        assertThat(Metrics.parse(name).name()).isEqualTo(name);
    }

    @Test
    void withoutExposureThereIsNoInequality() {
        for (CatalogueMetric metric : metrics(5)) {
            CatalogueMetric.Accumulator nothing = metric.accumulator(ItemFacts.of(1, new int[3]));
            if (metric.name().startsWith("coverage")) {
                assertThat(nothing.value()).as(metric.name()).isZero();
            } else {
                assertThat(nothing.value()).as(metric.name()).isNaN();
            }
        }
        assertThat(exposure(0, 0).lorenz(2)).containsOnly(Double.NaN);
    }

    @Test
    void usersWithoutAListAreNotCovered() {
        CatalogueMetric.Accumulator users = UserCoverage.at(2).accumulator(ItemFacts.of(1, new int[3]));
        users.add(JudgedList.of(new int[] {1, 2}, new int[0]));
        users.add(JudgedList.of(new int[0], new int[0]));
        users.add(JudgedList.of(new int[] {7}, new int[0]));
        assertThat(users.value()).isCloseTo(2 / 3.0, within(TINY));
    }

    @Test
    void onlyEligibleItemsCountIfAskedFor() {
        ItemFacts facts = ItemFacts.of(1, new int[4]).withEligible(ItemMask.of(4, 0, 3));
        Exposure exposure = Exposure.of(facts);
        exposure.add(JudgedList.of(new int[] {3, 1, 9}, new int[0]), 5);
        assertThat(exposure.counts()).containsExactly(0, 1, 0, 1); // item 9 is not in the catalogue
        assertThat(Coverage.at(5).value(exposure)).isEqualTo(0.5);
        assertThat(Coverage.at(5).withVariant(Coverage.Variant.ELIGIBLE_ITEMS).value(exposure))
                .isEqualTo(0.5);
        assertThat(Coverage.at(5)
                        .withVariant(Coverage.Variant.ELIGIBLE_ITEMS)
                        .value(Exposure.of(facts.withEligible(ItemMask.of(4, 2)), new long[] {1, 1, 0, 1}, 1, 1)))
                .isZero();
    }

    @Test
    void lorenzCurveSumsTheLeastShownFirst() {
        assertThat(exposure(3, 0, 1).lorenz(3)).containsExactly(0, 0, 0.25, 1);
        assertThat(exposure(3, 0, 1).lorenz(2)).containsExactly(0, 0.125, 1); // half of the middle item
        assertThat(exposure(5, 5, 5, 5).lorenz(4)).containsExactly(0, 0.25, 0.5, 0.75, 1);
        assertThatThrownBy(() -> exposure(1).lorenz(0)).hasMessage("segments must be at least 1 but was 0");
    }

    @Test
    void wrongCountsAreRefused() {
        ItemFacts facts = ItemFacts.of(1, new int[2]);
        assertThatThrownBy(() -> Exposure.of(facts, new long[3], 1, 1)).hasMessage("there are 2 items but 3 counts");
        assertThatThrownBy(() -> Exposure.of(facts, new long[] {-1, 0}, 1, 1)).hasMessageContaining("at least 0");
        assertThatThrownBy(() -> Exposure.of(facts).merge(exposure(1, 2, 3)))
                .hasMessage("exposure of 3 items cannot be added to that of 2");
    }

    @RepeatedTest(30)
    void valuesLieInTheirRange(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        int items = 2 + random.nextInt(40);
        int bound = 1 + random.nextInt(1000);
        long[] counts = random.longs(items, 0, bound).toArray();
        counts[random.nextInt(items)]++;
        String seed = "seed " + repetition.getCurrentRepetition() + ": " + Arrays.toString(counts);
        Exposure exposure = exposure(counts);
        for (CatalogueMetric metric : metrics(10)) {
            double value = ((ExposureMetric) metric).value(exposure);
            boolean unbounded =
                    metric.name().equals("entropy@10") || metric.name().endsWith(":NATS");
            assertThat(value)
                    .as(seed + metric.name())
                    .isBetween(-TINY, (unbounded ? Math.log(items) / Math.log(2) : 1) + TINY);
        }
        double gini = value("gini@10", counts);
        assertThat(gini).as(seed).isLessThanOrEqualTo(1 - 1.0 / items + TINY);
        assertThat(gini).as(seed).isCloseTo(naiveGini(counts), within(1e-10));
        assertThat(value("gini@10:CORRECTED", counts)).as(seed).isCloseTo(gini * items / (items - 1), within(TINY));
        assertThat(value("herfindahl@10", counts)).as(seed).isGreaterThanOrEqualTo(1.0 / items - TINY);
        // twice the area between the diagonal and the Lorenz curve
        double[] lorenz = exposure.lorenz(items);
        double area = 0;
        for (int i = 1; i <= items; i++) {
            area += (lorenz[i - 1] + lorenz[i]) / 2 / items;
        }
        assertThat(1 - 2 * area).as(seed).isCloseTo(gini, within(1e-10));
    }

    /** Half the mean difference of all pairs over the mean. */
    private static double naiveGini(long[] counts) {
        double differences = 0;
        for (long one : counts) {
            for (long other : counts) {
                differences += Math.abs(one - other);
            }
        }
        double mean = Arrays.stream(counts).average().orElseThrow();
        return differences / counts.length / counts.length / 2 / mean;
    }

    @RepeatedTest(20)
    void lorenzCurveRisesAndIsConvex(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        long[] counts = random.longs(1 + random.nextInt(60), 0, 50).toArray();
        counts[0]++;
        double[] lorenz = exposure(counts).lorenz(1 + random.nextInt(100));
        String seed = "seed " + repetition.getCurrentRepetition();
        assertThat(lorenz[0]).as(seed).isZero();
        assertThat(lorenz[lorenz.length - 1]).as(seed).isCloseTo(1, within(TINY));
        for (int i = 1; i < lorenz.length; i++) {
            assertThat(lorenz[i]).as(seed).isGreaterThanOrEqualTo(lorenz[i - 1]);
        }
        for (int i = 2; i < lorenz.length; i++) {
            assertThat(lorenz[i] - lorenz[i - 1]).as(seed).isGreaterThanOrEqualTo(lorenz[i - 1] - lorenz[i - 2] - TINY);
        }
    }

    @Test
    void equalExposureAndExposureOfOneItemAreTheEnds() {
        for (int items = 2; items < 50; items++) {
            long[] equal = new long[items];
            Arrays.fill(equal, 7);
            assertThat(value("gini@3", equal)).isZero();
            assertThat(value("entropy@3:NORMALISED", equal)).isCloseTo(1, within(TINY));
            assertThat(value("herfindahl@3", equal)).isCloseTo(1.0 / items, within(TINY));
            long[] single = new long[items];
            single[items / 2] = 7;
            assertThat(value("gini@3", single)).isCloseTo(1 - 1.0 / items, within(TINY));
            assertThat(value("gini@3:CORRECTED", single)).isEqualTo(1);
            assertThat(value("entropy@3", single)).isZero();
            assertThat(value("herfindahl@3", single)).isEqualTo(1);
        }
    }

    /** Parts in any order and grouping have the bits of the whole. */
    @RepeatedTest(20)
    void mergedPartsAreTheWhole(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        int items = 1 + random.nextInt(30);
        ItemFacts facts = ItemFacts.of(1, new int[items]).withEligible(ItemMask.where(items, item -> item % 3 != 1));
        List<JudgedList> lists = IntStream.range(0, random.nextInt(50))
                .mapToObj(user -> JudgedList.of(
                        random.ints(random.nextInt(12), 0, items + 2).distinct().toArray(), new int[0]))
                .toList();
        for (CatalogueMetric metric : metrics(1 + random.nextInt(8))) {
            CatalogueMetric.Accumulator whole = metric.accumulator(facts);
            lists.forEach(whole::add);
            List<CatalogueMetric.Accumulator> parts = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                parts.add(metric.accumulator(facts));
            }
            lists.forEach(list -> parts.get(random.nextInt(5)).add(list));
            Collections.shuffle(parts, new Random(seed));
            parts.get(3).merge(parts.get(4));
            parts.get(1).merge(parts.get(2));
            parts.get(1).merge(parts.get(3));
            parts.get(0).merge(parts.get(1));
            assertThat(Double.doubleToLongBits(parts.get(0).value()))
                    .as("seed " + seed + ": " + metric.name())
                    .isEqualTo(Double.doubleToLongBits(whole.value()));
        }
    }
}
