package dev.recsys.testkit;

import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.model.Model;
import dev.recsys.model.ModelCodec;
import dev.recsys.model.ModelInfo;
import java.io.ByteArrayOutputStream;

/** Keeps what a codec writes as bytes, and writes given bytes in a codec's place. */
final class CapturedContent implements SectionOutput {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    /** A codec that writes {@code content} whatever the model, and reads nothing. */
    static ModelCodec<Model> codec(int version, byte[] content) {
        return new ModelCodec<>() {
            @Override
            public int version() {
                return version;
            }

            @Override
            public void write(Model model, SectionOutput section) {
                section.writeBytes(content, 0, content.length);
            }

            @Override
            public Model read(ModelInfo info, int written, SectionInput in) {
                throw new UnsupportedOperationException("this codec only writes");
            }
        };
    }

    private void writeLittleEndian(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> (8 * i)));
        }
    }

    @Override
    public void writeByte(int value) {
        out.write(value);
    }

    @Override
    public void writeInt(int value) {
        writeLittleEndian(value, 4);
    }

    @Override
    public void writeLong(long value) {
        writeLittleEndian(value, 8);
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
    public void writeBytes(byte[] bytes, int offset, int length) {
        out.write(bytes, offset, length);
    }

    @Override
    public void writeInts(int[] values, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            writeInt(values[i]);
        }
    }

    @Override
    public void writeFloats(float[] values, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            writeFloat(values[i]);
        }
    }
}
