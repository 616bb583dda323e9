package dev.recsys.knn;

import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.model.Query;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small matrices to train on. */
final class Weights {

    private Weights() {}

    /** Weights of many sizes in about a share {@code density} of the cells, one in five negative. */
    static double[][] random(int users, int items, double density, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] weights = new double[users][items];
        for (double[] row : weights) {
            for (int i = 0; i < items; i++) {
                double size = (float) random.nextDouble(0.5, 5);
                row[i] = random.nextDouble() < density ? size * (random.nextInt(5) == 0 ? -1 : 1) : 0;
            }
        }
        return weights;
    }

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

    static float[] scores(Query query, int items) {
        float[] scores = new float[items];
        query.scores(IntStream.range(0, items).toArray(), items, scores);
        return scores;
    }
}
