package dev.recsys.internal.solve;

import dev.recsys.internal.math.Axpy;
import java.util.Arrays;

/**
 * A few conjugate-gradient steps on (scale * C + diagonal * I + sum of w y y') x = b, without forming the matrix (Takacs,
 * Pilaszy, Tikk 2011). The rows y are read where they lie. Not thread-safe; grows its list of rows when a longer one comes.
 */
public final class ConjugateGradient {

    private final int n;
    private final float[] b;
    private final float[] residual;
    private final float[] direction;
    private final float[] product;
    private final float[] row;
    private final float[] y;
    private float[][] blocks = new float[64][]; // where each observation lies; not copied, a row may have millions
    private int[] offsets = new int[64];
    private float[] weights = new float[64];
    private int count;

    /** A solver for {@code n} unknowns. */
    public ConjugateGradient(int n) {
        this.n = n;
        this.b = new float[n];
        this.residual = new float[n];
        this.direction = new float[n];
        this.product = new float[n];
        this.row = new float[n];
        this.y = new float[n];
    }

    /** Starts a new system with b = 0 and no observations. */
    public void start() {
        count = 0;
        Arrays.fill(b, 0f);
    }

    /**
     * Adds an observation: the matrix grows by weight * y y', b by target * y.
     *
     * @param source holds y from {@code offset} on; not modified, and read again by {@link #solve}
     */
    public void add(float[] source, int offset, float weight, float target) {
        if (count == blocks.length) {
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, count * 2L);
            blocks = Arrays.copyOf(blocks, capacity);
            offsets = Arrays.copyOf(offsets, capacity);
            weights = Arrays.copyOf(weights, capacity);
        }
        blocks[count] = source;
        offsets[count] = offset;
        System.arraycopy(source, offset, y, 0, n);
        weights[count++] = weight;
        if (target != 0) {
            Axpy.add(target, y, b, 0, n);
        }
    }

    /**
     * Improves a solution.
     *
     * @param common full symmetric matrix C, n x n; not modified
     * @param out holds the first guess from {@code offset} on and receives the improved one; modified
     * @return false if the matrix is not positive definite or numbers overflowed
     */
    public boolean solve(float[][] common, float scale, float diagonal, int steps, float[] out, int offset) {
        float[] x = row;
        System.arraycopy(out, offset, x, 0, n);
        multiply(common, scale, diagonal, x);
        for (int i = 0; i < n; i++) {
            residual[i] = b[i] - product[i];
            direction[i] = residual[i];
        }
        float squared = Axpy.dot(residual, residual, 0, n);
        float enough = 1e-12f * Axpy.dot(b, b, 0, n);
        for (int step = 0; step < steps && squared > enough; step++) {
            multiply(common, scale, diagonal, direction);
            float curvature = Axpy.dot(direction, product, 0, n);
            if (!(curvature > 0)) {
                return false;
            }
            float length = squared / curvature;
            Axpy.add(length, direction, x, 0, n);
            Axpy.add(-length, product, residual, 0, n);
            float next = Axpy.dot(residual, residual, 0, n);
            float beta = next / squared;
            for (int i = 0; i < n; i++) {
                direction[i] = residual[i] + beta * direction[i];
            }
            squared = next;
        }
        if (!Float.isFinite(squared)) {
            return false;
        }
        System.arraycopy(x, 0, out, offset, n);
        return true;
    }

    /** product = (scale * C + diagonal * I + sum of w y y') v. */
    private void multiply(float[][] common, float scale, float diagonal, float[] v) {
        for (int i = 0; i < n; i++) {
            product[i] = diagonal * v[i];
        }
        int i = 0;
        for (; i + 3 < n; i += 4) {
            Axpy.add4(
                    scale * v[i],
                    common[i],
                    scale * v[i + 1],
                    common[i + 1],
                    scale * v[i + 2],
                    common[i + 2],
                    scale * v[i + 3],
                    common[i + 3],
                    product,
                    0,
                    n);
        }
        for (; i < n; i++) {
            Axpy.add(scale * v[i], common[i], product, 0, n);
        }
        for (int o = 0; o < count; o++) {
            System.arraycopy(blocks[o], offsets[o], y, 0, n);
            Axpy.add(weights[o] * Axpy.dot(y, v, 0, n), y, product, 0, n);
        }
    }
}
