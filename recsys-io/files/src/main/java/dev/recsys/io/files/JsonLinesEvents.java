package dev.recsys.io.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Events from a file with one JSON object per line, plain or gzipped:
 * {@code {"user": "alice", "item": 17, "rating": 4.5, "time": "2016-03-28T19:39:48Z"}}.
 *
 * <p>The names of an object's fields are guessed as {@link CsvEvents} guesses those of columns, unless they are named with
 * {@link #withColumns}. Ids, weights and times may be numbers or strings; a weight may be {@code true} or {@code false}
 * for 1 or 0; {@code null} counts as empty text. Other fields are passed over, whatever they hold. A line that is not one
 * JSON object, or breaks a rule otherwise, is handed over as rejected with its line and field. Blank lines are passed
 * over.
 *
 * <p>Immutable, thread-safe; every call of {@link #forEach} opens the file anew. Memory is a few buffers.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class JsonLinesEvents<U, I> implements EventSource<U, I> {

    private final Path file;
    private final IdType<U> users;
    private final IdType<I> items;
    private final @Nullable CsvColumns columns; // null: the usual names
    private final TimeFormat timeFormat;
    private final Charset charset;
    private final String defaultType;

    private JsonLinesEvents(
            Path file,
            IdType<U> users,
            IdType<I> items,
            @Nullable CsvColumns columns,
            TimeFormat timeFormat,
            Charset charset,
            String defaultType) {
        this.file = file;
        this.users = users;
        this.items = items;
        this.columns = columns;
        this.timeFormat = timeFormat;
        this.charset = charset;
        this.defaultType = defaultType;
    }

    /** Events with the usual field names, in UTF-8. The file is opened when it is read. */
    public static <U, I> JsonLinesEvents<U, I> of(Path file, IdType<U> users, IdType<I> items) {
        return new JsonLinesEvents<>(
                file, users, items, null, TimeFormat.AUTO, StandardCharsets.UTF_8, Interaction.DEFAULT_TYPE);
    }

    /**
     * A copy that reads these fields and no others, by their exact names.
     *
     * @throws DataException if a field is given by position
     */
    public JsonLinesEvents<U, I> withColumns(CsvColumns newColumns) {
        newColumns.byField().forEach((field, column) -> {
            if (!column.isNamed()) {
                throw new DataException(
                        name(),
                        "the " + field.key() + " is given by position " + column
                                + " but the fields of JSON objects have only names",
                        "give its name");
            }
        });
        return new JsonLinesEvents<>(file, users, items, newColumns, timeFormat, charset, defaultType);
    }

    /** A copy that reads times written like this. Default {@link TimeFormat#AUTO}. */
    public JsonLinesEvents<U, I> withTimeFormat(TimeFormat newFormat) {
        return new JsonLinesEvents<>(file, users, items, columns, newFormat, charset, defaultType);
    }

    /** A copy for a file in another charset; bytes that are no characters in it are an error. Default UTF-8. */
    public JsonLinesEvents<U, I> withCharset(Charset newCharset) {
        return new JsonLinesEvents<>(file, users, items, columns, timeFormat, newCharset, defaultType);
    }

    /** A copy whose events have this type where the file gives none. Default {@value Interaction#DEFAULT_TYPE}. */
    public JsonLinesEvents<U, I> withDefaultType(String newType) {
        return new JsonLinesEvents<>(file, users, items, columns, timeFormat, charset, newType);
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
        JsonFactory factory = JsonFactory.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // written by Python; refused as not finite
                .build();
        EventRow<U, I> row = new EventRow<>(users, items);
        EventFiller filler = new EventFiller(row, timeFormat, defaultType);
        JsonObjectReader objects = new JsonObjectReader(factory, JsonFieldNames.of(columns), filler, row);
        try (TextInput input = TextInput.open(file, charset)) {
            CsvRecords lines = CsvRecords.lines(input);
            row.setOriginal(lines::original);
            while (lines.next()) {
                filler.start(lines.line());
                objects.read(lines.field(0));
                sink.accept(row);
            }
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
