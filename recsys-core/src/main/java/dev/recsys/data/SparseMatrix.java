package dev.recsys.data;

import dev.recsys.Stable;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable sparse matrix of floats by rows (CSR). Entries of a row have strictly ascending columns. Storage is cut
 * into blocks, so the number of entries may exceed what one array holds.
 *
 * <p>Memory: 8 bytes per entry (4 for a pattern, whose values are all 1) and 12 per row. At most 2^31 - 8 rows and
 * columns, 2^31 - 8 entries per row, and 2^52 entries.
 *
 * <p>Thread-safe.
 */
@Stable
public final class SparseMatrix {

    private static final int CACHED_COLUMNS = 1 << 13;

    private final int rows;
    private final int columns;
    private final long entries;
    private final int maxRowLength;
    private final long[] starts; // block << 32 | offset
    private final int[] lengths;
    private final int[][] columnBlocks;
    private final float[][] valueBlocks; // no blocks for a pattern

    SparseMatrix(int columns, long[] starts, int[] lengths, int[][] columnBlocks, float[][] valueBlocks) {
        this.rows = lengths.length;
        this.columns = columns;
        this.starts = starts;
        this.lengths = lengths;
        this.columnBlocks = columnBlocks;
        this.valueBlocks = valueBlocks;
        long sum = 0;
        int max = 0;
        for (int length : lengths) {
            sum += length;
            max = Math.max(max, length);
        }
        this.entries = sum;
        this.maxRowLength = max;
    }

    /**
     * An empty builder, to which rows are appended in order.
     *
     * @param rows how many rows there will be, 0 or more
     * @param columns how many columns, 0 or more
     */
    public static SparseMatrixBuilder builder(int rows, int columns) {
        return new SparseMatrixBuilder(rows, columns, true);
    }

    /** As {@link #builder}, for a matrix whose values are all 1 and are not stored. */
    public static SparseMatrixBuilder patternBuilder(int rows, int columns) {
        return new SparseMatrixBuilder(rows, columns, false);
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** How many columns there are. */
    public int columns() {
        return columns;
    }

    /** How many entries are stored. */
    public long entries() {
        return entries;
    }

    /** The most entries in one row; scratch arrays for {@link #copyRow} need no more. */
    public int maxRowLength() {
        return maxRowLength;
    }

    /** How many entries row {@code row} has. */
    public int rowLength(int row) {
        return lengths[row];
    }

    /** Whether all values are 1 and not stored. */
    public boolean isPattern() {
        return valueBlocks.length == 0;
    }

    /**
     * Copies one row.
     *
     * @param row 0 to rows - 1
     * @param columnsOut receives the columns, ascending; modified from index 0
     * @param valuesOut receives the values; modified from index 0
     * @return how many entries were copied
     */
    public int copyRow(int row, int[] columnsOut, float[] valuesOut) {
        int length = copyColumns(row, columnsOut);
        if (isPattern()) {
            Arrays.fill(valuesOut, 0, length, 1f);
        } else {
            System.arraycopy(valueBlocks[block(row)], offset(row), valuesOut, 0, length);
        }
        return length;
    }

    /**
     * Copies the columns of one row.
     *
     * @param row 0 to rows - 1
     * @param columnsOut receives the columns, ascending; modified from index 0
     * @return how many entries were copied
     */
    public int copyColumns(int row, int[] columnsOut) {
        int length = lengths[row];
        System.arraycopy(columnBlocks[block(row)], offset(row), columnsOut, 0, length);
        return length;
    }

    /** The columns of one row, ascending, as a new array. */
    public int[] columnsOf(int row) {
        Objects.checkIndex(row, rows);
        int[] out = new int[lengths[row]];
        copyColumns(row, out);
        return out;
    }

    /** The value at a place; 0 where nothing is stored. Cost O(log row length). */
    public float value(int row, int column) {
        int at = find(row, column);
        if (at < 0) {
            return 0f;
        }
        return isPattern() ? 1f : valueBlocks[block(row)][at];
    }

    /** Whether an entry is stored at a place. Cost O(log row length). */
    public boolean contains(int row, int column) {
        return find(row, column) >= 0;
    }

    private int find(int row, int column) {
        Objects.checkIndex(row, rows);
        int from = offset(row);
        return Arrays.binarySearch(columnBlocks[block(row)], from, from + lengths[row], column);
    }

    /** How many entries each column has, a new array. Cost O(entries). */
    public int[] columnLengths() {
        int[] counts = new int[columns];
        for (int row = 0; row < rows; row++) {
            int[] block = columnBlocks[block(row)];
            int end = offset(row) + lengths[row];
            for (int i = offset(row); i < end; i++) {
                counts[block[i]]++;
            }
        }
        return counts;
    }

    /**
     * The matrix with rows and columns exchanged. Cost O(entries) time, and the memory of the result and 4 bytes per row.
     *
     * <p>Columns are taken a range at a time, so that the ends of the new rows that are being written stay in the cache.
     */
    public SparseMatrix transpose() {
        BlockLayout layout = BlockLayout.of(columnLengths());
        int[][] newColumns = layout.allocateInts();
        float[][] newValues = isPattern() ? new float[0][] : layout.allocateFloats();
        long[] next = layout.starts().clone();
        int[] done = new int[rows]; // how many entries of each row are in their places
        int range = transposedAtOnce();
        for (long end = range; end < (long) columns + range; end += range) {
            for (int row = 0; row < rows; row++) {
                done[row] = transposeBelow(end, row, done[row], next, newColumns, newValues);
            }
        }
        return new SparseMatrix(rows, layout.starts(), layout.lengths(), newColumns, newValues);
    }

    /** How many columns a pass over all rows moves: few enough for the cache, unless most rows had nothing to move then. */
    private int transposedAtOnce() {
        long mostPasses = Math.max(1, entries / Math.max(1, 2L * rows));
        long passes = Math.min(mostPasses, columns / CACHED_COLUMNS + 1L);
        return (int) Math.max(1, (columns + passes - 1) / passes);
    }

    private int transposeBelow(long end, int row, int done, long[] next, int[][] newColumns, float[][] newValues) {
        int block = block(row);
        int[] from = columnBlocks[block];
        int at = offset(row) + done;
        int last = offset(row) + lengths[row];
        while (at < last && from[at] < end) {
            long place = next[from[at]]++;
            newColumns[(int) (place >>> 32)][(int) place] = row;
            if (newValues.length > 0) {
                newValues[(int) (place >>> 32)][(int) place] = valueBlocks[block][at];
            }
            at++;
        }
        return at - offset(row);
    }

    /** The same entries without their values. Shares storage with this matrix. */
    public SparseMatrix toPattern() {
        return new SparseMatrix(columns, starts, lengths, columnBlocks, new float[0][]);
    }

    private int block(int row) {
        return (int) (starts[row] >>> 32);
    }

    private int offset(int row) {
        return (int) starts[row];
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof SparseMatrix that)
                || rows != that.rows
                || columns != that.columns
                || entries != that.entries
                || isPattern() != that.isPattern()
                || !Arrays.equals(lengths, that.lengths)) {
            return false;
        }
        int[] c1 = new int[maxRowLength];
        int[] c2 = new int[maxRowLength];
        float[] v1 = new float[maxRowLength];
        float[] v2 = new float[maxRowLength];
        for (int row = 0; row < rows; row++) {
            int n = copyRow(row, c1, v1);
            that.copyRow(row, c2, v2);
            if (!Arrays.equals(c1, 0, n, c2, 0, n) || !Arrays.equals(v1, 0, n, v2, 0, n)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Objects.hash(rows, columns, entries, Arrays.hashCode(lengths));
    }

    @Override
    public String toString() {
        return rows + " x " + columns + ", " + entries + " entries";
    }
}
