package dev.recsys.io.files;

import dev.recsys.DataException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * A file of {@link RejectedRows} as if it were the source the rows come from: the fourth column, each row on the line it
 * has in the file. Not thread-safe.
 */
final class RejectedRowsInput extends InputStream {

    /** What such a file starts with, before the source's own header. */
    static final String FIRST_COLUMNS = "rejected_place,rejected_field,rejected_reason,";

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int ORIGINAL = 3;

    private final TextInput input;
    private final CsvRecords rows;
    private byte[] bytes = new byte[0];
    private int at;
    private long line = 1; // of the next character handed out

    /** Starts at the beginning. What is handed out is in UTF-8, as the file is, whatever the source was in. */
    RejectedRowsInput(TextInput input) {
        this.input = input;
        this.rows = new CsvRecords(input, ",", true);
    }

    /** Whether a stream, which supports marks, starts as such files do; it is left where it was. */
    static boolean isNext(InputStream in) throws IOException {
        byte[] expected = FIRST_COLUMNS.getBytes(StandardCharsets.US_ASCII);
        in.mark(BYTE_ORDER_MARK.length + expected.length);
        byte[] found = {};
        try {
            found = in.readNBytes(BYTE_ORDER_MARK.length + expected.length);
        } catch (EOFException | ZipException e) {
            // damaged; the reading will come to the same place and report it
        }
        in.reset();
        int start = Arrays.mismatch(found, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length ? BYTE_ORDER_MARK.length : 0;
        return found.length >= start + expected.length
                && Arrays.equals(found, start, start + expected.length, expected, 0, expected.length);
    }

    /** The header of the source whose rows a file has; empty if it is no file of rejected rows. */
    static Optional<String> headerOf(Path file) {
        try (TextInput input = TextInput.openAsItIs(file, StandardCharsets.UTF_8)) {
            CsvRecords rows = new CsvRecords(input, ",", true);
            boolean ours =
                    rows.next() && rows.fields() > ORIGINAL && rows.original().startsWith(FIRST_COLUMNS);
            return ours ? Optional.of(rows.field(ORIGINAL).toString()) : Optional.empty();
        } catch (DataException e) { // no UTF-8, or no CSV: something else
            return Optional.empty();
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, target, offset, count);
        at += count;
        return count;
    }

    private boolean fill() {
        while (at == bytes.length) {
            if (!rows.next()) {
                return false;
            }
            bytes = next();
            at = 0;
        }
        return true;
    }

    private byte[] next() {
        if (rows.fields() != ORIGINAL + 1) {
            throw new DataException(
                    input.name() + ":" + rows.line(),
                    "a row of a file of rejected rows has 4 fields but this one has " + rows.fields(),
                    "put the corrected row into quotes, and double the quotes in it");
        }
        String original = rows.field(ORIGINAL).toString();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (; line < rows.line(); line++) {
            out.write('\n');
        }
        out.writeBytes(original.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        line += 1
                + original.replace("\r\n", "\n")
                        .chars()
                        .filter(c -> c == '\n' || c == '\r')
                        .count();
        return out.toByteArray();
    }

    @Override
    public void close() {
        input.close();
    }
}
