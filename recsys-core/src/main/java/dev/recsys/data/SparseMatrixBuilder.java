package dev.recsys.data;

import dev.recsys.Stable;
import java.util.Arrays;

/** Builds a {@link SparseMatrix} row by row. Not thread-safe; not to be used after {@link #build}. */
@Stable
public final class SparseMatrixBuilder {

    private final int columns;
    private final boolean withValues;
    private final int blockSize;
    private final long[] starts;
    private final int[] lengths;
    private int[][] columnBlocks = {new int[0]};
    private float[][] valueBlocks;
    private int block;
    private int used;
    private int row;
    private boolean built;

    SparseMatrixBuilder(int rows, int columns, boolean withValues) {
        this(rows, columns, withValues, BlockLayout.DEFAULT_BLOCK);
    }

    SparseMatrixBuilder(int rows, int columns, boolean withValues, int blockSize) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException(
                    "a matrix has 0 or more rows and columns, not " + rows + " x " + columns);
        }
        this.columns = columns;
        this.withValues = withValues;
        this.blockSize = blockSize;
        this.starts = new long[rows];
        this.lengths = new int[rows];
        this.valueBlocks = withValues ? new float[][] {new float[0]} : new float[0][];
    }

    /**
     * Appends the next row.
     *
     * @param rowColumns columns, strictly ascending, the first {@code count} of them; not modified
     * @param rowValues values, finite, the first {@code count} of them; ignored by a pattern; not modified
     * @param count how many entries, 0 or more
     * @throws IllegalArgumentException if a column is out of order or range, or a value is not finite
     * @throws IllegalStateException if all rows were appended already, or the matrix was built
     */
    public SparseMatrixBuilder appendRow(int[] rowColumns, float[] rowValues, int count) {
        requireUnbuilt();
        if (row == lengths.length) {
            throw new IllegalStateException("all " + row + " rows were appended already");
        }
        check(rowColumns, rowValues, count);
        makeRoom(count);
        System.arraycopy(rowColumns, 0, columnBlocks[block], used, count);
        if (withValues) {
            System.arraycopy(rowValues, 0, valueBlocks[block], used, count);
        }
        starts[row] = (long) block << 32 | used;
        lengths[row++] = count;
        used += count;
        return this;
    }

    private void check(int[] rowColumns, float[] rowValues, int count) {
        int previous = -1;
        for (int i = 0; i < count; i++) {
            int column = rowColumns[i];
            if (column <= previous || column >= columns) {
                throw new IllegalArgumentException("row " + row + ", entry " + i + ": columns must ascend within 0 to "
                        + (columns - 1) + " but " + column + " follows " + previous);
            }
            if (withValues && !Float.isFinite(rowValues[i])) {
                throw new IllegalArgumentException(
                        "row " + row + ", column " + column + ": the value must be finite but was " + rowValues[i]);
            }
            previous = column;
        }
    }

    private void makeRoom(int count) {
        if (used > 0 && (long) used + count > blockSize) {
            trim();
            block++;
            used = 0;
            if (block == columnBlocks.length) {
                columnBlocks = Arrays.copyOf(columnBlocks, block * 2);
                valueBlocks = withValues ? Arrays.copyOf(valueBlocks, block * 2) : valueBlocks;
            }
            columnBlocks[block] = new int[count];
            if (withValues) {
                valueBlocks[block] = new float[count];
            }
        }
        if (used + count > columnBlocks[block].length) {
            int capacity = (int) Math.max(used + (long) count, Math.min(blockSize, (used + (long) count) * 2));
            resize(capacity);
        }
    }

    private void trim() {
        resize(used);
    }

    private void resize(int capacity) {
        columnBlocks[block] = Arrays.copyOf(columnBlocks[block], capacity);
        if (withValues) {
            valueBlocks[block] = Arrays.copyOf(valueBlocks[block], capacity);
        }
    }

    /**
     * The matrix. Rows that were not appended are empty.
     */
    public SparseMatrix build() {
        requireUnbuilt();
        built = true;
        trim();
        return new SparseMatrix(
                columns,
                starts,
                lengths,
                Arrays.copyOf(columnBlocks, block + 1),
                withValues ? Arrays.copyOf(valueBlocks, block + 1) : valueBlocks);
    }

    private void requireUnbuilt() {
        if (built) {
            throw new IllegalStateException("the matrix was built already; start again with a new builder");
        }
    }
}
