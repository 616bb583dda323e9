package dev.recsys.nmf;

import dev.recsys.data.SparseMatrix;

/**
 * Sums over the positive entries of a matrix.
 *
 * @param allPositive whether there are no others
 */
record MatrixSums(double total, double squares, boolean allPositive) {

    static MatrixSums of(SparseMatrix matrix) {
        double total = 0;
        double squares = 0;
        boolean allPositive = true;
        int[] columns = new int[matrix.maxRowLength()];
        float[] values = new float[columns.length];
        for (int row = 0; row < matrix.rows(); row++) {
            int count = matrix.copyRow(row, columns, values);
            for (int i = 0; i < count; i++) {
                double value = Math.max(0f, values[i]);
                total += value;
                squares += value * value;
                allPositive &= value > 0;
            }
        }
        return new MatrixSums(total, squares, allPositive);
    }
}
