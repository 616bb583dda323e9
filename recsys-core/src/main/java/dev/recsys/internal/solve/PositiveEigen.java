package dev.recsys.internal.solve;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Eigenvalues, descending, and eigenvectors of a small symmetric positive semidefinite matrix. Immutable, thread-safe.
 */
public final class PositiveEigen {

    private final double[] values;
    private final int[] order;
    private final DMatrixRMaj vectors;

    private PositiveEigen(double[] values, int[] order, DMatrixRMaj vectors) {
        this.values = values;
        this.order = order;
        this.vectors = vectors;
    }

    /**
     * Decomposes a matrix. Cost O(size^3).
     *
     * @param matrix symmetric, positive semidefinite, finite; not modified
     * @throws ArithmeticException if the decomposition does not converge
     */
    public static PositiveEigen of(double[][] matrix) {
        int size = matrix.length;
        // of a symmetric positive semidefinite matrix, singular values and vectors are eigenvalues and vectors
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(size, size, true, false, false);
        if (!svd.decompose(new DMatrixRMaj(matrix))) {
            throw new ArithmeticException("the decomposition of a " + size + " x " + size + " matrix did not converge");
        }
        double[] values = svd.getSingularValues().clone();
        return new PositiveEigen(values, descending(values, size), svd.getU(new DMatrixRMaj(size, size), false));
    }

    /** Insertion sort: sizes are small, and equal values keep their order. */
    private static int[] descending(double[] values, int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int at = i;
            while (at > 0 && values[order[at - 1]] < values[i]) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = i;
        }
        return order;
    }

    /** The eigenvalue at place {@code index}, the largest first. */
    public double value(int index) {
        return values[order[index]];
    }

    /** One element of the eigenvector at place {@code index}. */
    public double vector(int index, int element) {
        return vectors.get(element, order[index]);
    }
}
