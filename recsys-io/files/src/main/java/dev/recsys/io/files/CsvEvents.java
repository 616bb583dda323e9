package dev.recsys.io.files;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import dev.recsys.event.RejectionReason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events from a file with one event per row and its fields in columns: CSV, TSV and their relatives, plain or gzipped.
 *
 * <pre>{@code
 * EventLog<String, Integer> log = EventLog.read(CsvEvents.of(Path.of("plays.csv"), STRING, INT));
 * }</pre>
 *
 * <p>By default fields are separated by commas, may be quoted as in RFC 4180, and the first row is a header from whose
 * names the columns are guessed: {@code user, item, weight, type, time, id} and other usual names such as {@code userId},
 * {@code movie_id}, {@code rating} or {@code timestamp}; only user and item must be there. Columns named with
 * {@link #withColumns} are not guessed: only those named are read.
 *
 * <p>A row that breaks a rule is handed over as rejected, with its line and column; whether that fails the run is for the
 * reader to say. An empty weight, and a row with more fields than the header, break a rule; an empty type is the default
 * type and an empty time is no time. Blank lines are passed over.
 *
 * <p>Immutable, thread-safe; every call of {@link #forEach} opens the file anew. Memory is a few buffers.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class CsvEvents<U, I> implements EventSource<U, I> {

    private final Path file;
    private final IdType<U> users;
    private final IdType<I> items;
    private final String separator;
    private final boolean quoting;
    private final boolean header;
    private final @Nullable CsvColumns columns; // null: found out from the first row
    private final TimeFormat timeFormat;
    private final Charset charset;
    private final String defaultType;

    private CsvEvents(
            Path file,
            IdType<U> users,
            IdType<I> items,
            String separator,
            boolean quoting,
            boolean header,
            @Nullable CsvColumns columns,
            TimeFormat timeFormat,
            Charset charset,
            String defaultType) {
        this.file = file;
        this.users = users;
        this.items = items;
        this.separator = separator;
        this.quoting = quoting;
        this.header = header;
        this.columns = columns;
        this.timeFormat = timeFormat;
        this.charset = charset;
        this.defaultType = defaultType;
    }

    /** Comma-separated events with a header, in UTF-8. The file is opened when it is read. */
    public static <U, I> CsvEvents<U, I> of(Path file, IdType<U> users, IdType<I> items) {
        return new CsvEvents<>(
                file,
                users,
                items,
                ",",
                true,
                true,
                null,
                TimeFormat.AUTO,
                StandardCharsets.UTF_8,
                Interaction.DEFAULT_TYPE);
    }

    /** A copy with another separator, for instance a tab. */
    public CsvEvents<U, I> withSeparator(char newSeparator) {
        return withSeparator(String.valueOf(newSeparator));
    }

    /**
     * A copy with another separator; where it has several characters, as {@code "::"} has, quotes have no meaning.
     *
     * @throws IllegalArgumentException if it is empty or holds a quote or a line end
     */
    public CsvEvents<U, I> withSeparator(String newSeparator) {
        if (newSeparator.isEmpty() || newSeparator.chars().anyMatch(c -> c == '"' || c == '\n' || c == '\r')) {
            throw new IllegalArgumentException(
                    "a separator is not empty and holds no quote or line end but was " + Quoted.of(newSeparator));
        }
        return new CsvEvents<>(
                file, users, items, newSeparator, quoting, header, columns, timeFormat, charset, defaultType);
    }

    /** A copy for which a quote is a character like any other. */
    public CsvEvents<U, I> withoutQuoting() {
        return new CsvEvents<>(file, users, items, separator, false, header, columns, timeFormat, charset, defaultType);
    }

    /** A copy whose first row is a header. */
    public CsvEvents<U, I> withHeader() {
        return withHeader(true);
    }

    /**
     * A copy whose first row is an event already. Unless columns are named, they are user, item, weight and time, as many
     * of them as the first row has.
     */
    public CsvEvents<U, I> withoutHeader() {
        return withHeader(false);
    }

    private CsvEvents<U, I> withHeader(boolean newHeader) {
        return new CsvEvents<>(
                file, users, items, separator, quoting, newHeader, columns, timeFormat, charset, defaultType);
    }

    /** A copy that reads these columns and no others. */
    public CsvEvents<U, I> withColumns(CsvColumns newColumns) {
        return new CsvEvents<>(
                file, users, items, separator, quoting, header, newColumns, timeFormat, charset, defaultType);
    }

    /** A copy that reads times written like this. Default {@link TimeFormat#AUTO}. */
    public CsvEvents<U, I> withTimeFormat(TimeFormat newFormat) {
        return new CsvEvents<>(
                file, users, items, separator, quoting, header, columns, newFormat, charset, defaultType);
    }

    /** A copy for a file in another charset; bytes that are no characters in it are an error. Default UTF-8. */
    public CsvEvents<U, I> withCharset(Charset newCharset) {
        return new CsvEvents<>(
                file, users, items, separator, quoting, header, columns, timeFormat, newCharset, defaultType);
    }

    /** A copy whose events have this type where the file gives none. Default {@value Interaction#DEFAULT_TYPE}. */
    public CsvEvents<U, I> withDefaultType(String newType) {
        return new CsvEvents<>(file, users, items, separator, quoting, header, columns, timeFormat, charset, newType);
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public IdType<U> users() {
        return users;
    }

    @Override
    public IdType<I> items() {
        return items;
    }

    @Override
    public void forEach(EventSink<U, I> sink) {
        try (TextInput input = TextInput.open(file, charset)) {
            CsvRecords records = new CsvRecords(input, separator, quoting);
            if (!records.next()) {
                if (header) {
                    throw new DataException(name(), "the file is empty but should have a header", "check the file");
                }
                return;
            }
            CsvLayout layout = layout(records);
            EventRow<U, I> row = new EventRow<>(users, items);
            EventFiller filler = new EventFiller(row, timeFormat, defaultType);
            row.setOriginal(records::original);
            boolean more = !header || records.next();
            while (more) {
                filler.start(records.line());
                fill(filler, row, records, layout);
                sink.accept(row);
                more = records.next();
            }
        }
    }

    /**
     * The first row as it stands in the file, for {@link RejectedRows#to(Path, String)}.
     *
     * @return empty if the file is read without a header, or has none
     */
    public Optional<String> headerText() {
        return header ? CsvRecords.first(file, charset, separator, quoting) : Optional.empty();
    }

    private CsvLayout layout(CsvRecords first) {
        if (columns == null) {
            return header ? CsvLayout.ofHeader(first, name()) : CsvLayout.ofFirstRow(first, name());
        }
        return header ? CsvLayout.ofHeader(columns, first, name()) : CsvLayout.ofPositions(columns, name());
    }

    private static void fill(EventFiller filler, EventRow<?, ?> row, CsvRecords record, CsvLayout layout) {
        if (record.strayField() >= 0) {
            row.reject(
                    RejectionReason.MALFORMED_ROW,
                    "column " + (record.strayField() + 1),
                    "text follows the closing quote of " + Quoted.of(record.field(record.strayField())));
        } else if (record.fields() < layout.neededFields()) {
            rejectShort(row, record, layout);
        } else if (layout.headerFields() > 0 && record.fields() > layout.headerFields()) {
            row.reject(
                    RejectionReason.MALFORMED_ROW,
                    "row",
                    "the row has " + record.fields() + " fields but the header has " + layout.headerFields());
        } else {
            for (int i = 0; i < layout.size(); i++) {
                filler.set(layout.field(i), record.field(layout.position(i)).trim(), layout.place(i));
            }
        }
    }

    private static void rejectShort(EventRow<?, ?> row, CsvRecords record, CsvLayout layout) {
        for (int i = 0; i < layout.size(); i++) {
            if (layout.position(i) >= record.fields()) {
                String found =
                        record.fields() == 1 ? "one field, " + Quoted.of(record.field(0)) : record.fields() + " fields";
                row.reject(RejectionReason.MALFORMED_ROW, layout.place(i), "the row has only " + found);
                return;
            }
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
