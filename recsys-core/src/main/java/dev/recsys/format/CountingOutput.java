package dev.recsys.format;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.SparseMatrix;

/** Counts the bytes a content will have. */
final class CountingOutput implements SectionOutput {

    private long count;

    long count() {
        return count;
    }

    @Override
    public void writeByte(int value) {
        count++;
    }

    @Override
    public void writeInt(int value) {
        count += 4;
    }

    @Override
    public void writeLong(long value) {
        count += 8;
    }

    @Override
    public void writeFloat(float value) {
        count += 4;
    }

    @Override
    public void writeDouble(double value) {
        count += 8;
    }

    @Override
    public void writeBytes(byte[] bytes, int offset, int length) {
        count += length;
    }

    @Override
    public void writeInts(int[] values, int offset, int length) {
        count += 4L * length;
    }

    @Override
    public void writeFloats(float[] values, int offset, int length) {
        count += 4L * length;
    }

    @Override
    public void writeFactors(FactorMatrix matrix) {
        count += 8 + 4L * matrix.rows() * matrix.factors();
    }

    @Override
    public void writeSparse(SparseMatrix matrix) {
        count += 9 + 4L * matrix.rows() + (matrix.isPattern() ? 4 : 8) * matrix.entries();
    }
}
