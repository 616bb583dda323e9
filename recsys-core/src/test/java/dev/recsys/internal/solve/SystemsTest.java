package dev.recsys.internal.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.internal.simd.GramAccumulator;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The solvers against a dense one in doubles, on odd sizes and after use for another system (stale tails). */
@Tag("vector")
class SystemsTest {

    private static final long SEED = 7;

    private final SplittableRandom random = new SplittableRandom(SEED);

    private float[] row(int n) {
        float[] row = new float[n + 3];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) random.nextGaussian();
        }
        return row;
    }

    private float[][] common(int n) {
        GramAccumulator gram = new GramAccumulator(n);
        for (int r = 0; r < 2 * n + 3; r++) {
            gram.add(row(n), 1);
        }
        double[][] upper = new double[n][n];
        gram.addTo(upper);
        float[][] full = new float[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                full[i][j] = (float) upper[i][j];
                full[j][i] = full[i][j];
            }
        }
        return full;
    }

    private static double[] exact(
            float[][] common, double scale, double diagonal, float[][] rows, float[] w, float[] t) {
        int n = common.length;
        DMatrixRMaj a = new DMatrixRMaj(n, n);
        DMatrixRMaj b = new DMatrixRMaj(n, 1);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a.set(i, j, scale * common[i][j] + (i == j ? diagonal : 0));
                for (int r = 0; r < rows.length; r++) {
                    a.add(i, j, (double) w[r] * rows[r][2 + i] * rows[r][2 + j]);
                }
            }
            for (int r = 0; r < rows.length; r++) {
                b.add(i, 0, (double) t[r] * rows[r][2 + i]);
            }
        }
        DMatrixRMaj x = new DMatrixRMaj(n, 1);
        CommonOps_DDRM.solve(a, b, x);
        return x.data;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 64, 65})
    void allThreeSolversGiveTheExactAnswer(int n) {
        DenseSystem dense = new DenseSystem(n);
        ConjugateGradient gradient = new ConjugateGradient(n);
        for (int observations : new int[] {0, 1, 2, 3, 4, 5, 8, 70}) {
            float[][] common = common(n);
            float[][] rows = new float[observations][];
            float[] weights = new float[observations];
            float[] targets = new float[observations];
            float diagonal = 0.5f * n;
            CommonMatrix shared = CommonMatrix.of(common, 0.3f);
            dense.start(shared, diagonal);
            gradient.start();
            DoubleRescue rescue = new DoubleRescue(common, 0.3f, diagonal);
            for (int r = 0; r < observations; r++) {
                rows[r] = row(n);
                weights[r] = random.nextInt(4);
                targets[r] = random.nextInt(3);
                dense.add(rows[r], 2, weights[r], targets[r]);
                gradient.add(rows[r], 2, weights[r], targets[r]);
                rescue.add(rows[r], 2, weights[r], targets[r]);
            }
            double[] expected = exact(common, 0.3f, diagonal, rows, weights, targets);
            float[] x = new float[n + 1];

            assertThat(dense.solve(x, 1)).isTrue();
            assertClose(x, expected, "Cholesky", observations);
            java.util.Arrays.fill(x, 0f);
            assertThat(gradient.solve(shared, diagonal, 4 * n + 20, x, 1)).isTrue();
            assertClose(x, expected, "conjugate gradients", observations);
            assertThat(rescue.solve(x, 1)).isTrue();
            assertClose(x, expected, "doubles", observations);
        }
    }

    private static void assertClose(float[] x, double[] expected, String solver, int observations) {
        double largest = 1e-3;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) x[i + 1])
                    .as("seed %d, %s, %d unknowns, %d observations", SEED, solver, expected.length, observations)
                    .isCloseTo(expected[i], within(3e-4 * largest));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "6"})
    void whatIsNotPositiveDefiniteIsRefusedAndNothingIsWritten(int n) {
        DenseSystem dense = new DenseSystem(n);
        dense.start(CommonMatrix.zero(n), 0);
        dense.add(row(n), 0, Float.NaN, 1);
        float[] x = {9, 9, 9, 9, 9, 9};

        assertThat(dense.solve(x, 0)).isFalse();
        assertThat(new DoubleRescue(new float[n][n], 1, -1).solve(x, 0)).isFalse();
        assertThat(x).containsOnly(9f);
    }
}
