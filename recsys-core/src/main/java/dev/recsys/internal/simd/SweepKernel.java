package dev.recsys.internal.simd;

/**
 * The work of a non-negative factorisation, on groups of rows: weighted sums of factor rows, one sweep over the factors of
 * every row of a group, and the small dense products around them. Rows of a group do not influence each other. Arguments are
 * not checked; what is not said to be modified is not.
 */
public interface SweepKernel {

    /** Rows per group. */
    int width();

    /** The scratch space of one worker for rows of {@code factors} elements: what it holds is the provider's business. */
    float[][] scratch(int factors);

    /**
     * Sets a row to the sum of rows of {@code source}, each times a scale. Added up in parts, which keeps rounding small in long
     * sums.
     *
     * @param columns which rows, the first {@code count}
     * @param scales their scales
     * @param out receives the sum, {@code source.factors()} elements from {@code at} on; modified
     * @param scratch of {@code source.factors()}; overwritten
     */
    void sum(RowBlocks source, int[] columns, float[] scales, int count, float[] out, int at, float[][] scratch);

    /**
     * For every row w of a group, minimises 1/2 w' G w - b' w + l1 sum(w) over one element after the other, once, elements
     * staying at least 0. An element whose place on the diagonal of G is 0 stays as it is.
     *
     * @param gram G, symmetric
     * @param targets b of each row, one row after the other
     * @param rows w of each row, one row after the other; modified
     * @param count how many rows, 1 to {@link #width()}
     * @param scratch of {@code factors}; overwritten
     * @return the sum of the absolute projected gradient as each element was met
     */
    double descend(float[][] gram, float[] targets, float l1, float[] rows, int count, int factors, float[][] scratch);

    /**
     * For every row w of a group, multiplies each element by b_f / ((G w)_f + l1), the denominator at least {@link #EPSILON} if
     * it is 0. An element that falls below {@link #NEGLIGIBLE} becomes 0. Arguments as for {@link #descend}.
     */
    void multiply(float[][] gram, float[] targets, float l1, float[] rows, int count, int factors, float[][] scratch);

    /**
     * Adds outer products of rows to a matrix; the products of up to 256 rows are summed in floats before they are added.
     *
     * @param rows one row after the other, from {@code at} on
     * @param count how many rows
     * @param upper [f][g] is added to for g at least f, and may be for others, which are to be ignored; modified
     * @param scratch of {@code factors}; overwritten
     */
    void addGram(float[] rows, int at, int count, int factors, double[][] upper, float[][] scratch);

    /**
     * Multiplies rows with a matrix.
     *
     * @param in rows of {@code inner} elements, one after the other, from {@code inAt} on
     * @param count how many rows
     * @param map {@code inner} rows of {@code outer} elements
     * @param out receives rows of {@code outer} elements, one after the other, from the start; modified, not {@code in}
     */
    void transform(float[] in, int inAt, int count, int inner, float[][] map, int outer, float[] out);

    /** What a denominator of 0 is replaced by: the distance from 1 to the next float. */
    float EPSILON = 0x1p-23f;

    /** Multiplied elements below this become 0: on their way there they would slow arithmetic down by subnormal numbers. */
    float NEGLIGIBLE = 1e-18f;

    /** One element's multiplicative step, in doubles where floats would leave their range. */
    static float scaled(float value, float numerator, float denominator) {
        float updated = (float) (value * (numerator / (double) (denominator == 0 ? EPSILON : denominator)));
        return updated < NEGLIGIBLE ? 0f : updated;
    }
}
