package dev.recsys.internal.math;

/** Where the rows of a matrix of floats come from, wherever they are stored: {@code matrix::copyRow} is one. */
@FunctionalInterface
public interface RowReader {

    /** Copies row {@code row} to {@code out}, from {@code offset} on. */
    void copyRow(int row, float[] out, int offset);
}
