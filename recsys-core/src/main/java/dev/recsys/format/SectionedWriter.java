package dev.recsys.format;

import dev.recsys.Stable;
import dev.recsys.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Writes a sectioned file to a stream, front to back. Byte by byte: docs/formats/sectioned-file.md. Not thread-safe.
 */
@Stable
public final class SectionedWriter {

    static final int FRAME = 1 << 16;
    static final int MAX_ID_BYTES = 64;

    private final OutputStream out;
    private final String target;
    private int sections;
    private boolean finished;

    /**
     * Starts a file.
     *
     * @param out where to; not closed here
     * @param target a name for messages
     * @param magic 8 ASCII characters that name the kind of file
     * @param version the version of that kind
     */
    public SectionedWriter(OutputStream out, String target, String magic, int version) {
        this.out = out;
        this.target = target;
        byte[] magicBytes = magic.getBytes(StandardCharsets.US_ASCII);
        if (magicBytes.length != 8 || !isAscii(magic)) {
            throw new IllegalArgumentException("a magic has 8 ASCII characters but was '" + magic + "'");
        }
        byte[] head = new byte[12];
        littleEndian(head).put(magicBytes).putInt(version);
        writeWithChecksum(head, head.length);
    }

    /**
     * Writes one section.
     *
     * @param id 1 to 64 ASCII characters
     * @param required whether a reader that does not know the section must refuse the file
     * @param content what it holds
     * @throws StoreException if writing fails
     */
    public void section(String id, boolean required, SectionContent content) {
        byte[] idBytes = id.getBytes(StandardCharsets.US_ASCII);
        if (idBytes.length == 0 || idBytes.length > MAX_ID_BYTES || !isAscii(id) || finished) {
            throw new IllegalArgumentException(
                    "section '" + id + "' must have 1 to 64 ASCII characters and precede the end");
        }
        CountingOutput count = new CountingOutput();
        content.writeTo(count);
        byte[] header = new byte[2 + idBytes.length + 8];
        littleEndian(header)
                .put((byte) idBytes.length)
                .put(idBytes)
                .put((byte) (required ? 1 : 0))
                .putLong(count.count());
        writeWithChecksum(header, header.length);
        FrameOutput frames = new FrameOutput();
        content.writeTo(frames);
        frames.flushFrame();
        if (frames.written != count.count()) {
            throw new IllegalStateException("section '" + id + "' wrote " + frames.written + " bytes after announcing "
                    + count.count() + "; its content must not change between two calls");
        }
        sections++;
    }

    /**
     * Writes the end of the file and flushes the stream.
     *
     * @throws StoreException if writing fails
     */
    public void finish() {
        byte[] end = new byte[5];
        littleEndian(end).put((byte) 0).putInt(sections);
        writeWithChecksum(end, end.length);
        finished = true;
        try {
            out.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void writeWithChecksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        try {
            out.write(bytes, 0, length);
            byte[] checksum = new byte[4];
            littleEndian(checksum).putInt((int) crc.getValue());
            out.write(checksum);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private StoreException failure(IOException e) {
        return StoreException.retryable("cannot write " + target + ": " + e.getMessage(), e);
    }

    /** Collects frames, all full but the last, and writes each with its checksum. A number may straddle two frames. */
    private final class FrameOutput implements SectionOutput {

        private final byte[] bytes = new byte[FRAME];
        private final ByteBuffer frame = littleEndian(bytes);
        private long written;

        private void flushFrame() {
            if (frame.position() > 0) {
                writeWithChecksum(bytes, frame.position());
                frame.clear();
            }
        }

        private void put(long value, int bytes) {
            for (int i = 0; i < bytes; i++) {
                if (!frame.hasRemaining()) {
                    flushFrame();
                }
                frame.put((byte) (value >>> (8 * i)));
            }
            written += bytes;
        }

        @Override
        public void writeByte(int value) {
            put(value, 1);
        }

        @Override
        public void writeInt(int value) {
            if (frame.remaining() < 4) {
                put(value, 4);
            } else {
                frame.putInt(value);
                written += 4;
            }
        }

        @Override
        public void writeLong(long value) {
            if (frame.remaining() < 8) {
                put(value, 8);
            } else {
                frame.putLong(value);
                written += 8;
            }
        }

        @Override
        public void writeFloat(float value) {
            writeInt(Float.floatToRawIntBits(value));
        }

        @Override
        public void writeDouble(double value) {
            writeLong(Double.doubleToRawLongBits(value));
        }

        @Override
        public void writeBytes(byte[] source, int offset, int length) {
            int from = offset;
            int end = offset + length;
            while (from < end) {
                if (!frame.hasRemaining()) {
                    flushFrame();
                }
                int n = Math.min(frame.remaining(), end - from);
                frame.put(source, from, n);
                from += n;
            }
            written += length;
        }

        @Override
        public void writeInts(int[] values, int offset, int length) {
            int from = offset;
            int end = offset + length;
            while (from < end) {
                int n = Math.min(frame.remaining() / 4, end - from);
                if (n == 0) {
                    put(values[from++], 4);
                } else {
                    frame.asIntBuffer().put(values, from, n);
                    frame.position(frame.position() + 4 * n);
                    from += n;
                    written += 4L * n;
                }
            }
        }

        @Override
        public void writeFloats(float[] values, int offset, int length) {
            int from = offset;
            int end = offset + length;
            while (from < end) {
                int n = Math.min(frame.remaining() / 4, end - from);
                if (n == 0) {
                    put(Float.floatToRawIntBits(values[from++]), 4);
                } else {
                    frame.asFloatBuffer().put(values, from, n);
                    frame.position(frame.position() + 4 * n);
                    from += n;
                    written += 4L * n;
                }
            }
        }
    }
}
