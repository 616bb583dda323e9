package dev.recsys.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * A second writer of sectioned files, made from docs/formats/sectioned-file.md alone, that also writes what the real one
 * never would: any version, any content, any count - with valid checksums.
 */
public final class SectionedBytes {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private int sections;

    /** Writes the head. */
    public SectionedBytes(String magic, int version) {
        checked(new Content().ascii(magic).int32(version).toBytes());
    }

    /** Writes a section in frames of 64 KiB. */
    public SectionedBytes section(String id, boolean required, byte[] content) {
        return section(id, required, content.length, content);
    }

    /** As {@link #section(String, boolean, byte[])}, claiming any length. */
    public SectionedBytes section(String id, boolean required, long claimed, byte[] content) {
        checked(new Content()
                .int8(id.length())
                .ascii(id)
                .int8(required ? 1 : 0)
                .int64(claimed)
                .toBytes());
        for (int from = 0; from < content.length; from += 65_536) {
            byte[] frame = new byte[Math.min(65_536, content.length - from)];
            System.arraycopy(content, from, frame, 0, frame.length);
            checked(frame);
        }
        sections++;
        return this;
    }

    /** Writes the end and gives the file. */
    public byte[] end() {
        return end(sections);
    }

    /** As {@link #end()}, claiming any count. */
    public byte[] end(int claimed) {
        checked(new Content().int8(0).int32(claimed).toBytes());
        return file.toByteArray();
    }

    /** What was written so far, without an end. */
    public byte[] cut() {
        return file.toByteArray();
    }

    private void checked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        file.writeBytes(bytes);
        file.writeBytes(new Content().int32((int) crc.getValue()).toBytes());
    }

    /** The content that {@code filler} writes. */
    public static byte[] content(Consumer<Content> filler) {
        Content content = new Content();
        filler.accept(content);
        return content.toBytes();
    }

    /** Little-endian values one after the other. */
    public static final class Content {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        /** One byte. */
        public Content int8(int value) {
            bytes.write(value);
            return this;
        }

        /** Four bytes. */
        public Content int32(int value) {
            return raw(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }

        /** Eight bytes. */
        public Content int64(long value) {
            return raw(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array());
        }

        /** Four bytes of an IEEE 754 number. */
        public Content float32(float value) {
            return int32(Float.floatToRawIntBits(value));
        }

        /** Eight bytes of an IEEE 754 number. */
        public Content float64(double value) {
            return int64(Double.doubleToRawLongBits(value));
        }

        /** Length and UTF-8. */
        public Content text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return int32(utf8.length).raw(utf8);
        }

        /** Length and bytes. */
        public Content block(int... values) {
            int32(values.length);
            for (int value : values) {
                int8(value);
            }
            return this;
        }

        /** Bytes as they are. */
        public Content raw(byte[] values) {
            bytes.writeBytes(values);
            return this;
        }

        Content ascii(String text) {
            return raw(text.getBytes(StandardCharsets.US_ASCII));
        }

        byte[] toBytes() {
            return bytes.toByteArray();
        }
    }
}
