package dev.recsys.internal.math;

import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.internal.simd.GramAccumulator;

/**
 * Gram matrices {@code x^T x} of tall matrices of floats. Rows are cut into parts by their number alone and the parts are
 * added up in order, so the same rows give the same bits on any number of threads. Cost O(rows * size^2).
 */
public final class Gram {

    private static final int BLOCK_ROWS = 256; // summed in floats before they are added up in doubles
    private static final int MOST_PARTS = 32;
    private static final long MOST_ELEMENTS = 1L << 24; // of all parts together

    private Gram() {}

    /** Both triangles, on the calling thread; the bits are those of the parallel one. */
    public static double[][] of(RowReader x, int rows, int size) {
        return of(x, rows, size, Parallelism.single(), Cancellation.NEVER, "");
    }

    /**
     * Both triangles.
     *
     * @param x the rows; read by several threads at once
     * @param rows how many there are
     * @param size how many elements each has
     * @param what names the work if it is cancelled
     */
    public static double[][] of(
            RowReader x, int rows, int size, Parallelism parallelism, Cancellation cancellation, String what) {
        long affordable = Math.max(1, MOST_ELEMENTS / ((long) size * size));
        int parts = (int) Math.min(Math.min(MOST_PARTS, affordable), (rows + BLOCK_ROWS - 1L) / BLOCK_ROWS);
        double[][][] uppers = new double[parts][][];
        parallelism.run(parts, cancellation, what, (worker, part) -> {
            int from = (int) ((long) rows * part / parts);
            int to = (int) ((long) rows * (part + 1) / parts);
            uppers[part] = upper(x, from, to, size);
        });
        double[][] total = new double[size][size];
        for (double[][] upper : uppers) {
            for (int f = 0; f < size; f++) {
                for (int g = f; g < size; g++) {
                    total[f][g] += upper[f][g];
                }
            }
        }
        return mirrored(total);
    }

    private static double[][] upper(RowReader x, int from, int to, int size) {
        GramAccumulator block = new GramAccumulator(size);
        float[] row = new float[size];
        double[][] total = new double[size][size];
        for (int first = from; first < to; first += BLOCK_ROWS) {
            block.clear();
            for (int r = first; r < Math.min(to, first + BLOCK_ROWS); r++) {
                x.copyRow(r, row, 0);
                block.add(row, 0);
            }
            block.addTo(total);
        }
        return total;
    }

    /** Both triangles, every product and sum in doubles: where small differences of large sums are wanted. */
    public static double[][] inDoubles(RowReader x, int rows, int size) {
        double[][] total = new double[size][size];
        float[] row = new float[size];
        for (int r = 0; r < rows; r++) {
            x.copyRow(r, row, 0);
            for (int f = 0; f < size; f++) {
                double scale = row[f];
                double[] sums = total[f];
                for (int g = f; g < size; g++) {
                    sums[g] += scale * row[g];
                }
            }
        }
        return mirrored(total);
    }

    /** A copy in floats with {@code diagonal} added to its diagonal. */
    public static float[][] toFloats(double[][] gram, double diagonal) {
        float[][] out = new float[gram.length][gram.length];
        for (int f = 0; f < gram.length; f++) {
            for (int g = 0; g < gram.length; g++) {
                out[f][g] = (float) (gram[f][g] + (f == g ? diagonal : 0));
            }
        }
        return out;
    }

    private static double[][] mirrored(double[][] upper) {
        for (int f = 0; f < upper.length; f++) {
            for (int g = 0; g < f; g++) {
                upper[f][g] = upper[g][f];
            }
        }
        return upper;
    }
}
