package dev.recsys.io.files;

import dev.recsys.DataException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits text into rows and fields by RFC 4180: a field in quotes may hold separators, line ends and doubled quotes. Rows
 * end with LF, CRLF or CR; blank lines are passed over. With a separator of several characters, or without quoting, a
 * quote is a character like any other. Keeps one row at a time, in buffers it uses again. Not thread-safe.
 */
final class CsvRecords {

    private static final int MAX_RECORD = 1 << 24;
    private static final char QUOTE = '"';
    private static final int NONE = -1;

    private final TextInput input;
    private final String separator;
    private final int separatorChar;
    private final boolean quoting;
    private final TextSpan span = new TextSpan();

    private char[] text = new char[1024];
    private int length;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int fields;
    private long line = 1; // of the next character
    private long recordLine;
    private boolean quoted; // a field of the record is
    private int strayField; // the first field with text after its closing quote

    /**
     * Starts at the beginning.
     *
     * @param separator between fields; empty if every line is one field
     * @param quoting whether quotes have a meaning
     */
    CsvRecords(TextInput input, String separator, boolean quoting) {
        this.input = input;
        this.separator = separator;
        this.separatorChar = separator.length() == 1 ? separator.charAt(0) : NONE;
        this.quoting = quoting && separator.length() == 1;
    }

    /** Rows of one field each. */
    static CsvRecords lines(TextInput input) {
        return new CsvRecords(input, "", false);
    }

    /** The first row of a file as it stands there. */
    static Optional<String> first(Path file, Charset charset, String separator, boolean quoting) {
        try (TextInput input = TextInput.open(file, charset)) {
            CsvRecords records = new CsvRecords(input, separator, quoting);
            return records.next() ? Optional.of(records.original()) : Optional.empty();
        }
    }

    /**
     * Goes to the next row that is not blank.
     *
     * @return false at the end
     * @throws DataException if a quote is never closed, a row is endless, or bytes are no characters
     */
    boolean next() {
        do {
            if (!input.hasMore(line)) {
                return false;
            }
            read();
        } while (isBlank());
        if (separator.length() > 1) {
            split();
        }
        return true;
    }

    /** The line on which the row starts, from 1. */
    long line() {
        return recordLine;
    }

    /** How many fields the row has, at least 1. */
    int fields() {
        return fields;
    }

    /** The text of a field, without quotes. Valid until the next call. */
    TextSpan field(int index) {
        return span.set(text, starts[index], ends[index] - starts[index]);
    }

    /** The position of the first field with text after its closing quote, or -1. */
    int strayField() {
        return strayField;
    }

    /** The row as it stands in the file, without its line end. Valid until the next call. */
    String original() {
        String raw = input.sinceMark();
        int end = raw.length();
        if (end > 0 && raw.charAt(end - 1) == '\n') {
            end--;
        }
        if (end > 0 && raw.charAt(end - 1) == '\r') {
            end--;
        }
        return raw.substring(0, end);
    }

    private void read() {
        recordLine = line;
        input.mark();
        length = 0;
        fields = 0;
        quoted = false;
        strayField = NONE;
        boolean more = true;
        while (more) {
            int start = length;
            boolean opens = quoting && input.hasMore(line) && input.chars[input.from] == QUOTE;
            more = opens ? readQuoted() : readPlain();
            addField(start, length);
        }
    }

    /** Reads up to a separator, which gives true, or the end of the line. */
    private boolean readPlain() {
        while (input.hasMore(line)) {
            char[] chars = input.chars;
            int from = input.from;
            int to = input.to;
            int at = from;
            while (at < to && chars[at] != separatorChar && chars[at] != '\n' && chars[at] != '\r') {
                at++;
            }
            append(chars, from, at - from);
            if (at < to) {
                input.from = at + 1;
                return endsWith(chars[at]);
            }
            input.from = to;
        }
        return false;
    }

    private boolean endsWith(char end) {
        if (end == separatorChar) {
            return true;
        }
        if (end == '\r' && input.hasMore(line) && input.chars[input.from] == '\n') {
            input.from++;
        }
        line++;
        return false;
    }

    private boolean readQuoted() {
        long opened = line;
        quoted = true;
        input.from++;
        boolean afterCarriageReturn = false;
        while (input.hasMore(line)) {
            char next = input.chars[input.from++];
            if (next == QUOTE) {
                if (!input.hasMore(line) || input.chars[input.from] != QUOTE) {
                    return afterQuote();
                }
                input.from++;
            } else if (next == '\r' || (next == '\n' && !afterCarriageReturn)) {
                line++;
            }
            afterCarriageReturn = next == '\r';
            append(next);
        }
        throw new DataException(
                input.name() + ":" + opened + ", column " + (fields + 1),
                "a quote is opened here and never closed",
                "close it, or read the file without quoting");
    }

    private boolean afterQuote() {
        int end = length;
        boolean more = readPlain();
        if (length > end && strayField == NONE) {
            strayField = fields;
        }
        return more;
    }

    /** Splits the line at every separator of several characters. */
    private void split() {
        int end = ends[0];
        int start = 0;
        fields = 0;
        for (int at = 0; at + separator.length() <= end; ) {
            if (isSeparatorAt(at)) {
                addField(start, at);
                at += separator.length();
                start = at;
            } else {
                at++;
            }
        }
        addField(start, end);
    }

    private boolean isSeparatorAt(int at) {
        for (int i = 0; i < separator.length(); i++) {
            if (text[at + i] != separator.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isBlank() {
        if (fields > 1 || quoted) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    private void addField(int start, int end) {
        if (fields == ends.length) {
            starts = Arrays.copyOf(starts, fields * 2);
            ends = Arrays.copyOf(ends, fields * 2);
        }
        starts[fields] = start;
        ends[fields] = end;
        fields++;
    }

    private void append(char[] chars, int from, int count) {
        ensureRoom(count);
        System.arraycopy(chars, from, text, length, count);
        length += count;
    }

    private void append(char c) {
        ensureRoom(1);
        text[length++] = c;
    }

    private void ensureRoom(int count) {
        if (length + count <= text.length) {
            return;
        }
        if (length + count > MAX_RECORD) {
            throw new DataException(
                    input.name() + ":" + recordLine,
                    "a row has more than " + MAX_RECORD + " characters",
                    "check that it is a text file and that every quote is closed");
        }
        text = Arrays.copyOf(text, Math.max(length + count, text.length * 2));
    }
}
