package dev.recsys.knn;

import dev.recsys.data.SparseMatrix;
import java.util.Arrays;

/** Adds up rows of a sparse matrix, each times a coefficient. Holds the sums of all columns; not thread-safe. */
final class RowSum {

    private final SparseMatrix matrix;
    private final double[] sums;
    private final float[] scores;
    private final int[] columns;
    private final float[] values;

    RowSum(SparseMatrix matrix) {
        this.matrix = matrix;
        this.sums = new double[matrix.columns()];
        this.scores = new float[matrix.columns()];
        this.columns = new int[matrix.maxRowLength()];
        this.values = new float[columns.length];
    }

    /**
     * The sum by column, in the order of the rows given; cut to what a float holds.
     *
     * @return overwritten by the next call
     */
    float[] of(WeightedRows rows) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < rows.count(); i++) {
            add(rows.row(i), rows.coefficient(i));
        }
        for (int column = 0; column < scores.length; column++) {
            scores[column] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, sums[column])) + 0f;
        }
        return scores;
    }

    private void add(int row, double coefficient) {
        int count = matrix.copyRow(row, columns, values);
        for (int i = 0; i < count; i++) {
            sums[columns[i]] += coefficient * values[i];
        }
    }
}
