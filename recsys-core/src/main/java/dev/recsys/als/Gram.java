package dev.recsys.als;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.internal.math.GramAccumulator;
import dev.recsys.train.TrainingContext;

/**
 * The sum of y y' over all rows of a side, in floats; partial sums are added in double precision, in order. Zeros where the
 * terms have no use for it.
 */
final class Gram {

    private static final int ROWS = 4096; // of a partial sum

    private Gram() {}

    static float[][] of(FactorMatrixBuilder rows, RowTerms terms, String name, TrainingContext context) {
        FixedRows fixed = FixedRows.of(rows);
        return sum(rows.rows(), terms, name, context.parallelism(), context.cancellation(), fixed);
    }

    /** On the calling thread; the same bits as of a builder. */
    static float[][] of(FactorMatrix rows, RowTerms terms) {
        FixedRows fixed = FixedRows.of(rows);
        return sum(rows.rows(), terms, "", Parallelism.single(), Cancellation.NEVER, fixed);
    }

    private static float[][] sum(
            int rows,
            RowTerms terms,
            String name,
            Parallelism parallelism,
            Cancellation cancellation,
            FixedRows fixed) {
        int n = terms.unknowns();
        if (terms.common() == 0) {
            return new float[n][n];
        }
        int parts = (int) (((long) rows + ROWS - 1) / ROWS);
        GramAccumulator[] sums = new GramAccumulator[Math.min(parts, parallelism.workers())];
        double[][] total = new double[n][n];
        for (int first = 0; first < parts; first += sums.length) {
            int round = first;
            int count = Math.min(sums.length, parts - first);
            parallelism.run(count, cancellation, name, (worker, task) -> {
                if (sums[task] == null) {
                    sums[task] = new GramAccumulator(n);
                }
                sums[task].clear();
                int from = (round + task) * ROWS;
                add(sums[task], fixed, terms, from, from + Math.min(ROWS, rows - from));
            });
            for (int part = 0; part < count; part++) {
                sums[part].addTo(total);
            }
        }
        return symmetric(total);
    }

    private static void add(GramAccumulator sum, FixedRows fixed, RowTerms terms, int from, int to) {
        for (int row = from; row < to; row++) {
            float[] source = fixed.array(row);
            sum.add(source, fixed.offset(row) + terms.observedFrom());
        }
    }

    /** Both triangles, in floats. */
    private static float[][] symmetric(double[][] upper) {
        int n = upper.length;
        float[][] full = new float[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                full[i][j] = (float) upper[i][j];
                full[j][i] = full[i][j];
            }
        }
        return full;
    }
}
