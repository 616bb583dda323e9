package dev.recsys.internal.solve;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * The same systems as {@link DenseSystem}, in double precision: slow, and used only for the rare row whose system is not
 * positive definite in floats although it is in exact arithmetic. Not thread-safe.
 */
public final class DoubleRescue {

    private final int n;
    private final DMatrixRMaj a;
    private final DMatrixRMaj b;

    /** A system of {@code n} unknowns: A = scale * common + diagonal * I, b = 0. */
    public DoubleRescue(float[][] common, double scale, double diagonal) {
        this.n = common.length;
        this.a = new DMatrixRMaj(n, n);
        this.b = new DMatrixRMaj(n, 1);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a.set(i, j, scale * common[Math.min(i, j)][Math.max(i, j)] + (i == j ? diagonal : 0));
            }
        }
    }

    /** Adds an observation: A += weight * y y', b += target * y, with y from {@code offset} on; not modified. */
    public void add(float[] source, int offset, double weight, double target) {
        for (int i = 0; i < n; i++) {
            double y = source[offset + i];
            b.add(i, 0, target * y);
            for (int j = 0; j < n; j++) {
                a.add(i, j, weight * y * source[offset + j]);
            }
        }
    }

    /**
     * Solves the system. A and b are used up.
     *
     * @param out receives x from {@code offset} on; modified
     * @return false if A is not positive definite in doubles either, or the answer does not fit floats
     */
    public boolean solve(float[] out, int offset) {
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(n);
        DMatrixRMaj x = new DMatrixRMaj(n, 1);
        if (!solver.setA(a)) {
            return false;
        }
        solver.solve(b, x);
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite((float) x.get(i, 0))) {
                return false;
            }
        }
        for (int i = 0; i < n; i++) {
            out[offset + i] = (float) x.get(i, 0);
        }
        return true;
    }
}
