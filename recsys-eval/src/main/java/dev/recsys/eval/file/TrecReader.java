package dev.recsys.eval.file;

import dev.recsys.DataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads the rows of TREC runs and qrels: columns parted by white space. The second column and the rank are not looked at. */
final class TrecReader<U, I> {

    private final RowKind kind;
    private final ByteLines lines;
    private final Cells<U, I> cells;
    private final boolean asFloats;
    private final int[] starts;
    private final int[] ends;
    private byte[] tag = {};
    private boolean oneTag;

    /** @param asFloats whether scores are narrowed to float, as trec_eval does */
    TrecReader(RowKind kind, ByteLines lines, TextIds<U> users, TextIds<I> items, boolean asFloats) {
        this.kind = kind;
        this.lines = lines;
        this.cells = new Cells<>(users, items, lines);
        this.asFloats = asFloats;
        this.starts = new int[kind.trecColumns().size()];
        this.ends = new int[starts.length];
    }

    void read(RowSink<U, I> sink) {
        int valueColumn = kind.trecValue();
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            split();
            byte[] bytes = lines.bytes();
            U user = cells.user(bytes, starts[0], ends[0], 1);
            I item = cells.item(bytes, starts[2], ends[2], 3);
            double value = cells.number(bytes, starts[valueColumn], ends[valueColumn], valueColumn + 1, kind.value());
            cells.add(sink, user, item, asFloats ? narrowed(value) : value, RowSink.UNRANKED);
            if (kind == RowKind.RUN) {
                noteTag(bytes);
            }
        }
    }

    private double narrowed(double score) {
        if (Float.isInfinite((float) score)) {
            throw new DataException(
                    cells.place(kind.trecValue() + 1, kind.value()),
                    "a score must be finite as a float but is " + score,
                    "write scores of at most " + Float.MAX_VALUE + ", or read ties in the order of items");
        }
        return (float) score;
    }

    private void split() {
        byte[] bytes = lines.bytes();
        int count = 0;
        int at = lines.from();
        int end = lines.to();
        while (true) {
            while (at < end && ByteLines.isSpace(bytes[at])) {
                at++;
            }
            if (at == end) {
                break;
            }
            int start = at;
            while (at < end && !ByteLines.isSpace(bytes[at])) {
                requireNoControl(bytes[at], count);
                at++;
            }
            if (count < starts.length) {
                starts[count] = start;
                ends[count] = at;
            }
            count++;
        }
        if (count != starts.length) {
            throw new DataException(
                    lines.place(),
                    "has " + count + (count == 1 ? " column" : " columns") + ", but a row of TREC " + kind.noun()
                            + " has " + starts.length,
                    "write " + kind.trecRow() + ", parted by spaces or tabs, or name the format if it is another");
        }
    }

    private void requireNoControl(byte b, int column) {
        if ((b >= 0 && b < ' ') || b == 0x7f) {
            throw new DataException(
                    lines.place() + ", column " + (column + 1),
                    String.format("holds the control character U+%04X", (int) b),
                    "check that it is a text file, and write ids without control characters");
        }
    }

    private void noteTag(byte[] bytes) {
        int column = starts.length - 1;
        if (tag.length == 0) {
            tag = Arrays.copyOfRange(bytes, starts[column], ends[column]);
            oneTag = true;
        } else {
            oneTag &= Arrays.equals(tag, 0, tag.length, bytes, starts[column], ends[column]);
        }
    }

    /** The tag, if all rows have the same. */
    Optional<String> tag() {
        return oneTag ? Optional.of(new String(tag, StandardCharsets.UTF_8)) : Optional.empty();
    }
}
