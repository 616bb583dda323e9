package dev.recsys.data;

import dev.recsys.Stable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A factor matrix while it is being trained. Its blocks are the working memory of a trainer and become the matrix without
 * a copy when {@link #build} seals it. Different rows may be written by different threads at once.
 */
@Stable
public final class FactorMatrixBuilder {

    /** The most factors a row can have. */
    public static final int MAX_FACTORS = 65_536;

    private static final int DEFAULT_BLOCK_FLOATS = 1 << 24;

    private final int rows;
    private final int factors;
    private final int blockBits;
    private float @Nullable [][] blocks;

    FactorMatrixBuilder(int rows, int factors) {
        this(rows, factors, bitsFor(factors, DEFAULT_BLOCK_FLOATS));
    }

    FactorMatrixBuilder(int rows, int factors, int blockBits) {
        if (rows < 0 || rows > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("rows must be between 0 and 2^31 - 9 but was " + rows);
        }
        if (factors < 1 || factors > MAX_FACTORS) {
            throw new IllegalArgumentException("factors must be between 1 and " + MAX_FACTORS + " but was " + factors);
        }
        this.rows = rows;
        this.factors = factors;
        this.blockBits = blockBits;
        int perBlock = 1 << blockBits;
        float[][] allocated = new float[(int) (((long) rows + perBlock - 1) >>> blockBits)][];
        for (int b = 0; b < allocated.length; b++) {
            allocated[b] = new float[Math.min(perBlock, rows - (b << blockBits)) * factors];
        }
        this.blocks = allocated;
    }

    private static int bitsFor(int factors, int blockFloats) {
        return Math.max(0, 31 - Integer.numberOfLeadingZeros(blockFloats / Math.max(1, factors)));
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** How many factors each row has. */
    public int factors() {
        return factors;
    }

    /** How many blocks there are. */
    public int blocks() {
        return live().length;
    }

    /** The block that holds a row. */
    public int blockOf(int row) {
        return row >>> blockBits;
    }

    /** Where in its block a row starts. */
    public int offsetOf(int row) {
        return (row & (1 << blockBits) - 1) * factors;
    }

    /** The first row of a block. */
    public int firstRowOf(int block) {
        return block << blockBits;
    }

    /**
     * The elements of one block, rows one after the other: the live array, to be read and written until {@link #build}.
     *
     * @throws IllegalStateException after {@link #build}
     */
    public float[] block(int block) {
        return live()[block];
    }

    /** One element. */
    public float get(int row, int factor) {
        Objects.checkIndex(row, rows);
        Objects.checkIndex(factor, factors);
        return live()[blockOf(row)][offsetOf(row) + factor];
    }

    /**
     * Copies one row out.
     *
     * @param out receives {@code factors} elements; modified from {@code offset}
     */
    public void copyRow(int row, float[] out, int offset) {
        Objects.checkIndex(row, rows);
        System.arraycopy(live()[blockOf(row)], offsetOf(row), out, offset, factors);
    }

    /**
     * Replaces one row.
     *
     * @param values {@code factors} elements from {@code offset}; not modified
     */
    public void setRow(int row, float[] values, int offset) {
        Objects.checkIndex(row, rows);
        System.arraycopy(values, offset, live()[blockOf(row)], offsetOf(row), factors);
    }

    /**
     * Seals the elements into a matrix, without a copy. The builder must not be used afterwards.
     *
     * @throws IllegalArgumentException if an element is NaN or infinite; the message names the first one
     */
    public FactorMatrix build() {
        float[][] sealed = live();
        for (int b = 0; b < sealed.length; b++) {
            float[] block = sealed[b];
            for (int i = 0; i < block.length; i++) {
                if (!Float.isFinite(block[i])) {
                    throw new IllegalArgumentException("row " + (firstRowOf(b) + i / factors) + ", factor "
                            + i % factors + ": elements must be finite but this one is " + block[i]);
                }
            }
        }
        blocks = null;
        return new FactorMatrix(rows, factors, blockBits, sealed);
    }

    private float[][] live() {
        float[][] current = blocks;
        if (current == null) {
            throw new IllegalStateException("the matrix was built already; start again with toBuilder()");
        }
        return current;
    }
}
