package dev.recsys.internal.solve;

import dev.recsys.internal.math.Axpy;
import java.util.Arrays;

/**
 * One symmetric positive definite system A x = b of n unknowns in floats: set up from a common matrix, a diagonal and
 * weighted rows, solved by Cholesky, or by coordinate descent where no element may be negative. Only the upper triangle of A is kept; the factorisation replaces it by U with A = U'U.
 * All inner loops are sums of scaled rows. Reused for many systems; not thread-safe, allocates only when made.
 */
public final class DenseSystem {

    private static final float NON_NEGATIVE_TOLERANCE = 1e-6f;
    private static final int MOST_SWEEPS = 1000;
    private static final int SWEEPS_PER_SLOPE = 20; // rounding creeps into a slope that is only updated

    private final int n;
    private final float[][] a;
    private final float[] b;
    private final float[][] rows = new float[4][];
    private final float[] rowWeights = new float[4];
    private int held;

    /** A system of {@code n} unknowns, all zero. */
    public DenseSystem(int n) {
        this.n = n;
        this.a = new float[n][n];
        this.b = new float[n];
        for (int r = 0; r < 4; r++) {
            rows[r] = new float[n];
        }
    }

    /**
     * Starts a new system: A = scale * common + diagonal * I, b = 0.
     *
     * @param common upper triangle, n x n; not modified
     */
    public void start(float[][] common, float scale, float diagonal) {
        for (int i = 0; i < n; i++) {
            float[] from = common[i];
            float[] to = a[i];
            for (int j = i; j < n; j++) {
                to[j] = scale * from[j];
            }
            to[i] += diagonal;
        }
        Arrays.fill(b, 0f);
        held = 0;
    }

    /**
     * Adds an observation: A += weight * y y', b += target * y.
     *
     * @param source holds y from {@code offset} on; not modified
     */
    public void add(float[] source, int offset, float weight, float target) {
        float[] y = rows[held];
        System.arraycopy(source, offset, y, 0, n);
        rowWeights[held++] = weight;
        if (target != 0) {
            Axpy.add(target, y, b, 0, n);
        }
        if (held == 4) {
            addHeldRows();
        }
    }

    private void addHeldRows() {
        for (int r = held; r < 4; r++) {
            rowWeights[r] = 0f;
            Arrays.fill(rows[r], 0f);
        }
        float[] y0 = rows[0];
        float[] y1 = rows[1];
        float[] y2 = rows[2];
        float[] y3 = rows[3];
        float w0 = rowWeights[0];
        float w1 = rowWeights[1];
        float w2 = rowWeights[2];
        float w3 = rowWeights[3];
        for (int i = 0; i < n; i++) {
            Axpy.add4(w0 * y0[i], y0, w1 * y1[i], y1, w2 * y2[i], y2, w3 * y3[i], y3, a[i], i, n);
        }
        held = 0;
    }

    /**
     * Solves the system. A and b are used up.
     *
     * @param out receives x from {@code offset} on; modified
     * @return false if A is not positive definite in floats; {@code out} is not modified then
     */
    public boolean solve(float[] out, int offset) {
        if (held > 0) {
            addHeldRows();
        }
        if (!factor()) {
            return false;
        }
        for (int k = 0; k < n; k++) { // U' z = b
            b[k] /= a[k][k];
            Axpy.add(-b[k], a[k], b, k + 1, n);
        }
        for (int k = n - 1; k >= 0; k--) { // U x = z
            b[k] = (b[k] - Axpy.dot(a[k], b, k + 1, n)) / a[k][k];
        }
        System.arraycopy(b, 0, out, offset, n);
        return true;
    }

    /**
     * Finds the x that minimises 1/2 x' A x - b' x where no element but one may be negative, by coordinate descent from
     * where {@code x} is, until every element's projected gradient is below 1e-6 of the largest of b. A and b are used up.
     *
     * @param x the start; modified; where it is negative and must not be, it starts from 0
     * @param free the element that may be negative; {@code n} if there is none
     * @return false if numbers overflowed; {@code x} is of no use then
     */
    public boolean solveNonNegative(float[] x, int free) {
        if (held > 0) {
            addHeldRows();
        }
        float largest = 0f;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(b[i]));
            x[i] = i == free ? x[i] : Math.max(0f, x[i]);
            for (int j = i + 1; j < n; j++) {
                a[j][i] = a[i][j];
            }
        }
        float enough = NON_NEGATIVE_TOLERANCE * largest;
        float violation = Float.POSITIVE_INFINITY;
        float[] slope = rows[0]; // of the function at x
        for (int sweep = 0; sweep < MOST_SWEEPS && violation > enough; sweep++) {
            if (sweep % SWEEPS_PER_SLOPE == 0) {
                for (int i = 0; i < n; i++) {
                    slope[i] = Axpy.dot(a[i], x, 0, n) - b[i];
                }
            }
            violation = descend(x, slope, free);
        }
        return Float.isFinite(violation); // NaN ends the loop
    }

    /** Minimises over one element after the other. Returns the largest projected gradient met. */
    private float descend(float[] x, float[] slope, int free) {
        float violation = 0f;
        for (int i = 0; i < n; i++) {
            float down = x[i] == 0 && i != free ? Math.min(0f, slope[i]) : slope[i];
            violation = Math.max(violation, Math.abs(down));
            if (down != 0 && a[i][i] > 0) {
                float updated = x[i] - slope[i] / a[i][i];
                float change = (i == free ? updated : Math.max(0f, updated)) - x[i];
                x[i] += change;
                Axpy.add(change, a[i], slope, 0, n);
            }
        }
        return violation;
    }

    /** Four rows of U at a time, then their effect on all rows below in one pass. */
    private boolean factor() {
        int k = 0;
        for (; k + 3 < n; k += 4) {
            for (int p = k; p < k + 4; p++) {
                for (int q = k; q < p; q++) {
                    Axpy.add(-a[q][p], a[q], a[p], p, n);
                }
                if (!scaleRow(p)) {
                    return false;
                }
            }
            float[] u0 = a[k];
            float[] u1 = a[k + 1];
            float[] u2 = a[k + 2];
            float[] u3 = a[k + 3];
            for (int i = k + 4; i < n; i++) {
                Axpy.add4(-u0[i], u0, -u1[i], u1, -u2[i], u2, -u3[i], u3, a[i], i, n);
            }
        }
        for (int first = k; k < n; k++) {
            for (int q = first; q < k; q++) {
                Axpy.add(-a[q][k], a[q], a[k], k, n);
            }
            if (!scaleRow(k)) {
                return false;
            }
        }
        return true;
    }

    private boolean scaleRow(int k) {
        float pivot = a[k][k];
        if (!(pivot > 0) || pivot == Float.POSITIVE_INFINITY) {
            return false;
        }
        float inverse = (float) (1 / Math.sqrt(pivot));
        float[] row = a[k];
        for (int j = k; j < n; j++) {
            row[j] *= inverse;
        }
        return true;
    }
}
