package dev.recsys.benchmarks;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Seeded data with the skew of real logs: a few items have most of the events. */
final class PowerLawMatrix {

    private PowerLawMatrix() {}

    /** Users with about {@code perUser} distinct items each, drawn with probability proportional to rank^-0.8. */
    static SparseMatrix create(int users, int items, int perUser, long seed) {
        double[] cumulative = new double[items];
        double sum = 0;
        for (int i = 0; i < items; i++) {
            sum += Math.pow(i + 1.0, -0.8);
            cumulative[i] = sum;
        }
        SplittableRandom random = new SplittableRandom(seed);
        SparseMatrixBuilder builder = SparseMatrix.builder(users, items);
        int[] drawn = new int[2 * perUser];
        float[] weights = new float[drawn.length];
        for (int user = 0; user < users; user++) {
            int draws = 1 + random.nextInt(2 * perUser - 1);
            for (int d = 0; d < draws; d++) {
                int at = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
                drawn[d] = at < 0 ? Math.min(items - 1, ~at) : at;
            }
            Arrays.sort(drawn, 0, draws);
            int count = 0;
            for (int d = 0; d < draws; d++) {
                if (count == 0 || drawn[count - 1] != drawn[d]) {
                    drawn[count] = drawn[d];
                    weights[count++] = 1 + random.nextInt(5);
                }
            }
            builder.appendRow(drawn, weights, count);
        }
        return builder.build();
    }

    /** Normal factors with lengths that differ from row to row, as trained ones do. */
    static FactorMatrix factors(int rows, int factors, long seed) {
        return factors(rows, factors, new SplittableRandom(seed), true);
    }

    /** Normal factors. */
    static FactorMatrix even(int rows, int factors, long seed) {
        return factors(rows, factors, new SplittableRandom(seed), false);
    }

    private static FactorMatrix factors(int rows, int factors, SplittableRandom random, boolean uneven) {
        FactorMatrixBuilder builder = FactorMatrix.builder(rows, factors);
        float[] row = new float[factors];
        for (int r = 0; r < rows; r++) {
            double length = uneven ? 0.1 + Math.pow(random.nextDouble(), 3) : 1;
            for (int f = 0; f < factors; f++) {
                row[f] = (float) (random.nextGaussian() * length);
            }
            builder.setRow(r, row, 0);
        }
        return builder.build();
    }
}
