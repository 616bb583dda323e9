package dev.recsys.testkit;

import dev.recsys.Experimental;
import dev.recsys.data.Dataset;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Small matrices, users x items, whose structure is known. The same arguments always give the same matrix; put the seed
 * into the message of a test that uses one.
 */
@Experimental
public final class SampleData {

    private SampleData() {}

    /**
     * Users like the items of their own parity: user u has weight 1 for every item i with i mod 2 = u mod 2 except item u,
     * which is held out. A model that learned the structure ranks item u above every item of the other parity.
     *
     * @param size how many users, and how many items; at least 4
     */
    public static SparseMatrix checkerboard(int size) {
        float[][] rows = new float[size][size];
        for (int user = 0; user < size; user++) {
            for (int item = user % 2; item < size; item += 2) {
                rows[user][item] = item == user ? 0 : 1;
            }
        }
        return of(rows);
    }

    /**
     * Entries drawn from planted factors: user and item vectors are non-negative with one dominant factor each, and a user
     * has the items of the highest scores, with the score as weight.
     *
     * @param factors how many planted factors, at least 1
     * @param perUser how many items each user has, at most {@code items}
     */
    public static SparseMatrix plantedFactors(int users, int items, int factors, int perUser, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] p = vectors(users, factors, random);
        double[][] q = vectors(items, factors, random);
        SparseMatrixBuilder builder = SparseMatrix.builder(users, items);
        for (int user = 0; user < users; user++) {
            double[] scores = new double[items];
            for (int item = 0; item < items; item++) {
                for (int f = 0; f < factors; f++) {
                    scores[item] += p[user][f] * q[item][f];
                }
                scores[item] *= 0.9 + 0.2 * random.nextDouble();
            }
            int[] best = IntStream.range(0, items)
                    .boxed()
                    .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                    .limit(perUser)
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            float[] weights = new float[best.length];
            for (int i = 0; i < best.length; i++) {
                weights[i] = (float) scores[best[i]];
            }
            builder.appendRow(best, weights, best.length);
        }
        return builder.build();
    }

    private static double[][] vectors(int count, int factors, SplittableRandom random) {
        double[][] vectors = new double[count][factors];
        for (int row = 0; row < count; row++) {
            for (int f = 0; f < factors; f++) {
                vectors[row][f] = 0.1 * random.nextDouble() + (row % factors == f ? 1 : 0);
            }
        }
        return vectors;
    }

    /**
     * Interactions with popular and unpopular items: item i is drawn with a probability that falls as 1 / (i + 1), weights
     * are 0.25 to 5. Some items may have no entry.
     *
     * @param perUser how many draws each user makes; repeated draws count once
     */
    public static SparseMatrix powerLaw(int users, int items, int perUser, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SparseMatrixBuilder builder = SparseMatrix.builder(users, items);
        for (int user = 0; user < users; user++) {
            int[] columns = IntStream.generate(() -> popularItem(items, random))
                    .limit(perUser)
                    .sorted()
                    .distinct()
                    .toArray();
            float[] weights = new float[columns.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (1 + random.nextInt(20)) / 4f;
            }
            builder.appendRow(columns, weights, columns.length);
        }
        return builder.build();
    }

    /** A position from 0 to items - 1, position i about proportional to 1 / (i + 1). */
    static int popularItem(int items, SplittableRandom random) {
        return (int) Math.min(items - 1, Math.floor(Math.pow(items + 1.0, random.nextDouble()) - 1));
    }

    /**
     * A matrix written out.
     *
     * @param rows rows of equal length; 0 means that nothing is stored
     */
    public static SparseMatrix of(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        SparseMatrixBuilder builder = SparseMatrix.builder(rows.length, columns);
        for (float[] row : rows) {
            int[] places = IntStream.range(0, columns).filter(c -> row[c] != 0).toArray();
            float[] values = new float[places.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = row[places[i]];
            }
            builder.appendRow(places, values, values.length);
        }
        return builder.build();
    }

    /** The same places with one weight for all. */
    static SparseMatrix withWeight(SparseMatrix matrix, float weight) {
        SparseMatrixBuilder builder = SparseMatrix.builder(matrix.rows(), matrix.columns());
        for (int row = 0; row < matrix.rows(); row++) {
            int[] columns = matrix.columnsOf(row);
            float[] values = new float[columns.length];
            Arrays.fill(values, weight);
            builder.appendRow(columns, values, columns.length);
        }
        return builder.build();
    }

    /** The same places, where each {@code every}-th entry has another weight. */
    static SparseMatrix withSomeWeights(SparseMatrix matrix, float weight, int every) {
        SparseMatrixBuilder builder = SparseMatrix.builder(matrix.rows(), matrix.columns());
        int[] columns = new int[matrix.maxRowLength()];
        float[] values = new float[columns.length];
        int entry = 0;
        for (int row = 0; row < matrix.rows(); row++) {
            int count = matrix.copyRow(row, columns, values);
            for (int i = 0; i < count; i++) {
                values[i] = entry++ % every == 0 ? weight : values[i];
            }
            builder.appendRow(columns, values, count);
        }
        return builder.build();
    }

    /** A data set whose ids are the positions. */
    public static Dataset<Integer, Integer> dataset(SparseMatrix matrix) {
        return Dataset.of(positions(matrix.rows()), positions(matrix.columns()), matrix);
    }

    private static IdIndex<Integer> positions(int size) {
        return IdIndex.of(IdType.INT, IntStream.range(0, size).boxed().toList());
    }
}
