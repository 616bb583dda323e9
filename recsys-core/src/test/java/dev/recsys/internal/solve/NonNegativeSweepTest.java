package dev.recsys.internal.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonNegativeSweepTest {

    private final SplittableRandom random = new SplittableRandom(71);

    private float[][] gram(int size) {
        float[][] x = new float[size + 3][size];
        float[][] gram = new float[size][size];
        for (float[] row : x) {
            for (int f = 0; f < size; f++) {
                row[f] = (float) random.nextDouble();
            }
            for (int f = 0; f < size; f++) {
                for (int g = 0; g < size; g++) {
                    gram[f][g] += row[f] * row[g];
                }
            }
        }
        return gram;
    }

    private float[] vector(int size) {
        float[] out = new float[size];
        for (int f = 0; f < size; f++) {
            out[f] = (float) random.nextDouble() * 3;
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 17, 33})
    void theGradientIsTheProductLessTheTarget(int size) {
        float[][] gram = gram(size);
        float[] target = vector(size);
        float[] row = vector(size);
        float[] gradient = vector(size + 2); // stale, and longer than needed
        float[] before = gradient.clone();

        NonNegativeSweep.gradient(gram, target, 0f, row, gradient);

        for (int f = 0; f < size; f++) {
            double expected = -target[f];
            for (int g = 0; g < size; g++) {
                expected += (double) gram[f][g] * row[g];
            }
            assertThat((double) gradient[f]).isCloseTo(expected, within(1e-4 * size * size));
        }
        assertThat(gradient[size]).isEqualTo(before[size]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 17, 33})
    void descentEndsWhereNoElementCanBeImproved(int size) {
        float[][] gram = gram(size);
        float[] target = vector(size);
        float[] row = vector(size);
        float[] gradient = new float[size];
        double first = -1;
        double violation = 0;
        for (int sweep = 0; sweep < 20_000; sweep++) {
            NonNegativeSweep.gradient(gram, target, 0f, row, gradient);
            violation = NonNegativeSweep.descend(gram, row, gradient, size);
            first = first < 0 ? violation : first;
        }
        assertThat(violation).isLessThan(1e-3 * first);
        for (float value : row) {
            assertThat(value).isNotNegative();
        }
    }

    @Test
    void aFactorWithoutCurvatureIsLeftAlone() {
        float[][] gram = {{2, 0}, {0, 0}};
        float[] row = {0, 7};
        float[] gradient = {-4, 0};
        NonNegativeSweep.descend(gram, row, gradient, 2);
        assertThat(row).containsExactly(2, 7);
    }
}
