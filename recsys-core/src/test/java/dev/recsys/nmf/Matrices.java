package dev.recsys.nmf;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import java.util.SplittableRandom;

/** Small matrices to train on. */
final class Matrices {

    private Matrices() {}

    static SparseMatrix sparse(double[][] dense, int columns) {
        SparseMatrixBuilder builder = SparseMatrix.builder(dense.length, columns);
        int[] places = new int[columns];
        float[] values = new float[columns];
        for (double[] row : dense) {
            int count = 0;
            for (int i = 0; i < columns; i++) {
                if (row[i] != 0) {
                    places[count] = i;
                    values[count++] = (float) row[i];
                }
            }
            builder.appendRow(places, values, count);
        }
        return builder.build();
    }

    /** Values 1 to 5 in about a share {@code density} of the cells. */
    static double[][] ratings(int rows, int columns, double density, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] dense = new double[rows][columns];
        for (double[] row : dense) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.nextDouble() < density ? 1 + random.nextInt(5) : 0;
            }
        }
        return dense;
    }

    /** A product of non-negative matrices, half of whose elements are 0. */
    static double[][] planted(int rows, int columns, int factors, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] w = halfEmpty(rows, factors, random);
        double[][] h = halfEmpty(columns, factors, random);
        double[][] dense = new double[rows][columns];
        for (int u = 0; u < rows; u++) {
            for (int i = 0; i < columns; i++) {
                for (int f = 0; f < factors; f++) {
                    dense[u][i] += w[u][f] * h[i][f];
                }
            }
        }
        return dense;
    }

    private static double[][] halfEmpty(int rows, int factors, SplittableRandom random) {
        double[][] out = new double[rows][factors];
        for (double[] row : out) {
            for (int f = 0; f < factors; f++) {
                row[f] = random.nextBoolean() ? random.nextDouble() : 0;
            }
        }
        return out;
    }

    static double norm(double[][] dense) {
        double squares = 0;
        for (double[] row : dense) {
            for (double value : row) {
                squares += value * value;
            }
        }
        return Math.sqrt(squares);
    }

    static double[][] dense(FactorMatrix factors) {
        double[][] out = new double[factors.rows()][factors.factors()];
        for (int row = 0; row < out.length; row++) {
            for (int f = 0; f < factors.factors(); f++) {
                out[row][f] = factors.get(row, f);
            }
        }
        return out;
    }
}
