package dev.recsys.als;

import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.model.History;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small random data, and matrices as arrays. */
final class SampleRatings {

    static final long SEED = 20_261_122;

    private SampleRatings() {}

    /** Random weights, some negative, some rows and columns empty. */
    static SparseMatrix weights(int users, int items) {
        return random(users, items, SEED);
    }

    static SparseMatrix random(int users, int items, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SparseMatrixBuilder builder = SparseMatrix.builder(users, items);
        for (int u = 0; u < users; u++) {
            int[] columns = u % 7 == 3
                    ? new int[0]
                    : random.ints(1 + random.nextInt(items / 2), 0, items - 1)
                            .sorted()
                            .distinct()
                            .toArray();
            float[] weights = new float[columns.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = random.nextInt(6) == 0 ? -1f : 1 + random.nextInt(4);
            }
            builder.appendRow(columns, weights, columns.length);
        }
        return builder.build();
    }

    /** A block of a matrix. */
    static SparseMatrix part(SparseMatrix all, int userEnd, int itemEnd) {
        SparseMatrixBuilder builder = SparseMatrix.builder(userEnd, itemEnd);
        for (int u = 0; u < userEnd; u++) {
            int end = itemEnd;
            History row = History.ofRow(all, u);
            int[] columns = IntStream.of(row.items()).filter(item -> item < end).toArray();
            builder.appendRow(columns, row.weights(), columns.length);
        }
        return builder.build();
    }

    static Dataset<Integer, Integer> dataset(SparseMatrix matrix) {
        return Dataset.of(ids(matrix.rows()), ids(matrix.columns()), matrix);
    }

    private static IdIndex<Integer> ids(int size) {
        List<Integer> ids = IntStream.range(0, size).boxed().toList();
        return IdIndex.of(IdType.INT, ids);
    }

    static double[][] rows(FactorMatrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.factors()];
        for (int r = 0; r < rows.length; r++) {
            for (int f = 0; f < matrix.factors(); f++) {
                rows[r][f] = matrix.get(r, f);
            }
        }
        return rows;
    }
}
