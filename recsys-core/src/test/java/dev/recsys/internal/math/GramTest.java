package dev.recsys.internal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("vector")
class GramTest {

    private static float[][] rows(int rows, int size) {
        SplittableRandom random = new SplittableRandom(rows * 31L + size);
        float[][] x = new float[rows][size];
        for (float[] row : x) {
            for (int f = 0; f < size; f++) {
                row[f] = (float) (random.nextDouble() - 0.3);
            }
        }
        return x;
    }

    private static RowReader reader(float[][] x) {
        return (row, out, offset) -> System.arraycopy(x[row], 0, out, offset, x[row].length);
    }

    private static double plain(float[][] x, int f, int g) {
        double sum = 0;
        for (float[] row : x) {
            sum += (double) row[f] * row[g];
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "1, 1", "3, 5", "255, 7", "256, 8", "257, 9", "9001, 17"})
    void everyProductOfColumnsIsThere(int rows, int size) {
        float[][] x = rows(rows, size);
        double[][] gram = Gram.of(reader(x), rows, size);
        double[][] exact = Gram.inDoubles(reader(x), rows, size);
        float[][] raised = Gram.toFloats(gram, 0.5);
        for (int f = 0; f < size; f++) {
            for (int g = 0; g < size; g++) {
                double expected = plain(x, f, g);
                assertThat(exact[f][g]).isCloseTo(expected, within(1e-9 * (1 + rows)));
                assertThat(gram[f][g]).isCloseTo(expected, within(1e-5 * (1 + rows)));
                assertThat(gram[f][g]).isEqualTo(gram[g][f]);
                assertThat(raised[f][g]).isEqualTo((float) (gram[f][g] + (f == g ? 0.5 : 0)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "8"})
    void theBitsDoNotDependOnTheThreads(int threads) {
        float[][] x = rows(9001, 17);
        double[][] alone = Gram.of(reader(x), 9001, 17);
        double[][] together =
                Gram.of(reader(x), 9001, 17, Parallelism.threads(threads), Cancellation.NEVER, "the test");
        assertThat(together).isDeepEqualTo(alone);
    }
}
