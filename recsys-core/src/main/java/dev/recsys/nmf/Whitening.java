package dev.recsys.nmf;

import dev.recsys.internal.solve.PositiveEigen;

/**
 * Maps M that make the columns of x M orthonormal, from the Gram matrix G = x^T x alone: the inverse of its Cholesky factor where
 * the columns are far enough from being dependent, else its eigenvectors. Columns that depend on others become 0.
 */
final class Whitening {

    private static final double SMALLEST_PIVOT = 1e-5; // of the diagonal; below, the rounding of G shows
    private static final double SMALLEST_EIGENVALUE = 1e-12; // relative; singular values below 1e-6 are rounding

    private final float[][] map;
    private final boolean independent;

    private Whitening(float[][] map, boolean independent) {
        this.map = map;
        this.independent = independent;
    }

    /**
     * From a Gram matrix.
     *
     * @throws ArithmeticException if its decomposition does not converge
     */
    static Whitening of(double[][] gram) {
        int size = gram.length;
        double[][] lower = new double[size][size];
        return factorise(gram, lower)
                ? new Whitening(inverseTransposed(lower), true)
                : new Whitening(byEigenvectors(gram), false);
    }

    /** M, by rows. */
    float[][] map() {
        return map;
    }

    /** Whether the columns were far enough from being dependent. */
    boolean independent() {
        return independent;
    }

    /** Sets {@code lower} to L with L L^T = G; false if a column is nearly a sum of those before it. */
    private static boolean factorise(double[][] gram, double[][] lower) {
        for (int i = 0; i < gram.length; i++) {
            double[] row = lower[i];
            for (int j = 0; j < i; j++) {
                row[j] = (gram[i][j] - dot(row, lower[j], j)) / lower[j][j];
            }
            double pivot = gram[i][i] - dot(row, row, i);
            if (!(pivot > SMALLEST_PIVOT * gram[i][i])) {
                return false;
            }
            row[i] = Math.sqrt(pivot);
        }
        return true;
    }

    private static double dot(double[] x, double[] y, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** The inverse of L^T, column by column: column j of L^-1 is row j of its transpose. */
    private static float[][] inverseTransposed(double[][] lower) {
        int size = lower.length;
        float[][] inverse = new float[size][size];
        double[] column = new double[size];
        for (int j = 0; j < size; j++) {
            for (int i = j; i < size; i++) {
                double sum = i == j ? 1 : 0;
                for (int k = j; k < i; k++) {
                    sum -= lower[i][k] * column[k];
                }
                column[i] = sum / lower[i][i];
                inverse[j][i] = (float) column[i];
            }
        }
        return inverse;
    }

    private static float[][] byEigenvectors(double[][] gram) {
        int size = gram.length;
        PositiveEigen eigen = PositiveEigen.of(gram);
        float[][] map = new float[size][size];
        for (int j = 0; j < size; j++) {
            if (eigen.value(j) > SMALLEST_EIGENVALUE * eigen.value(0)) {
                double scale = 1 / Math.sqrt(eigen.value(j));
                for (int f = 0; f < size; f++) {
                    map[f][j] = (float) (eigen.vector(j, f) * scale);
                }
            }
        }
        return map;
    }
}
