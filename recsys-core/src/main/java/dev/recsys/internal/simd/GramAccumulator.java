package dev.recsys.internal.simd;

import java.util.Arrays;

/**
 * Sums of outer products of float rows, upper triangle, n x n. Rows are added up a chunk at a time, in order, so the same
 * rows always give the same bits. Not thread-safe; allocates only when made.
 */
public final class GramAccumulator {

    private static final int CHUNK_ROWS = 128;

    private final SystemKernel kernel;
    private final int n;
    private final float[][] sums;
    private final float[][] zeros;
    private final float[][] full;
    private final float[][] chunk;
    private final float[][] pending;
    private final int[] offsets = new int[CHUNK_ROWS];
    private final float[] scales = new float[CHUNK_ROWS];
    private final float[] targets = new float[CHUNK_ROWS];
    private final float[] unused;
    private int held;

    /** A sum of nothing over rows of {@code n} elements, with the kernels of this JVM. */
    public GramAccumulator(int n) {
        this(n, Kernels.active().systems());
    }

    /** A sum of nothing, with given kernels. */
    GramAccumulator(int n, SystemKernel kernel) {
        this.kernel = kernel;
        this.n = n;
        this.sums = kernel.matrix(n);
        this.zeros = kernel.matrix(n);
        this.full = new float[n][n];
        this.chunk = kernel.chunk(n, CHUNK_ROWS);
        this.pending = new float[CHUNK_ROWS][n];
        this.unused = new float[kernel.padded(n)];
        Arrays.fill(scales, 1f);
    }

    /** Forgets everything. */
    public void clear() {
        held = 0;
        kernel.start(zeros, 0f, n, sums);
    }

    /** Adds the outer product of the row that starts at {@code offset}; the row is not modified. */
    public void add(float[] rows, int offset) {
        System.arraycopy(rows, offset, pending[held++], 0, n);
        if (held == CHUNK_ROWS) {
            flush();
        }
    }

    /** Adds the sum, upper triangle, to {@code out[i][j]}, j at least i. */
    public void addTo(double[][] out) {
        flush();
        kernel.unpack(sums, n, full);
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                out[i][j] += full[i][j];
            }
        }
    }

    private void flush() {
        kernel.gather(pending, offsets, scales, targets, 0, held, n, chunk, unused);
        kernel.addSquares(chunk, held, n, sums);
        held = 0;
    }
}
