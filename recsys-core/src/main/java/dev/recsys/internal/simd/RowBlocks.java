package dev.recsys.internal.simd;

/**
 * Rows of floats in blocks of 2^bits rows, one row after the other without gaps. A view: it keeps the arrays, which must not
 * change while a kernel reads them.
 */
public final class RowBlocks {

    private final float[][] blocks;
    private final int bits;
    private final int factors;

    /**
     * Rows in blocks.
     *
     * @param blocks all but the last hold 2^bits rows
     * @param factors elements per row, at least 1
     */
    public RowBlocks(float[][] blocks, int bits, int factors) {
        this.blocks = blocks;
        this.bits = bits;
        this.factors = factors;
    }

    /** Rows in one array. */
    public static RowBlocks of(float[] rows, int factors) {
        return new RowBlocks(new float[][] {rows}, Integer.SIZE - 1, factors);
    }

    /** Elements per row. */
    public int factors() {
        return factors;
    }

    /** The array that holds a row. */
    public float[] block(int row) {
        return blocks[row >>> bits];
    }

    /** Where in its array a row starts. */
    public int offset(int row) {
        return (row & (1 << bits) - 1) * factors;
    }
}
