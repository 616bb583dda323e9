package dev.recsys.eval.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes text in UTF-8 to a stream. Not thread-safe. */
final class TextOut {

    private static final double EXACT = 1L << 53;

    private final OutputStream out;
    private byte[] buffer = new byte[64];

    TextOut(OutputStream out) {
        this.out = out;
    }

    TextOut bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    /** Writes text that may hold any character. */
    TextOut text(String text) throws IOException {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes one character of ASCII. */
    TextOut ascii(char c) throws IOException {
        out.write(c);
        return this;
    }

    /** Writes text of ASCII. */
    TextOut ascii(String text) throws IOException {
        int length = text.length();
        if (length > buffer.length) {
            buffer = new byte[length];
        }
        for (int i = 0; i < length; i++) {
            buffer[i] = (byte) text.charAt(i);
        }
        out.write(buffer, 0, length);
        return this;
    }

    /** Writes a finite number so that reading it gives the same bits; whole ones without a point. */
    TextOut number(double value) throws IOException {
        return ascii(text(value));
    }

    static String text(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < EXACT;
        return whole && (value != 0 || 1 / value > 0) ? Long.toString((long) value) : Double.toString(value);
    }
}
