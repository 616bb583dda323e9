package dev.recsys.eval.file;

import dev.recsys.DataException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Reads the rows of runs and judgments in CSV, whose columns a header names. */
final class CsvReader<U, I> {

    private static final int ABSENT = -1;

    private final RowKind kind;
    private final ByteLines lines;
    private final CsvRows rows;
    private final Cells<U, I> cells;
    private int columns;
    private int user = ABSENT;
    private int item = ABSENT;
    private int value = ABSENT;
    private int rank = ABSENT;

    CsvReader(RowKind kind, ByteLines lines, TextIds<U> users, TextIds<I> items) {
        this.kind = kind;
        this.lines = lines;
        this.rows = new CsvRows(lines);
        this.cells = new Cells<>(users, items, lines);
    }

    void read(RowSink<U, I> sink) {
        if (!rows.next()) {
            return;
        }
        readHeader();
        byte[] bytes;
        while (rows.next()) {
            if (rows.count() != columns) {
                throw new DataException(
                        lines.place(),
                        "has " + rows.count() + " columns, but the header has " + columns,
                        "write as many in every row, and quote ids with commas");
            }
            bytes = rows.bytes();
            U ofUser = cells.user(bytes, rows.from(user), rows.to(user), user + 1);
            I ofItem = cells.item(bytes, rows.from(item), rows.to(item), item + 1);
            int place = rank == ABSENT
                    ? RowSink.UNRANKED
                    : cells.rank(bytes, rows.from(rank), rows.to(rank), rank + 1);
            double number = value == ABSENT
                    ? -place
                    : cells.number(bytes, rows.from(value), rows.to(value), value + 1, kind.value());
            cells.add(sink, ofUser, ofItem, number, place);
        }
    }

    private void readHeader() {
        columns = rows.count();
        for (int column = 0; column < columns; column++) {
            String name = new String(
                            rows.bytes(),
                            rows.from(column),
                            rows.to(column) - rows.from(column),
                            StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT);
            switch (name) {
                case "user" -> user = once(user, column, name);
                case "item" -> item = once(item, column, name);
                case "score" -> value = kind == RowKind.RUN ? once(value, column, name) : value;
                case "rank" -> rank = kind == RowKind.RUN ? once(rank, column, name) : rank;
                case "gain" -> value = kind == RowKind.JUDGMENTS ? once(value, column, name) : value;
                default -> {} // not ours
            }
        }
        List<String> needed =
                kind == RowKind.RUN ? List.of("user", "item", "score or rank") : List.of("user", "item", "gain");
        if (user == ABSENT || item == ABSENT || (value == ABSENT && rank == ABSENT)) {
            throw new DataException(
                    lines.place(),
                    "the header must name the columns " + String.join(", ", needed),
                    "write them in the first row, parted by commas");
        }
    }

    private int once(int before, int column, String name) {
        if (before != ABSENT) {
            throw new DataException(
                    cells.place(column + 1, name), "the header names the column twice", "rename one of them");
        }
        return column;
    }
}
