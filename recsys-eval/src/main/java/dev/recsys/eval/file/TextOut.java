package dev.recsys.eval.file;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes text in UTF-8 to a stream; {@link #flush} hands over the rest. Not thread-safe. */
final class TextOut {

    private static final double EXACT = 1L << 53;
    private static final int BLOCK = 1 << 14;

    private final OutputStream out;
    private byte[] buffer = new byte[2 * BLOCK];
    private int length;

    TextOut(OutputStream out) {
        this.out = out;
    }

    TextOut bytes(byte[] bytes) throws IOException {
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    /** Writes text that may hold any character. */
    TextOut text(String text) throws IOException {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes one character of ASCII. */
    TextOut ascii(char c) throws IOException {
        makeRoom(1);
        buffer[length++] = (byte) c;
        return this;
    }

    /** Writes text of ASCII. */
    TextOut ascii(String text) throws IOException {
        makeRoom(text.length());
        for (int i = 0; i < text.length(); i++) {
            buffer[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** Writes a finite number so that reading it gives the same bits; whole ones without a point. */
    TextOut number(double value) throws IOException {
        return ascii(text(value));
    }

    /** Hands everything written so far to the stream. */
    void flush() throws IOException {
        out.write(buffer, 0, length);
        length = 0;
    }

    private void makeRoom(int bytes) throws IOException {
        if (length >= BLOCK) {
            flush();
        }
        if (length + bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, length + bytes);
        }
    }

    static String text(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < EXACT;
        return whole && (value != 0 || 1 / value > 0)
                ? Long.toString((long) value)
                : NumberOutput.toString(value, true); // several times as fast as Double.toString of Java 17
    }
}
