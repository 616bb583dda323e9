package dev.recsys.eval.file;

import dev.recsys.DataException;
import java.util.Arrays;

/** The records of a CSV file (RFC 4180): fields parted by commas, quoted where they hold commas, quotes or line breaks. Not thread-safe. */
final class CsvRows {

    private static final int LONGEST = ByteLines.MAX_LINE;

    private final ByteLines lines;
    private byte[] text = new byte[1 << 10];
    private int length;
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private int count;

    CsvRows(ByteLines lines) {
        this.lines = lines;
    }

    /** Goes to the next record that is not blank; false if there is none. */
    boolean next() {
        do {
            if (!lines.next()) {
                return false;
            }
        } while (lines.isBlank());
        count = 0;
        length = 0;
        int at = lines.from();
        while (true) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
            }
            starts[count] = length;
            at = at < lines.to() && lines.bytes()[at] == '"' ? quoted(at + 1) : plain(at);
            ends[count] = length;
            trim();
            count++;
            if (at == lines.to()) {
                return true;
            }
            at++; // the comma
        }
    }

    private int plain(int from) {
        byte[] bytes = lines.bytes();
        int at = from;
        while (at < lines.to() && bytes[at] != ',') {
            at++;
        }
        append(bytes, from, at);
        return at;
    }

    private int quoted(int from) {
        String opened = lines.place() + ", column " + (count + 1);
        int at = from;
        while (true) {
            byte[] bytes = lines.bytes();
            int start = at;
            while (at < lines.to() && bytes[at] != '"') {
                at++;
            }
            append(bytes, start, at);
            if (at == lines.to()) {
                append(new byte[] {'\n'}, 0, 1);
                if (!lines.next()) {
                    throw new DataException(opened, "a quote is opened here and never closed", "close it");
                }
                at = lines.from();
            } else if (at + 1 < lines.to() && bytes[at + 1] == '"') {
                append(bytes, at, at + 1);
                at += 2;
            } else {
                return afterQuote(at + 1);
            }
        }
    }

    private int afterQuote(int from) {
        byte[] bytes = lines.bytes();
        int at = from;
        while (at < lines.to() && bytes[at] != ',') {
            if (!ByteLines.isSpace(bytes[at])) {
                throw new DataException(
                        lines.place() + ", column " + (count + 1),
                        "there is text after the closing quote",
                        "write a quote inside quotes twice, and a comma after the closing one");
            }
            at++;
        }
        return at;
    }

    private void trim() {
        while (starts[count] < ends[count] && isBlank(text[starts[count]])) {
            starts[count]++;
        }
        while (starts[count] < ends[count] && isBlank(text[ends[count] - 1])) {
            ends[count]--;
        }
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }

    private void append(byte[] bytes, int from, int to) {
        if (length + to - from > text.length) {
            if (length + to - from > LONGEST) {
                throw new DataException(
                        lines.place(), "a row has more than " + LONGEST + " bytes", "check that every quote is closed");
            }
            text = Arrays.copyOf(text, Math.max(2 * text.length, length + to - from));
        }
        System.arraycopy(bytes, from, text, length, to - from);
        length += to - from;
    }

    /** How many fields the record has. */
    int count() {
        return count;
    }

    /** Where the fields lie. */
    byte[] bytes() {
        return text;
    }

    /** Where a field starts, without white space around it. */
    int from(int field) {
        return starts[field];
    }

    /** Where it ends, exclusive. */
    int to(int field) {
        return ends[field];
    }
}
