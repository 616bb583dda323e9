package dev.recsys.internal.solve;

import dev.recsys.internal.simd.Kernels;
import dev.recsys.internal.simd.SystemKernel;
import java.util.Arrays;

/**
 * A few conjugate-gradient steps on (common + diagonal * I + sum of w y y') x = b, without forming the matrix (Takacs,
 * Pilaszy, Tikk 2011). Rows are gathered into chunks once and read from there in every step, as long as they fit into a
 * part of the cache; what is left is gathered anew for each step. Not thread-safe; grows when a longer list of rows comes.
 */
public final class ConjugateGradient {

    private static final int CHUNK_ROWS = 128;
    private static final int MOST_FLOATS = 1 << 16; // of all chunks together, if one is not more already

    private final SystemKernel kernel = Kernels.active().systems();
    private final int n;
    private final float[] b;
    private final float[] residual;
    private final float[] direction;
    private final float[] product;
    private final float[] x;
    private final float[] ignored;
    private final float[][][] chunks;
    private final Observations rows = new Observations(64);
    private float[] weights = new float[64];

    /** A solver for {@code n} unknowns. */
    public ConjugateGradient(int n) {
        int padded = kernel.padded(n);
        this.n = n;
        this.b = new float[padded];
        this.residual = new float[padded];
        this.direction = new float[padded];
        this.product = new float[padded];
        this.x = new float[padded];
        this.ignored = new float[padded];
        this.chunks = new float[Math.max(1, MOST_FLOATS / Math.max(1, CHUNK_ROWS * padded))][0][];
    }

    /** Starts a new system with b = 0 and no observations. */
    public void start() {
        rows.count = 0;
        Arrays.fill(b, 0f);
    }

    /**
     * Adds an observation: the matrix grows by weight * y y', b by target * y.
     *
     * @param source holds y from {@code offset} on; not modified, and read again by {@link #solve}
     */
    public void add(float[] source, int offset, float weight, float target) {
        if (rows.isFull()) {
            rows.grow();
            weights = Arrays.copyOf(weights, rows.offsets.length);
        }
        weights[rows.count] = weight;
        rows.add(source, offset, 1f, target);
    }

    /**
     * Improves a solution.
     *
     * @param out holds the first guess from {@code offset} on and receives the improved one; modified
     * @return false if the matrix is not positive definite or numbers overflowed
     */
    public boolean solve(CommonMatrix common, float diagonal, int steps, float[] out, int offset) {
        System.arraycopy(out, offset, x, 0, n);
        Arrays.fill(x, n, x.length, 0f);
        multiply(common, diagonal, x, true);
        for (int i = 0; i < residual.length; i++) {
            residual[i] = b[i] - product[i];
            direction[i] = residual[i];
        }
        float squared = kernel.dot(residual, residual, n);
        float enough = 1e-12f * kernel.dot(b, b, n);
        for (int step = 0; step < steps && squared > enough; step++) {
            multiply(common, diagonal, direction, false);
            squared = kernel.step(x, residual, direction, product, squared, n);
        }
        if (!Float.isFinite(squared)) {
            return false;
        }
        System.arraycopy(x, 0, out, offset, n);
        return true;
    }

    /** product = (common + diagonal * I + sum of w y y') v; the first time the chunks are filled, and b. */
    private void multiply(CommonMatrix common, float diagonal, float[] v, boolean first) {
        kernel.multiply(common.packed(), diagonal, n, v, product);
        int last = chunks.length - 1; // where all go that do not fit
        int kept = rows.count <= chunks.length * CHUNK_ROWS ? rows.count : last * CHUNK_ROWS;
        for (int from = 0; from < rows.count; from += CHUNK_ROWS) {
            int count = Math.min(CHUNK_ROWS, rows.count - from);
            int chunk = Math.min(from / CHUNK_ROWS, last);
            if (first) {
                gather(chunk, from, count, b);
            } else if (from >= kept) {
                gather(chunk, from, count, ignored);
            }
            kernel.addProducts(chunks[chunk], weights, from, count, n, v, product);
        }
    }

    private void gather(int chunk, int from, int count, float[] targets) {
        if (chunks[chunk].length == 0) {
            chunks[chunk] = kernel.chunk(n, CHUNK_ROWS);
        }
        kernel.gather(rows.sources, rows.offsets, rows.scales, rows.targets, from, count, n, chunks[chunk], targets);
        kernel.prepare(chunks[chunk], count, n);
    }
}
