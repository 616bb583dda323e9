package dev.recsys.nmf;

import dev.recsys.data.SparseMatrix;
import dev.recsys.internal.math.Gram;
import dev.recsys.internal.math.RowReader;

/** The Frobenius norm of V - W H^T over all cells, without forming it: |V|^2 - 2 &lt;V, W H^T> + tr(W^T W H^T H). */
final class ReconstructionError {

    private ReconstructionError() {}

    /** From the three terms. */
    static double of(double squares, double agreement, double[][] userGram, double[][] itemGram) {
        double product = 0;
        for (int f = 0; f < userGram.length; f++) {
            for (int g = 0; g < itemGram.length; g++) {
                product += userGram[f][g] * itemGram[f][g];
            }
        }
        return Math.sqrt(Math.max(0, squares - 2 * agreement + product));
    }

    /** In double precision throughout. Cost O(entries * factors + (users + items) * factors^2). */
    static double of(SparseMatrix matrix, RowReader users, RowReader items, int factors) {
        return of(
                MatrixSums.of(matrix).squares(),
                agreement(matrix, users, items, factors),
                Gram.inDoubles(users, matrix.rows(), factors),
                Gram.inDoubles(items, matrix.columns(), factors));
    }

    private static double agreement(SparseMatrix matrix, RowReader users, RowReader items, int factors) {
        int[] columns = new int[matrix.maxRowLength()];
        float[] values = new float[columns.length];
        float[] user = new float[factors];
        float[] item = new float[factors];
        double sum = 0;
        for (int row = 0; row < matrix.rows(); row++) {
            users.copyRow(row, user, 0);
            int count = matrix.copyRow(row, columns, values);
            for (int i = 0; i < count; i++) {
                if (values[i] > 0) {
                    items.copyRow(columns[i], item, 0);
                    sum += values[i] * dot(user, item);
                }
            }
        }
        return sum;
    }

    static double dot(float[] x, float[] y) {
        double sum = 0;
        for (int f = 0; f < x.length; f++) {
            sum += (double) x[f] * y[f];
        }
        return sum;
    }
}
