package dev.recsys.internal.math;

/**
 * Sums of outer products of float rows, upper triangle, n x n. Rows are taken four at a time, in order, so the same rows
 * always give the same bits. Not thread-safe; allocates only when made.
 */
public final class GramAccumulator {

    private final int n;
    private final float[][] upper;
    private final float[][] pending = new float[4][];
    private int held;

    /** A sum of nothing over rows of {@code n} elements. */
    public GramAccumulator(int n) {
        this.n = n;
        this.upper = new float[n][n];
        for (int i = 0; i < pending.length; i++) {
            pending[i] = new float[n];
        }
    }

    /** Forgets everything. */
    public void clear() {
        held = 0;
        for (float[] row : upper) {
            java.util.Arrays.fill(row, 0f);
        }
    }

    /** Adds the outer product of the row that starts at {@code offset}; the row is not modified. */
    public void add(float[] rows, int offset) {
        System.arraycopy(rows, offset, pending[held++], 0, n);
        if (held == 4) {
            flush();
        }
    }

    /** Adds the sum, upper triangle, to {@code out[i][j]}, j at least i. */
    public void addTo(double[][] out) {
        for (int r = held; r < 4 && held > 0; r++) {
            java.util.Arrays.fill(pending[r], 0f);
        }
        if (held > 0) {
            flush();
        }
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                out[i][j] += upper[i][j];
            }
        }
    }

    private void flush() {
        float[] x0 = pending[0];
        float[] x1 = pending[1];
        float[] x2 = pending[2];
        float[] x3 = pending[3];
        for (int i = 0; i < n; i++) {
            Axpy.add4(x0[i], x0, x1[i], x1, x2[i], x2, x3[i], x3, upper[i], i, n);
        }
        held = 0;
    }
}
