package dev.recsys.format;

import dev.recsys.Stable;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FittedWeighting;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import java.util.Map;

/**
 * Writes the content of one section, little-endian. What is written must be the same each time it is asked for: contents
 * are written twice, first only to learn their length. Not thread-safe.
 */
@Stable
public interface SectionOutput {

    /** Writes one byte, the low 8 bits of {@code value}. */
    void writeByte(int value);

    /** Writes 4 bytes. */
    void writeInt(int value);

    /** Writes 8 bytes. */
    void writeLong(long value);

    /** Writes the 4 bytes of the IEEE 754 bit pattern. */
    void writeFloat(float value);

    /** Writes the 8 bytes of the IEEE 754 bit pattern. */
    void writeDouble(double value);

    /** Writes bytes as they are, without a length. */
    void writeBytes(byte[] bytes, int offset, int length);

    /** Writes 4 bytes for each of {@code length} elements, without a length. */
    void writeInts(int[] values, int offset, int length);

    /** Writes 4 bytes for each of {@code length} elements, without a length. */
    void writeFloats(float[] values, int offset, int length);

    /** Writes the length in bytes as an int, then UTF-8. */
    default void writeString(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        writeInt(bytes.length);
        writeBytes(bytes, 0, bytes.length);
    }

    /** Writes the size as an int, then key and value of each entry in the map's order. */
    default void writeStrings(Map<String, String> map) {
        writeInt(map.size());
        map.forEach((key, value) -> {
            writeString(key);
            writeString(value);
        });
    }

    /** Writes the length as an int, then the elements. */
    default void writeIntArray(int[] values) {
        writeInt(values.length);
        writeInts(values, 0, values.length);
    }

    /** Writes the length as an int, then the elements. */
    default void writeFloatArray(float[] values) {
        writeInt(values.length);
        writeFloats(values, 0, values.length);
    }

    /** Writes the type's name, the size, then each id as length and bytes, in the order of positions. */
    default void writeIds(IdIndex<?> ids) {
        writeString(ids.type().name());
        writeInt(ids.size());
        for (int p = 0; p < ids.size(); p++) {
            byte[] bytes = ids.bytes(p);
            writeInt(bytes.length);
            writeBytes(bytes, 0, bytes.length);
        }
    }

    /** Writes rows, factors, then all elements row by row. */
    default void writeFactors(FactorMatrix matrix) {
        writeInt(matrix.rows());
        writeInt(matrix.factors());
        float[] row = new float[matrix.factors()];
        for (int r = 0; r < matrix.rows(); r++) {
            matrix.copyRow(r, row, 0);
            writeFloats(row, 0, row.length);
        }
    }

    /** Writes rows, columns, whether values follow, then each row as length, columns and (unless a pattern) values. */
    default void writeSparse(SparseMatrix matrix) {
        writeInt(matrix.rows());
        writeInt(matrix.columns());
        writeByte(matrix.isPattern() ? 0 : 1);
        int[] columns = new int[matrix.maxRowLength()];
        float[] values = new float[columns.length];
        for (int r = 0; r < matrix.rows(); r++) {
            int length = matrix.copyRow(r, columns, values);
            writeInt(length);
            writeInts(columns, 0, length);
            if (!matrix.isPattern()) {
                writeFloats(values, 0, length);
            }
        }
    }

    /** Writes a fitted weighting: its kind by name, then all parameters, whether the kind uses them or not. */
    default void writeWeighting(FittedWeighting weighting) {
        writeString(weighting.kind().name());
        writeDouble(weighting.epsilon());
        writeDouble(weighting.k1());
        writeDouble(weighting.b());
        writeDouble(weighting.meanLength());
        writeFloatArray(weighting.idf());
    }
}
