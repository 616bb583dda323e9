package dev.recsys.eval.file;

import dev.recsys.DataException;
import java.util.Arrays;

/** The lines of a file, each where it lies in the buffer. Drops a byte order mark. Not thread-safe. */
final class ByteLines {

    /** The longest line in bytes. */
    static final int MAX_LINE = 1 << 20;

    private final FileBytes in;
    private byte[] bytes = new byte[1 << 16];
    private int from;
    private int to;
    private int next; // where the next line starts
    private int end; // of what was read
    private long line;

    ByteLines(FileBytes in) {
        this.in = in;
    }

    /** Goes to the next line; false if there is none. */
    boolean next() {
        from = next;
        int at = from;
        while (true) {
            while (at < end && bytes[at] != '\n') {
                at++;
            }
            boolean whole = at < end;
            if (!whole) {
                int shift = from;
                if (fill()) {
                    at -= shift;
                    continue;
                }
                if (from == end) {
                    return false;
                }
            }
            to = at;
            next = whole ? at + 1 : at;
            line++;
            if (line == 1 && to - from >= 3 && bytes[from] == (byte) 0xef && bytes[from + 1] == (byte) 0xbb) {
                from += bytes[from + 2] == (byte) 0xbf ? 3 : 0;
            }
            return true;
        }
    }

    /** Reads on, moving the current line to the front; false at the end, and then nothing was moved. */
    private boolean fill() {
        byte[] target = bytes;
        if (end - from == bytes.length) {
            if (bytes.length >= MAX_LINE) {
                throw new DataException(
                        in.name() + ":" + (line + 1),
                        "a line has more than " + MAX_LINE + " bytes",
                        "check that it is a text file with a row per line");
            }
            target = new byte[bytes.length * 2];
        }
        System.arraycopy(bytes, from, target, 0, end - from);
        int length = end - from;
        int read = in.read(target, length, target.length - length);
        if (read < 0) {
            System.arraycopy(target, 0, bytes, from, length);
            return false;
        }
        bytes = target;
        next -= from;
        from = 0;
        end = length + read;
        return true;
    }

    /** The buffer. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the line starts in the buffer. */
    int from() {
        return from;
    }

    /** Where it ends, without its line feed. */
    int to() {
        return to;
    }

    /** Its number, from 1. */
    long line() {
        return line;
    }

    /** Whether there is only white space in it. */
    boolean isBlank() {
        for (int at = from; at < to; at++) {
            if (!isSpace(bytes[at])) {
                return false;
            }
        }
        return true;
    }

    /** As {@code isspace} in C. */
    static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /** The file and the line, for messages. */
    String place() {
        return in.name() + ":" + line;
    }

    /** The file, for messages. */
    String name() {
        return in.name();
    }

    @Override
    public String toString() {
        return place() + " " + new Shown(Arrays.copyOfRange(bytes, from, to));
    }
}
