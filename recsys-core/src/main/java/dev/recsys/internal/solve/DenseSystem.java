package dev.recsys.internal.solve;

import dev.recsys.internal.simd.Axpy;
import dev.recsys.internal.simd.Kernels;
import dev.recsys.internal.simd.SystemKernel;
import java.util.Arrays;

/**
 * One symmetric positive definite system A x = b of n unknowns in floats: set up from a common matrix, a diagonal and
 * weighted rows, solved by Cholesky, or by coordinate descent where no element may be negative. Rows are gathered, scaled by
 * the square roots of their weights, and added up a chunk at a time. Reused for many systems; not thread-safe, allocates only
 * when made and when a system without negative elements is first solved.
 */
public final class DenseSystem {

    /** How many rows are gathered at most before they are added up. */
    public static final int MOST_ROWS = 128;

    private static final float NON_NEGATIVE_TOLERANCE = 1e-6f;
    private static final int MOST_SWEEPS = 1000;
    private static final int SWEEPS_PER_SLOPE = 20; // rounding creeps into a slope that is only updated

    private final SystemKernel kernel = Kernels.active().systems();
    private final int n;
    private final float[][] matrix;
    private final float[] b;
    private final float[] solution;
    private final float[][] chunk;
    private final Observations held;
    private float[][] a = new float[0][]; // both triangles, where no element may be negative

    /** A system of {@code n} unknowns, all zero. */
    public DenseSystem(int n) {
        this(n, MOST_ROWS);
    }

    /** As the other, for systems that seldom have more than {@code rows} rows: it takes less memory. */
    public DenseSystem(int n, int rows) {
        int room = Math.max(1, Math.min(MOST_ROWS, rows));
        this.n = n;
        this.matrix = kernel.matrix(n);
        this.b = new float[kernel.padded(n)];
        this.solution = new float[kernel.padded(n)];
        this.chunk = kernel.chunk(n, room);
        this.held = new Observations(room);
    }

    /** Starts a new system: A = common + diagonal * I, b = 0. */
    public void start(CommonMatrix common, float diagonal) {
        kernel.start(common.packed(), diagonal, n, matrix);
        Arrays.fill(b, 0f);
        held.count = 0;
    }

    /**
     * Adds an observation: A += weight * y y', b += target * y.
     *
     * @param source holds y from {@code offset} on; not modified, and read until {@link #MOST_ROWS} more were added or the
     *     system is solved
     * @param weight 0 or more; the system has no solution otherwise
     */
    public void add(float[] source, int offset, float weight, float target) {
        held.add(source, offset, (float) Math.sqrt(weight), target);
        if (held.isFull()) {
            addHeld();
        }
    }

    private void addHeld() {
        kernel.gather(held.sources, held.offsets, held.scales, held.targets, 0, held.count, n, chunk, b);
        kernel.addSquares(chunk, held.count, n, matrix);
        held.count = 0;
    }

    /**
     * Solves the system. A and b are used up.
     *
     * @param out receives x from {@code offset} on; modified
     * @return false if A is not positive definite in floats; {@code out} is not modified then
     */
    public boolean solve(float[] out, int offset) {
        addHeld();
        if (!kernel.solve(matrix, n, b, solution)) {
            return false;
        }
        System.arraycopy(solution, 0, out, offset, n);
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
        addHeld();
        if (a.length < n) {
            a = new float[n][n];
        }
        kernel.unpack(matrix, n, a);
        float largest = 0f;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(b[i]));
            x[i] = i == free ? x[i] : Math.max(0f, x[i]);
        }
        float enough = NON_NEGATIVE_TOLERANCE * largest;
        float violation = Float.POSITIVE_INFINITY;
        float[] slope = solution; // of the function at x
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
}
