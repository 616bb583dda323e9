package dev.recsys.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.train.TrainingContext;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The start is compared with one from a dense decomposition of the whole matrix. */
class NndsvdTest {

    private static final int FACTORS = 5;

    @ParameterizedTest
    @CsvSource({"23, 17", "17, 23", "90, 31", "6, 40"})
    void equalsTheStartFromADenseDecomposition(int rows, int columns) {
        double[][] v = Matrices.planted(rows, columns, 12, 9);
        double[][] expectedUsers = new double[rows][FACTORS];
        double[][] expectedItems = new double[columns][FACTORS];
        denseStart(v, expectedUsers, expectedItems);

        FactorMatrixBuilder users = FactorMatrix.builder(rows, FACTORS);
        FactorMatrixBuilder items = FactorMatrix.builder(columns, FACTORS);
        fill(Matrices.sparse(v, columns), users, items, 0f);

        assertClose(users.build(), expectedUsers);
        assertClose(items.build(), expectedItems);
    }

    @Test
    void zerosBecomeTheGivenNumber() {
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(20, 15, 0.3, 4), 15);
        FactorMatrixBuilder users = FactorMatrix.builder(20, FACTORS);
        FactorMatrixBuilder items = FactorMatrix.builder(15, FACTORS);
        fill(matrix, users, items, 0f);
        FactorMatrixBuilder filledUsers = FactorMatrix.builder(20, FACTORS);
        FactorMatrixBuilder filledItems = FactorMatrix.builder(15, FACTORS);
        fill(matrix, filledUsers, filledItems, 0.25f);

        int zeros = 0;
        for (int row = 0; row < 20; row++) {
            for (int f = 0; f < FACTORS; f++) {
                boolean zero = users.get(row, f) == 0;
                zeros += zero ? 1 : 0;
                assertThat(filledUsers.get(row, f)).isEqualTo(zero ? 0.25f : users.get(row, f));
            }
        }
        assertThat(zeros).isPositive();
    }

    @Test
    void factorsBeyondTheRankStartAtSmallRandomNumbers() {
        SparseMatrix matrix = Matrices.sparse(Matrices.planted(20, 15, 2, 4), 15);
        FactorMatrixBuilder users = FactorMatrix.builder(20, FACTORS);
        FactorMatrixBuilder items = FactorMatrix.builder(15, FACTORS);
        fill(matrix, users, items, 0f);
        for (int row = 0; row < 20; row++) {
            for (int f = 2; f < FACTORS; f++) {
                assertThat(users.get(row, f)).isBetween(0f, 0.1f);
            }
        }
        assertThat(users.get(0, 2)).isPositive().isNotEqualTo(users.get(0, 3));
    }

    private static void fill(SparseMatrix matrix, FactorMatrixBuilder users, FactorMatrixBuilder items, float zero) {
        SparseMatrix transposed = matrix.transpose();
        RowTasks tasks = new RowTasks(
                TrainingContext.defaults(), FACTORS, Math.max(matrix.maxRowLength(), transposed.maxRowLength()), false);
        new Nndsvd(zero, 1, 7, tasks).fill(new TruncatedSvd(matrix, transposed, FACTORS, 7, tasks), users, items);
    }

    private static void denseStart(double[][] v, double[][] users, double[][] items) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(users.length, items.length, true, true, true);
        assertThat(svd.decompose(new DMatrixRMaj(v))).isTrue();
        DMatrixRMaj left = svd.getU(new DMatrixRMaj(1, 1), false);
        DMatrixRMaj right = svd.getV(new DMatrixRMaj(1, 1), false);
        double[] values = svd.getSingularValues();
        SingularOps_DDRM.descendingOrder(left, false, values, svd.numberOfSingularValues(), right, false);
        for (int f = 0; f < FACTORS; f++) {
            double[] u = column(left, f);
            double[] i = column(right, f);
            double value = values[f];
            double positive = norm(u, 1) * norm(i, 1);
            double negative = norm(u, -1) * norm(i, -1);
            int sign = positive > negative ? 1 : -1;
            for (int row = 0; row < users.length; row++) {
                users[row][f] = f == 0
                        ? Math.sqrt(value) * Math.abs(u[row])
                        : chosen(u[row], sign, Math.sqrt(value * Math.max(positive, negative)) / norm(u, sign));
            }
            for (int row = 0; row < items.length; row++) {
                items[row][f] = f == 0
                        ? Math.sqrt(value) * Math.abs(i[row])
                        : chosen(i[row], sign, Math.sqrt(value * Math.max(positive, negative)) / norm(i, sign));
            }
        }
    }

    private static double chosen(double value, int sign, double scale) {
        double scaled = Math.max(0, sign * value) * scale;
        return scaled < 1e-6 ? 0 : scaled;
    }

    private static double[] column(DMatrixRMaj matrix, int column) {
        double[] out = new double[matrix.getNumRows()];
        for (int row = 0; row < out.length; row++) {
            out[row] = matrix.get(row, column);
        }
        return out;
    }

    private static double norm(double[] vector, int sign) {
        double squares = 0;
        for (double value : vector) {
            squares += sign * value > 0 ? value * value : 0;
        }
        return Math.sqrt(squares);
    }

    private static void assertClose(FactorMatrix actual, double[][] expected) {
        for (int row = 0; row < expected.length; row++) {
            for (int f = 0; f < FACTORS; f++) {
                assertThat((double) actual.get(row, f))
                        .as("row %s, factor %s", row, f)
                        .isCloseTo(expected[row][f], within(1e-3));
            }
        }
    }
}
