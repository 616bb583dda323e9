package dev.recsys.format;

import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.Stable;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.FittedWeighting;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.data.Weighting;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdIndexBuilder;
import dev.recsys.event.IdType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the content of one section, the counterpart of {@link SectionOutput}. A length found in the bytes never decides
 * on its own how much memory is taken: it is compared with what is left of the section first, and the section with what is
 * left of the file, if the reader was told its size. Every method throws {@link FormatException} if
 * the content is not what it should be. Not thread-safe.
 */
@Stable
public final class SectionInput {

    private static final int GROWTH = 1 << 20;

    private final SectionedReader reader;
    private final String id;
    private final boolean required;
    private long unread; // bytes of the section not yet in the frame
    private ByteBuffer frame = ByteBuffer.allocate(0);

    SectionInput(SectionedReader reader, String id, boolean required, long length) {
        this.reader = reader;
        this.id = id;
        this.required = required;
        this.unread = length;
    }

    /** The section's id. */
    public String id() {
        return id;
    }

    /** Whether a reader that does not know the section must refuse the file. */
    public boolean isRequired() {
        return required;
    }

    /** How many bytes have not been read yet. */
    public long remaining() {
        return unread + frame.remaining();
    }

    /** Reads one byte, 0 to 255. */
    public int readByte() {
        if (!frame.hasRemaining()) {
            nextFrame();
        }
        return frame.get() & 0xff;
    }

    /** Reads 4 bytes. */
    public int readInt() {
        return (int) readNumber(4);
    }

    /** Reads 8 bytes. */
    public long readLong() {
        return readNumber(8);
    }

    /** Reads the 4 bytes of an IEEE 754 bit pattern. */
    public float readFloat() {
        return Float.intBitsToFloat(readInt());
    }

    /** Reads the 8 bytes of an IEEE 754 bit pattern. */
    public double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    /** Reads an int that must lie in a range. */
    public int readInt(int min, int max, String meaning) {
        int value = readInt();
        if (value < min || value > max) {
            throw corrupt(meaning + " must be between " + min + " and " + max + " but is " + value);
        }
        return value;
    }

    /** Fills part of an array with bytes. */
    public void readBytes(byte[] out, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            if (!frame.hasRemaining()) {
                nextFrame();
            }
            int n = Math.min(frame.remaining(), end - from);
            frame.get(out, from, n);
            from += n;
        }
    }

    /** Fills part of an array with floats. */
    public void readFloats(float[] out, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            int n = Math.min(frame.remaining() / 4, end - from);
            if (n == 0) {
                out[from++] = readFloat();
            } else {
                frame.asFloatBuffer().get(out, from, n);
                frame.position(frame.position() + 4 * n);
                from += n;
            }
        }
    }

    /** Fills part of an array with ints. */
    public void readInts(int[] out, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            int n = Math.min(frame.remaining() / 4, end - from);
            if (n == 0) {
                out[from++] = readInt();
            } else {
                frame.asIntBuffer().get(out, from, n);
                frame.position(frame.position() + 4 * n);
                from += n;
            }
        }
    }

    /** Reads what {@link SectionOutput#writeString} wrote. */
    public String readString() {
        int length = readLength(1, "the length of a text");
        byte[] bytes = new byte[length];
        readBytes(bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Reads what {@link SectionOutput#writeStrings} wrote, in the same order. */
    public Map<String, String> readStrings() {
        int size = readLength(8, "the size of a map");
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            String key = readString();
            map.put(key, readString());
        }
        return Collections.unmodifiableMap(map);
    }

    /** Reads what {@link SectionOutput#writeIntArray} wrote. */
    public int[] readIntArray() {
        int length = readLength(4, "the length of an array");
        int[] values = new int[Math.min(length, GROWTH)];
        int filled = 0;
        while (filled < length) {
            values = values.length > filled ? values : Arrays.copyOf(values, grown(filled, length));
            readInts(values, filled, values.length - filled);
            filled = values.length;
        }
        return values;
    }

    /** Reads what {@link SectionOutput#writeFloatArray} wrote. */
    public float[] readFloatArray() {
        int length = readLength(4, "the length of an array");
        float[] values = new float[Math.min(length, GROWTH)];
        int filled = 0;
        while (filled < length) {
            values = values.length > filled ? values : Arrays.copyOf(values, grown(filled, length));
            readFloats(values, filled, values.length - filled);
            filled = values.length;
        }
        return values;
    }

    private static int grown(int filled, int length) {
        return (int) Math.min(length, filled * 2L);
    }

    /**
     * Reads what {@link SectionOutput#writeIds} wrote.
     *
     * @throws FormatException with {@link Reason#WRONG_ID_TYPE} if the ids have another type
     */
    public <T> IdIndex<T> readIds(IdType<T> type) {
        String stored = readString();
        if (!stored.equals(type.name())) {
            throw new FormatException(
                    Reason.WRONG_ID_TYPE,
                    reader.source() + ": '" + id + "' holds ids of type " + stored + " but they were asked for as "
                            + type.name() + "; load it with the id type it was saved with");
        }
        int size = readLength(4, "the number of ids");
        IdIndexBuilder<T> builder = IdIndex.builder(type);
        byte[] previous = new byte[0];
        for (int p = 0; p < size; p++) {
            byte[] bytes = new byte[readInt(1, IdType.MAX_BYTES, "the length of an id")];
            readBytes(bytes, 0, bytes.length);
            try {
                builder.addStored(bytes);
            } catch (RuntimeException e) { // the host's own id type may fail in any way
                throw corrupt("id " + p + " is not a " + type.name() + ": " + e.getMessage());
            }
            if (Arrays.compareUnsigned(previous, bytes) >= 0) { // rows would go to the wrong ids
                throw corrupt("id " + p + " does not follow the one before it");
            }
            previous = bytes;
        }
        return builder.build();
    }

    /** Reads what {@link SectionOutput#writeFactors} wrote. */
    public FactorMatrix readFactors() {
        int rows = readInt(0, Integer.MAX_VALUE - 8, "the number of rows");
        int factors = readInt(1, FactorMatrixBuilder.MAX_FACTORS, "the number of factors");
        requireBytes(4L * rows * factors, "a factor matrix of " + rows + " x " + factors);
        FactorMatrixBuilder builder = FactorMatrix.builder(rows, factors);
        for (int b = 0; b < builder.blocks(); b++) {
            float[] block = builder.block(b);
            readFloats(block, 0, block.length);
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw corrupt(String.valueOf(e.getMessage()));
        }
    }

    /** Reads what {@link SectionOutput#writeSparse} wrote. */
    public SparseMatrix readSparse() {
        int rows = readLength(4, "the number of rows");
        int columns = readInt(0, Integer.MAX_VALUE - 8, "the number of columns");
        boolean pattern = readByte() == 0;
        SparseMatrixBuilder builder =
                pattern ? SparseMatrix.patternBuilder(rows, columns) : SparseMatrix.builder(rows, columns);
        int[] rowColumns = new int[0];
        float[] rowValues = new float[0];
        for (int r = 0; r < rows; r++) {
            int length = readLength(pattern ? 4 : 8, "the length of a row");
            if (length > rowColumns.length) {
                rowColumns = new int[length];
                rowValues = new float[length];
            }
            readInts(rowColumns, 0, length);
            if (!pattern) {
                readFloats(rowValues, 0, length);
            }
            try {
                builder.appendRow(rowColumns, rowValues, length);
            } catch (IllegalArgumentException e) {
                throw corrupt(String.valueOf(e.getMessage()));
            }
        }
        return builder.build();
    }

    /** A failure that names the file and this section. */
    public FormatException corrupt(String what) {
        return reader.corrupt("section '" + id + "': " + what);
    }

    /** A count of elements, of which each takes at least {@code elementBytes} of what is left of the section. */
    private int readLength(int elementBytes, String meaning) {
        int length = readInt(0, Integer.MAX_VALUE - 8, meaning);
        if ((long) length * elementBytes > remaining()) { // asked first: this is called for every row
            requireBytes((long) length * elementBytes, meaning + " of " + length);
        }
        return length;
    }

    private void requireBytes(long bytes, String what) {
        if (bytes > remaining()) {
            throw corrupt(what + " needs " + bytes + " bytes but the section has " + remaining() + " left");
        }
    }

    void skipRest() {
        while (unread > 0) {
            nextFrame();
        }
        frame.position(frame.limit());
    }

    private long readNumber(int bytes) {
        if (frame.remaining() >= bytes) {
            return bytes == 4 ? frame.getInt() : frame.getLong();
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) readByte() << (8 * i);
        }
        return value;
    }

    private void nextFrame() {
        if (unread == 0) {
            throw corrupt("the section ends early");
        }
        int length = (int) Math.min(SectionedWriter.FRAME, unread);
        if (frame.capacity() < length) {
            frame = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        }
        frame.clear().limit(length);
        reader.readFrame(frame.array(), length, id);
        unread -= length;
    }

    /** Reads a fitted weighting, as {@link SectionOutput#writeWeighting} writes it. */
    public FittedWeighting readWeighting() {
        String kind = readString();
        double epsilon = readDouble();
        double k1 = readDouble();
        double b = readDouble();
        double meanLength = readDouble();
        float[] idf = readFloatArray();
        try {
            return switch (Weighting.valueOf(kind)) {
                case BINARY -> FittedWeighting.binary();
                case LINEAR -> FittedWeighting.linear();
                case LOG -> FittedWeighting.log(epsilon);
                case BM25 -> FittedWeighting.bm25(k1, b, meanLength, idf);
            };
        } catch (IllegalArgumentException e) {
            throw corrupt(String.valueOf(e.getMessage()));
        }
    }
}
