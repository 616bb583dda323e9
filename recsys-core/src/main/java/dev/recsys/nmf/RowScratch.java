package dev.recsys.nmf;

import dev.recsys.data.SparseMatrix;
import dev.recsys.internal.math.RowReader;
import dev.recsys.internal.simd.Axpy;
import java.util.Arrays;

/** The scratch space of one worker, and what it is for: weighted sums of factor rows. Not thread-safe. */
final class RowScratch {

    /** Entries summed in one go; sums of these parts are added up, which keeps rounding small in long rows. */
    private static final int PART = 256;

    private final int[] columns;
    private final float[] values;
    private final float[] ratios;
    private final float[][] others = new float[4][];
    private final float[] part;
    final float[] row;
    final float[] sum;
    final float[] gradient;

    RowScratch(int width, int maxRowLength) {
        this.columns = new int[maxRowLength];
        this.values = new float[maxRowLength];
        this.ratios = new float[maxRowLength];
        for (int i = 0; i < others.length; i++) {
            others[i] = new float[width];
        }
        this.part = new float[width];
        this.row = new float[width];
        this.sum = new float[width];
        this.gradient = new float[width];
    }

    /** Copies the positive entries of a row; a negative one counts as 0, so it is left out. Returns how many there are. */
    int gather(SparseMatrix matrix, int matrixRow) {
        int length = matrix.copyRow(matrixRow, columns, values);
        int kept = 0;
        for (int i = 0; i < length; i++) {
            if (values[i] > 0) {
                columns[kept] = columns[i];
                values[kept++] = values[i];
            }
        }
        return kept;
    }

    /** The same of a matrix without others. */
    int gatherAll(SparseMatrix matrix, int matrixRow) {
        return matrix.copyRow(matrixRow, columns, values);
    }

    /** The columns of the gathered entries: the live array. */
    int[] columns() {
        return columns;
    }

    /** The values of the gathered entries: the live array. */
    float[] values() {
        return values;
    }

    /** Adds one entry at place {@code count}. */
    void put(int count, int column, float value) {
        columns[count] = column;
        values[count] = value;
    }

    /** The sum of the values of the gathered entries. */
    double total(int count) {
        double total = 0;
        for (int i = 0; i < count; i++) {
            total += values[i];
        }
        return total;
    }

    /** Sets {@link #sum} to the rows named by the gathered entries, each times its value. */
    void weightedSum(RowReader source, int count) {
        Arrays.fill(sum, 0f);
        for (int from = 0; from < count; from += PART) {
            addPart(source, values, from, Math.min(count, from + PART));
        }
    }

    /**
     * Sets {@link #sum} to the rows named by the gathered entries, each times the ratio of its value to its product with {@link
     * #row}.
     */
    void ratioSum(RowReader source, int count) {
        Arrays.fill(sum, 0f);
        for (int from = 0; from < count; from += PART) {
            int to = Math.min(count, from + PART);
            float[] other = others[0];
            for (int i = from; i < to; i++) {
                source.copyRow(columns[i], other, 0);
                ratios[i] = values[i] / Math.max(Divergence.SMALLEST_PRODUCT, Axpy.dot(row, other, 0, row.length));
            }
            addPart(source, ratios, from, to);
        }
    }

    /** The sum of v log(v / product) over the gathered entries, with the ratios of the last {@link #ratioSum}. */
    double logRatios(int count) {
        double sumOfLogs = 0;
        for (int i = 0; i < count; i++) {
            sumOfLogs += values[i] * Math.log(ratios[i]);
        }
        return sumOfLogs;
    }

    private void addPart(RowReader source, float[] scales, int from, int to) {
        int width = part.length;
        float[] a = others[0];
        float[] b = others[1];
        float[] c = others[2];
        float[] d = others[3];
        Arrays.fill(part, 0f);
        int i = from;
        for (; i + 4 <= to; i += 4) {
            source.copyRow(columns[i], a, 0);
            source.copyRow(columns[i + 1], b, 0);
            source.copyRow(columns[i + 2], c, 0);
            source.copyRow(columns[i + 3], d, 0);
            Axpy.add4(scales[i], a, scales[i + 1], b, scales[i + 2], c, scales[i + 3], d, part, 0, width);
        }
        for (; i < to; i++) {
            source.copyRow(columns[i], a, 0);
            Axpy.add(scales[i], a, part, 0, width);
        }
        Axpy.add(1f, part, sum, 0, width);
    }
}
