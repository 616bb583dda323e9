package dev.recsys.io.files;

import dev.recsys.event.Rejection;
import dev.recsys.event.RejectionReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current row of a table, by its fields. Not thread-safe. */
final class TableRow {

    private final CsvRecords record;
    private final Map<TableField, Integer> columns;
    private final Map<Integer, String> others;

    /**
     * A view of the rows of {@code record}.
     *
     * @param others the names of columns that are none of the fields
     */
    TableRow(CsvRecords record, Map<TableField, Integer> columns, Map<Integer, String> others) {
        this.record = record;
        this.columns = columns;
        this.others = others;
    }

    /** A rule was broken. */
    static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Rejection rejection;

        private Broken(Rejection rejection) {
            super(rejection.detail(), null, false, false);
            this.rejection = rejection;
        }

        Rejection rejection() {
            return rejection;
        }
    }

    /** The text of a field, trimmed; empty if the table does not have it. */
    String text(TableField field) {
        @Nullable Integer column = columns.get(field);
        return column == null ? "" : record.field(column).trim().toString();
    }

    /** What other columns hold, by their names, without empty ones. */
    Map<String, String> others() {
        Map<String, String> found = new LinkedHashMap<>();
        others.forEach((column, name) -> {
            String text = record.field(column).trim().toString();
            if (!text.isEmpty()) {
                found.put(name, text);
            }
        });
        return found;
    }

    /** The failure of a field. */
    Broken broken(RejectionReason reason, TableField field, String detail) {
        @Nullable Integer column = columns.get(field);
        String place = column == null ? field.key() : "column " + (column + 1) + " (" + field + ")";
        return new Broken(new Rejection(record.line(), reason, place, detail));
    }

    /** The failure of the row as a whole. */
    Broken malformed(String place, String detail) {
        return new Broken(new Rejection(record.line(), RejectionReason.MALFORMED_ROW, place, detail));
    }

    /**
     * Checks that the row has its fields.
     *
     * @param headerFields how many the header has; 0 without header
     */
    void requireFields(int headerFields) {
        if (record.strayField() >= 0) {
            int stray = record.strayField();
            throw malformed(
                    "column " + (stray + 1), "text follows the closing quote of " + Quoted.of(record.field(stray)));
        }
        if (headerFields > 0 && record.fields() != headerFields) {
            throw malformed("row", "the row has " + record.fields() + " fields but the header has " + headerFields);
        }
        List<TableField> missing = columns.keySet().stream()
                .filter(field -> columns.getOrDefault(field, 0) >= record.fields())
                .toList();
        if (!missing.isEmpty()) {
            throw malformed(missing.get(0).key(), "the row has only " + record.fields() + " fields");
        }
    }
}
