package dev.recsys.nmf;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.internal.solve.PositiveEigen;

/**
 * The largest singular values of the interaction matrix and their vectors, by subspace iteration from a random start
 * (Halko, Martinsson, Tropp, SIAM Review 53(2), 2011, algorithm 4.4). The matrix is only multiplied with tall dense
 * matrices; these are made orthonormal through their small Gram matrices. Once leaves errors that grow with the square of
 * their condition, which is enough while only the space they span matters; the last ones are made orthonormal twice.
 */
final class TruncatedSvd {

    /** Columns beyond the wanted ones. */
    static final int OVERSAMPLING = 10;

    /** Multiplications with the matrix and its transpose before the last; scikit-learn's choice too. */
    static final int POWER_ITERATIONS = 7;

    private static final double SMALLEST_VALUE = 1e-5;

    private final RowTasks tasks;
    private final FactorMatrixBuilder left; // rows x width
    private final FactorMatrixBuilder right; // columns x width
    private final PositiveEigen last;

    /**
     * Decomposes a matrix.
     *
     * @param wanted how many triplets, at least 1
     * @param seed of the random start
     */
    TruncatedSvd(SparseMatrix matrix, SparseMatrix transposed, int wanted, long seed, RowTasks rowTasks) {
        int width = width(matrix.rows(), matrix.columns(), wanted);
        this.tasks = rowTasks.ofWidth(Math.max(width, wanted));
        this.left = FactorMatrix.builder(matrix.rows(), width);
        this.right = FactorMatrix.builder(matrix.columns(), width);
        RandomStart.fillNormal(right, RandomStart.Side.SKETCH, seed, tasks);
        for (int i = 0; i <= POWER_ITERATIONS; i++) {
            tasks.multiply(matrix, right, left);
            orthonormalise(left, i < POWER_ITERATIONS);
            tasks.multiply(transposed, left, right);
            if (i < POWER_ITERATIONS) {
                orthonormalise(right, true);
            }
        }
        this.last = PositiveEigen.of(tasks.gram(right));
    }

    static int width(int rows, int columns, int wanted) {
        return Math.min(Math.min(rows, columns), wanted + OVERSAMPLING);
    }

    /** Makes columns orthonormal, or zero; roughly, if that is enough for the space they span. */
    private void orthonormalise(FactorMatrixBuilder x, boolean roughly) {
        Whitening first = Whitening.of(tasks.gram(x));
        tasks.transform(x, first.map(), x);
        if (!roughly || !first.independent()) {
            tasks.transform(x, Whitening.of(tasks.gram(x)).map(), x);
        }
    }

    /** The singular value at place {@code index}, the largest first; 0 beyond the rank of the matrix. */
    double value(int index) {
        if (index >= left.factors()) {
            return 0;
        }
        double value = Math.sqrt(Math.max(0, last.value(index)));
        return value > SMALLEST_VALUE * Math.sqrt(last.value(0)) ? value : 0;
    }

    /** Sets the columns of {@code out} to left singular vectors; 0 where the value is 0. */
    void copyLeft(FactorMatrixBuilder out) {
        tasks.transform(left, map(out.factors(), false), out);
    }

    /** Sets the columns of {@code out} to right singular vectors; 0 where the value is 0. */
    void copyRight(FactorMatrixBuilder out) {
        tasks.transform(right, map(out.factors(), true), out);
    }

    private float[][] map(int count, boolean divide) {
        int width = left.factors();
        float[][] map = new float[width][count];
        for (int j = 0; j < count; j++) {
            double value = value(j);
            if (value > 0) {
                for (int f = 0; f < width; f++) {
                    map[f][j] = (float) (last.vector(j, f) / (divide ? value : 1));
                }
            }
        }
        return map;
    }
}
