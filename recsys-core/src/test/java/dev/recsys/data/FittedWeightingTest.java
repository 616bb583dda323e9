package dev.recsys.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FittedWeightingTest {

    private static float[] apply(FittedWeighting weighting, float... strengths) {
        int[] items = new int[strengths.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = i;
        }
        weighting.apply(items, strengths, strengths.length);
        return strengths;
    }

    @Test
    void binaryIsOneWithTheSignKept() {
        assertThat(apply(FittedWeighting.binary(), 5, 0.1f, -3)).containsExactly(1, 1, -1);
    }

    @Test
    void linearChangesNothing() {
        assertThat(apply(FittedWeighting.linear(), 5, 0.1f, -3, Float.MIN_VALUE, Float.MAX_VALUE))
                .containsExactly(5, 0.1f, -3, Float.MIN_VALUE, Float.MAX_VALUE);
    }

    @Test
    void logIsTheNaturalLogarithmOfOnePlusVByEpsilon() {
        assertThat(apply(FittedWeighting.log(1), (float) Math.E - 1, -1)[0]).isCloseTo(1, within(1e-6f));
        assertThat(apply(FittedWeighting.log(1), -1)[0]).isEqualTo((float) -Math.log(2));
        assertThat(apply(FittedWeighting.log(0.5), 3)[0]).isEqualTo((float) Math.log(7));
    }

    @Test
    void bm25ByHand() {
        // idf 2 and 3, k1 1.2, b 0.75, mean length 4; the user's length is 1 + |-2| = 3,
        // so the damping is 1.2 * (0.25 + 0.75 * 3 / 4) = 0.975
        FittedWeighting weighting = FittedWeighting.bm25(1.2, 0.75, 4, new float[] {2, 3});

        float[] weights = apply(weighting, 1, -2);

        assertThat(weights[0]).isCloseTo((float) (2 * 1 * 2.2 / (1 + 0.975)), within(1e-6f));
        assertThat(weights[1]).isCloseTo((float) (-3 * 2 * 2.2 / (2 + 0.975)), within(1e-6f));
    }

    @Test
    void bm25WithoutSaturationIsIdfAndWithoutDampingIgnoresTheLength() {
        assertThat(apply(FittedWeighting.bm25(0, 0.75, 4, new float[] {2, 3}), 5, 7))
                .containsExactly(2, 3);
        FittedWeighting undamped = FittedWeighting.bm25(1, 0, 4, new float[] {2, 2});
        assertThat(apply(undamped, 5, 7)[0]).isEqualTo(apply(undamped, 5)[0]);
    }

    @Test
    void onlyTheFirstEntriesAreWeighted() {
        float[] strengths = {5, 5};

        FittedWeighting.binary().apply(new int[] {0, 1}, strengths, 1);

        assertThat(strengths).containsExactly(1, 5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void epsilonMustBePositive(double epsilon) {
        assertThatIllegalArgumentException().isThrownBy(() -> FittedWeighting.log(epsilon));
    }

    @Test
    void parametersOfBm25MustBeFiniteAndInRange() {
        float[] idf = {1};
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> FittedWeighting.bm25(bad, 0.5, 1, idf));
            assertThatIllegalArgumentException().isThrownBy(() -> FittedWeighting.bm25(1, bad, 1, idf));
            assertThatIllegalArgumentException().isThrownBy(() -> FittedWeighting.bm25(1, 0.5, bad, idf));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> FittedWeighting.bm25(1, 1.1, 1, idf));
        assertThatIllegalArgumentException().isThrownBy(() -> FittedWeighting.bm25(1, 1, 0, idf));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FittedWeighting.bm25(1, 1, 1, new float[] {1, Float.NaN}))
                .withMessageContaining("item 1");
    }

    @Test
    void equalityIsOfKindAndStatistics() {
        float[] idf = {1, 2};
        FittedWeighting bm25 = FittedWeighting.bm25(1.2, 0.75, 4, idf);
        idf[0] = 9;
        bm25.idf()[1] = 9;

        assertThat(bm25.idf()).containsExactly(1, 2);
        assertThat(bm25)
                .isEqualTo(FittedWeighting.bm25(1.2, 0.75, 4, new float[] {1, 2}))
                .hasSameHashCodeAs(FittedWeighting.bm25(1.2, 0.75, 4, new float[] {1, 2}))
                .hasToString("bm25");
        for (FittedWeighting other : List.of(
                FittedWeighting.binary(),
                FittedWeighting.bm25(1.3, 0.75, 4, new float[] {1, 2}),
                FittedWeighting.bm25(1.2, 0.7, 4, new float[] {1, 2}),
                FittedWeighting.bm25(1.2, 0.75, 5, new float[] {1, 2}),
                FittedWeighting.bm25(1.2, 0.75, 4, new float[] {1, 3}))) {
            assertThat(other).isNotEqualTo(bm25);
        }
        assertThat(FittedWeighting.log(1)).isNotEqualTo(FittedWeighting.log(2));
        assertThat(List.of(
                        bm25.k1(),
                        bm25.b(),
                        bm25.meanLength(),
                        FittedWeighting.log(3).epsilon()))
                .containsExactly(1.2, 0.75, 4.0, 3.0);
    }
}
