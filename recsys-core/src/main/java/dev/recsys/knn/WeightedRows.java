package dev.recsys.knn;

import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.internal.math.BestItems;
import dev.recsys.model.TopK;

/** Rows of a matrix with a coefficient each: the items of a user, or the neighbours of a user. Never modified. */
final class WeightedRows {

    private final int[] rows;
    private final float[] coefficients;
    private final int count;

    /** Keeps the arrays. */
    WeightedRows(int[] rows, float[] coefficients, int count) {
        this.rows = rows;
        this.coefficients = coefficients;
        this.count = count;
    }

    /** The entries of one row of {@code matrix}. */
    static WeightedRows ofRow(SparseMatrix matrix, int row) {
        int[] columns = new int[matrix.rowLength(row)];
        float[] values = new float[columns.length];
        return new WeightedRows(columns, values, matrix.copyRow(row, columns, values));
    }

    int count() {
        return count;
    }

    int row(int index) {
        return rows[index];
    }

    float coefficient(int index) {
        return coefficients[index];
    }

    /** The rows by descending coefficient, equal ones by position. */
    TopK bestFirst() {
        BestItems best = new BestItems(Math.max(1, count));
        for (int i = 0; i < count; i++) {
            best.offer(rows[i], coefficients[i]);
        }
        int[] positions = new int[count];
        float[] values = new float[count];
        int sorted = best.drain(positions, values);
        return TopK.of(positions, values, sorted);
    }

    /** The same coefficients with other rows: row r becomes {@code places[r]}, in the same order. */
    WeightedRows mapped(int[] places) {
        int[] mapped = new int[count];
        for (int i = 0; i < count; i++) {
            mapped[i] = places[rows[i]];
        }
        return new WeightedRows(mapped, coefficients, count);
    }

    void appendTo(SparseMatrixBuilder matrix) {
        matrix.appendRow(rows, coefficients, count);
    }

    /** Whether any product of a coefficient and an entry of its row of {@code matrix} is above 0. */
    boolean reachAnythingIn(SparseMatrix matrix) {
        int[] columns = new int[matrix.maxRowLength()];
        float[] values = new float[columns.length];
        for (int i = 0; i < count; i++) {
            int length = matrix.copyRow(rows[i], columns, values);
            for (int j = 0; j < length; j++) {
                if (values[j] * (double) coefficients[i] > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
