package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.model.History;
import java.util.List;
import org.junit.jupiter.api.Test;

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
