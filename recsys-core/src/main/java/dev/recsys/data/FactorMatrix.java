package dev.recsys.data;

import dev.recsys.Stable;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable dense matrix of 32-bit floats, rows x factors, row-major: element (row, f) is factor {@code f} of
 * {@code row}. Storage is cut into blocks of whole rows, so rows x factors may exceed what one array holds.
 *
 * <p>Memory: 4 bytes per element. At most 2^31 - 8 rows and 65,536 factors. All elements are finite.
 *
 * <p>Thread-safe.
 */
@Stable
public final class FactorMatrix {

    private final int rows;
    private final int factors;
    private final int blockBits;
    private final float[][] blocks;

    FactorMatrix(int rows, int factors, int blockBits, float[][] blocks) {
        this.rows = rows;
        this.factors = factors;
        this.blockBits = blockBits;
        this.blocks = blocks;
    }

    /**
     * A builder whose elements are all 0.
     *
     * @param rows 0 or more
     * @param factors 1 to {@value FactorMatrixBuilder#MAX_FACTORS}
     */
    public static FactorMatrixBuilder builder(int rows, int factors) {
        return new FactorMatrixBuilder(rows, factors);
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** How many factors each row has. */
    public int factors() {
        return factors;
    }

    /** One element. */
    public float get(int row, int factor) {
        Objects.checkIndex(row, rows);
        Objects.checkIndex(factor, factors);
        return blocks[row >>> blockBits][offset(row) + factor];
    }

    /**
     * Copies one row.
     *
     * @param row 0 to rows - 1
     * @param out receives {@code factors} elements; modified from {@code offset}
     * @param offset where to start in {@code out}
     */
    public void copyRow(int row, float[] out, int offset) {
        Objects.checkIndex(row, rows);
        System.arraycopy(blocks[row >>> blockBits], offset(row), out, offset, factors);
    }

    /** One row as a new array of {@code factors} elements. */
    public float[] row(int row) {
        float[] out = new float[factors];
        copyRow(row, out, 0);
        return out;
    }

    /** A builder that starts with these elements, for instance to train on. Costs the memory of a copy. */
    public FactorMatrixBuilder toBuilder() {
        FactorMatrixBuilder builder = new FactorMatrixBuilder(rows, factors, blockBits);
        for (int b = 0; b < blocks.length; b++) {
            System.arraycopy(blocks[b], 0, builder.block(b), 0, blocks[b].length);
        }
        return builder;
    }

    private int offset(int row) {
        return (row & (1 << blockBits) - 1) * factors;
    }

    /** Equal bits in every element. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof FactorMatrix that) || rows != that.rows || factors != that.factors) {
            return false;
        }
        if (blockBits == that.blockBits) {
            return Arrays.deepEquals(blocks, that.blocks);
        }
        float[] mine = new float[factors];
        float[] theirs = new float[factors];
        for (int row = 0; row < rows; row++) {
            copyRow(row, mine, 0);
            that.copyRow(row, theirs, 0);
            if (!Arrays.equals(mine, theirs)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = Objects.hash(rows, factors);
        return rows == 0 ? hash : hash * 31 + Arrays.hashCode(row(rows - 1));
    }

    @Override
    public String toString() {
        return rows + " x " + factors + " factors";
    }
}
