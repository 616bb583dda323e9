package dev.recsys.internal.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PositiveEigenTest {

    @Test
    void valuesDescendAndVectorsSolveTheEquation() {
        double[][] matrix = {{2, 1, 0}, {1, 5, 1}, {0, 1, 3}};
        PositiveEigen eigen = PositiveEigen.of(matrix);
        double trace = 0;
        for (int j = 0; j < 3; j++) {
            trace += eigen.value(j);
            assertThat(j == 0 || eigen.value(j - 1) >= eigen.value(j)).isTrue();
            for (int r = 0; r < 3; r++) {
                double product = 0;
                for (int c = 0; c < 3; c++) {
                    product += matrix[r][c] * eigen.vector(j, c);
                }
                assertThat(product).isCloseTo(eigen.value(j) * eigen.vector(j, r), within(1e-12));
            }
        }
        assertThat(trace).isCloseTo(10, within(1e-12));
    }

    @Test
    void aMatrixOfZerosHasZeros() {
        PositiveEigen eigen = PositiveEigen.of(new double[2][2]);
        assertThat(eigen.value(0)).isZero();
        assertThat(eigen.value(1)).isZero();
    }
}
