package dev.recsys.nmf;

import dev.recsys.data.SparseMatrix;
import dev.recsys.internal.math.RowReader;

/**
 * The generalised Kullback-Leibler divergence of W H^T from V over all cells, without forming it: the sum over the entries of
 * v log(v / w.h) - v, and over all cells of w.h, which is the product of the column sums. In double precision.
 */
final class Divergence {

    /** What a smaller product counts as where it divides: the distance from 1 to the next float. */
    static final float SMALLEST_PRODUCT = 0x1p-23f;

    private Divergence() {}

    /** Cost O(entries * factors + (users + items) * factors). */
    static double of(SparseMatrix matrix, RowReader users, RowReader items, int factors) {
        int[] columns = new int[matrix.maxRowLength()];
        float[] values = new float[columns.length];
        float[] user = new float[factors];
        float[] item = new float[factors];
        double sum = dot(columnSums(users, matrix.rows(), factors), columnSums(items, matrix.columns(), factors));
        for (int row = 0; row < matrix.rows(); row++) {
            users.copyRow(row, user, 0);
            int count = matrix.copyRow(row, columns, values);
            for (int i = 0; i < count; i++) {
                if (values[i] > 0) {
                    items.copyRow(columns[i], item, 0);
                    double product = Math.max(SMALLEST_PRODUCT, ReconstructionError.dot(user, item));
                    sum += values[i] * (Math.log(values[i] / product) - 1);
                }
            }
        }
        return Math.max(0, sum);
    }

    static double[] columnSums(RowReader rows, int count, int factors) {
        double[] sums = new double[factors];
        float[] row = new float[factors];
        for (int r = 0; r < count; r++) {
            rows.copyRow(r, row, 0);
            for (int f = 0; f < factors; f++) {
                sums[f] += row[f];
            }
        }
        return sums;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int f = 0; f < x.length; f++) {
            sum += x[f] * y[f];
        }
        return sum;
    }
}
