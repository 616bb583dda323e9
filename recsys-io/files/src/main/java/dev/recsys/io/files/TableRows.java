package dev.recsys.io.files;

import dev.recsys.DataException;
import dev.recsys.event.RejectionSink;
import dev.recsys.event.Rejections;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a table whose columns are found by their usual names, or by their usual order without a header. */
final class TableRows {

    private final TableForm form;
    private final List<TableField> fields; // in their usual order

    TableRows(TableForm form, List<TableField> fields) {
        this.form = form;
        this.fields = fields;
    }

    /**
     * Hands over every row.
     *
     * @param rows throws {@link TableRow.Broken} for a row it does not take
     * @param broken is given those
     * @throws DataException if the file cannot be read, or lacks a column
     */
    Rejections forEach(Consumer<TableRow> rows, RejectionSink broken) {
        String name = form.file().toString();
        Rejections.Collector collector = new Rejections.Collector(name);
        try (TextInput input = TextInput.open(form.file(), form.charset())) {
            CsvRecords records = new CsvRecords(input, form.separator(), form.quoting());
            boolean more = records.next();
            if (!more && form.header()) {
                throw form.withoutHeaderRow();
            }
            int headerFields = form.header() ? records.fields() : 0;
            TableRow row = more ? layout(records) : new TableRow(records, Map.of(), Map.of());
            more = form.header() ? records.next() : more;
            while (more) {
                collector.countRow();
                try {
                    row.requireFields(headerFields);
                    rows.accept(row);
                } catch (TableRow.Broken e) {
                    collector.reject(e.rejection());
                    broken.reject(name, e.rejection(), records.original());
                }
                more = records.next();
            }
        }
        return collector.toRejections();
    }

    private TableRow layout(CsvRecords first) {
        Map<TableField, Integer> columns = new LinkedHashMap<>();
        Map<Integer, String> others = new LinkedHashMap<>();
        if (form.header()) {
            findByName(first, columns, others);
        } else {
            for (int f = 0; f < Math.min(fields.size(), first.fields()); f++) {
                columns.put(fields.get(f), f);
            }
        }
        for (TableField field : fields) {
            if (field.needed() && !columns.containsKey(field)) {
                throw missing(first, field);
            }
        }
        return new TableRow(first, columns, others);
    }

    private void findByName(CsvRecords header, Map<TableField, Integer> columns, Map<Integer, String> others) {
        for (int c = 0; c < header.fields(); c++) {
            String name = header.field(c).trim().toString();
            int column = c;
            fields.stream()
                    .filter(field -> field.isUsually(name))
                    .findFirst()
                    .ifPresentOrElse(
                            field -> {
                                @Nullable Integer earlier = columns.put(field, column);
                                if (earlier != null) {
                                    throw new DataException(
                                            place(header),
                                            "columns " + (earlier + 1) + " and " + (column + 1) + " could both be the "
                                                    + field,
                                            "rename one of them");
                                }
                            },
                            () -> others.put(column, name.isEmpty() ? "column " + (column + 1) : name));
        }
    }

    private DataException missing(CsvRecords first, TableField field) {
        if (!form.header()) {
            return new DataException(
                    place(first),
                    "without a header the columns are "
                            + String.join(
                                    ", ", fields.stream().map(TableField::key).toList())
                            + ", but the first row has " + first.fields() + " fields",
                    "correct the separator, or give the file a header");
        }
        List<String> names = new ArrayList<>();
        for (int c = 0; c < first.fields(); c++) {
            names.add(Quoted.of(first.field(c).trim()));
        }
        return new DataException(
                place(first),
                "no column of the header (" + String.join(", ", names) + ") has one of the usual names of the " + field
                        + ": " + String.join(", ", field.usualNames()),
                "rename the column, correct the separator, or read the file without a header");
    }

    private String place(CsvRecords at) {
        return form.file() + ":" + at.line();
    }
}
