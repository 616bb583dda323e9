package dev.recsys.benchmarks.guard;

import dev.recsys.data.SparseMatrix;

/** Rows of implicit ALS as a textbook writes them: form the matrix, factor it, substitute. Frozen. */
final class NaiveAls {

    private final SparseMatrix matrix;
    private final float[][] fixed;
    private final int factors;

    NaiveAls(SparseMatrix matrix, float[][] fixed) {
        this.matrix = matrix;
        this.fixed = fixed;
        this.factors = fixed[0].length;
    }

    /** Solves the first rows; the sum of the solutions, so that nothing is optimised away. */
    float solve(int rows) {
        float[][] gram = new float[factors][factors];
        for (float[] y : fixed) {
            add(gram, y, 0.1f);
        }
        int[] columns = new int[matrix.maxRowLength()];
        float[] weights = new float[columns.length];
        float[][] a = new float[factors][factors];
        float[] b = new float[factors];
        float sum = 0f;
        for (int row = 0; row < rows; row++) {
            int count = matrix.copyRow(row, columns, weights);
            for (int i = 0; i < factors; i++) {
                System.arraycopy(gram[i], 0, a[i], 0, factors);
                a[i][i] += 1f;
                b[i] = 0f;
            }
            for (int e = 0; e < count; e++) {
                float[] y = fixed[columns[e]];
                add(a, y, weights[e]);
                for (int i = 0; i < factors; i++) {
                    b[i] += (1 + weights[e]) * y[i];
                }
            }
            factorAndSolve(a, b);
            sum += b[0];
        }
        return sum;
    }

    private static void add(float[][] a, float[] y, float weight) {
        for (int i = 0; i < y.length; i++) {
            float scale = weight * y[i];
            for (int j = 0; j <= i; j++) {
                a[i][j] += scale * y[j];
            }
        }
    }

    private static void factorAndSolve(float[][] a, float[] b) {
        int n = b.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                float sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                a[i][j] = i == j ? (float) Math.sqrt(sum) : sum / a[j][j];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                b[i] -= a[i][k] * b[k];
            }
            b[i] /= a[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                b[i] -= a[k][i] * b[k];
            }
            b[i] /= a[i][i];
        }
    }
}
