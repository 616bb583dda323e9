package dev.recsys.nmf;

import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.internal.simd.SweepKernel;
import dev.recsys.train.TrainingContext;

/**
 * Gram matrices {@code x^T x} of factors under way, on all workers. Rows are cut into parts by their number alone and the
 * parts are added up in order, so the same rows give the same bits on any number of threads.
 */
final class SideGram {

    private static final int LEAST_ROWS = 256; // of a part
    private static final int MOST_PARTS = 32;
    private static final long MOST_ELEMENTS = 1L << 24; // of all parts together

    private final SweepKernel sweeps;
    private final TrainingContext context;

    SideGram(SweepKernel sweeps, TrainingContext context) {
        this.sweeps = sweeps;
        this.context = context;
    }

    /** Both triangles. Cost O(rows * factors^2). */
    double[][] of(FactorMatrixBuilder x) {
        int size = x.factors();
        long affordable = Math.max(1, MOST_ELEMENTS / ((long) size * size));
        int parts = (int) Math.min(Math.min(MOST_PARTS, affordable), (x.rows() + LEAST_ROWS - 1L) / LEAST_ROWS);
        double[][][] uppers = new double[parts][][];
        RowTasks.forWork((double) x.rows() * size * size, context)
                .run(parts, context.cancellation(), Nmf.NAME, (worker, part) -> {
                    int from = (int) ((long) x.rows() * part / parts);
                    int to = (int) ((long) x.rows() * (part + 1) / parts);
                    uppers[part] = upper(x, from, to);
                });
        double[][] total = new double[size][size];
        for (double[][] upper : uppers) {
            for (int f = 0; f < size; f++) {
                for (int g = f; g < size; g++) {
                    total[f][g] += upper[f][g];
                }
            }
        }
        for (int f = 0; f < size; f++) {
            for (int g = 0; g < f; g++) {
                total[f][g] = total[g][f];
            }
        }
        return total;
    }

    private double[][] upper(FactorMatrixBuilder x, int from, int to) {
        int size = x.factors();
        float[][] scratch = sweeps.scratch(size);
        double[][] upper = new double[size][size];
        for (int row = from; row < to; ) {
            int block = x.blockOf(row);
            int end = block + 1 < x.blocks() ? Math.min(to, x.firstRowOf(block + 1)) : to;
            sweeps.addGram(x.block(block), x.offsetOf(row), end - row, size, upper, scratch);
            row = end;
        }
        return upper;
    }
}
