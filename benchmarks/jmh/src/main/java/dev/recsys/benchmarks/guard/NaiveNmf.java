package dev.recsys.benchmarks.guard;

import dev.recsys.data.SparseMatrix;

/** Coordinate descent over the rows of one side of a non-negative factorisation, one row after the other. Frozen. */
final class NaiveNmf {

    private final SparseMatrix matrix;
    private final float[][] fixed;
    private final float[][] rows;
    private final int factors;

    NaiveNmf(SparseMatrix matrix, float[][] fixed) {
        this.matrix = matrix;
        this.fixed = fixed;
        this.factors = fixed[0].length;
        this.rows = new float[matrix.rows()][factors];
    }

    /** One sweep over all rows; the sum of a column, so that nothing is optimised away. */
    float sweep() {
        float[][] gram = new float[factors][factors];
        for (float[] h : fixed) {
            for (int f = 0; f < factors; f++) {
                for (int g = 0; g < factors; g++) {
                    gram[f][g] += h[f] * h[g];
                }
            }
        }
        int[] columns = new int[matrix.maxRowLength()];
        float[] values = new float[columns.length];
        float[] target = new float[factors];
        float sum = 0f;
        for (int row = 0; row < rows.length; row++) {
            int count = matrix.copyRow(row, columns, values);
            java.util.Arrays.fill(target, 0f);
            for (int e = 0; e < count; e++) {
                float[] h = fixed[columns[e]];
                for (int f = 0; f < factors; f++) {
                    target[f] += values[e] * h[f];
                }
            }
            float[] w = rows[row];
            for (int f = 0; f < factors; f++) {
                float slope = -target[f];
                for (int g = 0; g < factors; g++) {
                    slope += gram[f][g] * w[g];
                }
                w[f] = Math.max(0f, w[f] - slope / gram[f][f]);
            }
            sum += w[0];
        }
        return sum;
    }
}
