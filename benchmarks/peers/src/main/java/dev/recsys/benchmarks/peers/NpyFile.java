package dev.recsys.benchmarks.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arrays in the format of {@code numpy.save}: version 1, little-endian, C order; of floats, ints or longs. */
public final class NpyFile {

    private static final Pattern HEADER =
            Pattern.compile("'descr': '<([fi][48])', 'fortran_order': False, 'shape': \\((\\d+),(?: (\\d+))?\\)");
    private static final int CHUNK = 1 << 22;

    /** Gives the elements of a row. */
    @FunctionalInterface
    public interface FloatRows {

        /** Copies a row. */
        void copyRow(int row, float[] out, int offset);
    }

    /** Takes the elements of a row. */
    @FunctionalInterface
    public interface RowSink {

        /** Takes a row; the array is used again. */
        void accept(int row, float[] values);
    }

    private final Path file;
    private final String type;
    private final int rows;
    private final int columns; // 1 for a vector
    private final int start;

    private NpyFile(Path file, String type, int rows, int columns, int start) {
        this.file = file;
        this.type = type;
        this.rows = rows;
        this.columns = columns;
        this.start = start;
    }

    /** Opens a file and reads its header. */
    public static NpyFile open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer head = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(head, 0);
            int length = head.getShort(8) & 0xffff;
            ByteBuffer text = ByteBuffer.allocate(length);
            channel.read(text, 10);
            Matcher header = HEADER.matcher(new String(text.array(), StandardCharsets.US_ASCII));
            if (!header.find()) {
                throw new IOException(file + ": not a little-endian array of one or two dimensions in C order");
            }
            int columns = header.group(3) == null ? 1 : Integer.parseInt(header.group(3));
            return new NpyFile(file, header.group(1), Integer.parseInt(header.group(2)), columns, 10 + length);
        }
    }

    /** The first dimension. */
    public int rows() {
        return rows;
    }

    /** The second dimension, 1 if there is none. */
    public int columns() {
        return columns;
    }

    /** Hands out the rows of an array of floats, one after the other. */
    public void forEachRow(RowSink sink) throws IOException {
        require("f4");
        float[] row = new float[columns];
        int perChunk = Math.max(1, CHUNK / columns);
        try (FileChannel channel = FileChannel.open(file)) {
            for (int from = 0; from < rows; from += perChunk) {
                int count = Math.min(perChunk, rows - from);
                MappedByteBuffer bytes = map(channel, 4L * from * columns, 4L * count * columns);
                for (int r = 0; r < count; r++) {
                    bytes.asFloatBuffer().get(r * columns, row);
                    sink.accept(from + r, row);
                }
            }
        }
    }

    /** All elements of an array of floats. */
    public float[] floats() throws IOException {
        require("f4");
        float[] values = new float[Math.multiplyExact(rows, columns)];
        try (FileChannel channel = FileChannel.open(file)) {
            map(channel, 0, 4L * values.length).asFloatBuffer().get(values);
        }
        return values;
    }

    /** All elements of an array of ints. */
    public int[] ints() throws IOException {
        require("i4");
        int[] values = new int[Math.multiplyExact(rows, columns)];
        try (FileChannel channel = FileChannel.open(file)) {
            map(channel, 0, 4L * values.length).asIntBuffer().get(values);
        }
        return values;
    }

    private void require(String expected) throws IOException {
        if (!type.equals(expected)) {
            throw new IOException(file + " has elements of type " + type + ", not " + expected);
        }
    }

    private MappedByteBuffer map(FileChannel channel, long from, long bytes) throws IOException {
        MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, start + from, bytes);
        mapped.order(ByteOrder.LITTLE_ENDIAN);
        return mapped;
    }

    /** Writes a matrix of floats. */
    public static void write(Path file, int rows, int columns, FloatRows source) throws IOException {
        float[] row = new float[columns];
        write(file, "<f4", rows + ", " + columns, 4L * columns, rows, (r, bytes) -> {
            source.copyRow(r, row, 0);
            bytes.asFloatBuffer().put(row);
        });
    }

    /** Writes a matrix of ints, row by row; a vector if there is one column. */
    public static void write(Path file, int[] values, int columns) throws IOException {
        int rows = values.length / columns;
        String shape = columns == 1 ? rows + "," : rows + ", " + columns;
        write(
                file,
                "<i4",
                shape,
                4L * columns,
                rows,
                (r, bytes) -> bytes.asIntBuffer().put(values, r * columns, columns));
    }

    /** Writes a vector of floats. */
    public static void write(Path file, float[] values) throws IOException {
        write(file, "<f4", values.length + ",", 4, values.length, (r, bytes) -> bytes.putFloat(0, values[r]));
    }

    private interface RowWriter {

        void write(int row, ByteBuffer bytes);
    }

    private static void write(Path file, String type, String shape, long rowBytes, int rows, RowWriter source)
            throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        ByteBuffer row =
                ByteBuffer.allocate(Math.toIntExact(Math.max(8, rowBytes))).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(header(type, shape));
            ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(Math.max(rowBytes, CHUNK)));
            for (int r = 0; r < rows; r++) {
                source.write(r, row.clear());
                if (buffer.remaining() < rowBytes) {
                    drain(buffer, channel);
                }
                buffer.put(row.array(), 0, (int) rowBytes);
            }
            drain(buffer, channel);
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void drain(ByteBuffer buffer, FileChannel channel) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    private static ByteBuffer header(String type, String shape) {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int padding = 63 - (10 + text.length()) % 64;
        byte[] bytes = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer header = ByteBuffer.allocate(10 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        header.putShort((short) bytes.length).put(bytes).flip();
        return header;
    }
}
