package dev.recsys.internal.simd;

/**
 * Work on symmetric systems of {@code n} unknowns, (C + diagonal * I + sum of w y y') x = b, in floats: setting one up from
 * rows y, solving it, or taking steps towards its solution.
 *
 * <p>What the arrays of a matrix and of a chunk hold is the provider's business; both are made here and used with the same
 * {@code n} ever after. A vector has {@link #padded} elements, zeros from {@code n} on. The order of all sums is fixed: the
 * same arguments always give the same bits, whatever an array held before. Nothing allocates but {@link #chunk},
 * {@link #matrix} and the first {@link #prepare} of a chunk.
 */
public interface SystemKernel {

    /** How many elements a vector of {@code n} unknowns has. */
    int padded(int n);

    /** Room for {@code rows} rows. */
    float[][] chunk(int n, int rows);

    /** A matrix of zeros. */
    float[][] matrix(int n);

    /**
     * Sets a matrix, both triangles, to {@code scale} times another.
     *
     * @param full symmetric, n x n; not modified
     * @param matrix overwritten
     */
    void pack(float[][] full, float scale, int n, float[][] matrix);

    /**
     * Copies a matrix out.
     *
     * @param matrix at least the upper triangle is read; not modified
     * @param full receives both triangles, n x n
     */
    void unpack(float[][] matrix, int n, float[][] full);

    /**
     * Sets the upper triangle of a matrix to {@code common + diagonal * I}.
     *
     * @param common packed; not modified
     * @param matrix overwritten
     */
    void start(float[][] common, float diagonal, int n, float[][] matrix);

    /**
     * Copies rows into a chunk, scaled, and adds {@code target * y} to {@code b}.
     *
     * @param sources the arrays that hold rows y; this and the next three have one element per row, from {@code from} on
     * @param offsets where in its array a row starts
     * @param scales what the copy is multiplied by
     * @param targets what {@code b} receives
     * @param count how many rows, at most what the chunk has room for
     * @param chunk overwritten
     * @param b a vector; modified
     */
    void gather(
            float[][] sources,
            int[] offsets,
            float[] scales,
            float[] targets,
            int from,
            int count,
            int n,
            float[][] chunk,
            float[] b);

    /**
     * Adds the outer products of the rows of a chunk to the upper triangle of a matrix.
     *
     * @param count how many rows the chunk holds
     * @param chunk not modified
     * @param matrix modified
     */
    void addSquares(float[][] chunk, int count, int n, float[][] matrix);

    /**
     * Solves matrix * x = b by Cholesky.
     *
     * @param matrix upper triangle; used up
     * @param b a vector; used up
     * @param x a vector; overwritten
     * @return false if the matrix is not positive definite in floats; {@code x} is of no use then
     */
    boolean solve(float[][] matrix, int n, float[] b, float[] x);

    /**
     * Sets {@code out} to (common + diagonal * I) v.
     *
     * @param common packed; not modified
     * @param v a vector; not modified
     * @param out a vector; overwritten
     */
    void multiply(float[][] common, float diagonal, int n, float[] v, float[] out);

    /**
     * Makes a chunk that was gathered ready for {@link #addProducts}.
     *
     * @param count how many rows the chunk holds
     * @param chunk modified
     */
    void prepare(float[][] chunk, int count, int n);

    /**
     * Adds the sum of w y (y' v) over the rows of a chunk to {@code out}.
     *
     * @param chunk prepared; its rows are not modified
     * @param weights the weights w, from {@code from} on; not modified
     * @param count how many rows the chunk holds
     * @param v a vector; not modified
     * @param out a vector; modified
     */
    void addProducts(float[][] chunk, float[] weights, int from, int count, int n, float[] v, float[] out);

    /** The dot product of two vectors. */
    float dot(float[] x, float[] y, int n);

    /**
     * Takes one step of conjugate gradients.
     *
     * @param x the solution so far, a vector; modified
     * @param residual b - A x, a vector; modified
     * @param direction a vector; modified
     * @param product A * direction, a vector; not modified
     * @param squared the squared length of the residual
     * @return the squared length of the new residual; NaN, and nothing else is done, if A is not positive definite
     */
    float step(float[] x, float[] residual, float[] direction, float[] product, float squared, int n);
}
