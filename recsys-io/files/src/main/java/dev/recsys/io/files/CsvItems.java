package dev.recsys.io.files;

import dev.recsys.Experimental;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.event.IdType;
import dev.recsys.event.RejectionLimit;
import dev.recsys.event.RejectionReason;
import dev.recsys.event.RejectionSink;
import dev.recsys.event.Rejections;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Items from a file with one item per row, CSV, TSV and their relatives, plain or gzipped: ids, titles, categories, from
 * when to when they may be shown, and whatever else the columns hold as attributes.
 *
 * <pre>{@code
 * ItemCatalog<Integer> films = CsvItems.of(Path.of("films.csv"), INT).read();
 * }</pre>
 *
 * <p>By default fields are separated by commas, may be quoted as in RFC 4180, and the first row is a header by whose names
 * the columns are found: {@code item} (or another usual name of an item in events, or {@code id}), {@code title} or {@code
 * name}, {@code categories}, {@code genres} or {@code tags}, {@code valid_from}, {@code valid_until}. Every other column
 * is an attribute under its name. Without a header the columns are item, title, categories, valid_from, valid_until, as
 * many as the first row has, and further ones are passed over. Only the item must be there. Categories are separated by
 * {@code |}; empty fields are nothing. Of two rows with one id the later one counts.
 *
 * <p>Immutable, thread-safe; every reading opens the file anew.
 *
 * @param <I> the Java type of item ids
 */
@Experimental
public final class CsvItems<I> {

    private static final TableField ITEM = TableField.needed("item", EventField.ITEM.usualNames() + " id");
    private static final TableField TITLE = TableField.optional("title", "title name");
    private static final TableField CATEGORIES =
            TableField.optional("categories", "categories category genres genre tags");
    private static final TableField VALID_FROM = TableField.optional("valid_from", "validfrom availablefrom");
    private static final TableField VALID_UNTIL =
            TableField.optional("valid_until", "validuntil validto availableuntil");
    private static final List<TableField> FIELDS = List.of(ITEM, TITLE, CATEGORIES, VALID_FROM, VALID_UNTIL);

    private final TableForm form;
    private final IdType<I> type;

    private CsvItems(TableForm form, IdType<I> type) {
        this.form = form;
        this.type = type;
    }

    /** Comma-separated items with a header, in UTF-8. The file is opened when it is read. */
    public static <I> CsvItems<I> of(Path file, IdType<I> type) {
        return new CsvItems<>(TableForm.of(file), type);
    }

    /**
     * A copy with another separator; where it has several characters, as {@code "::"} has, quotes have no meaning.
     *
     * @throws IllegalArgumentException if it is empty or holds a quote or a line end
     */
    public CsvItems<I> withSeparator(String newSeparator) {
        return new CsvItems<>(form.withSeparator(newSeparator), type);
    }

    /** A copy for which a quote is a character like any other. */
    public CsvItems<I> withoutQuoting() {
        return new CsvItems<>(form.withoutQuoting(), type);
    }

    /** A copy whose first row is a header. */
    public CsvItems<I> withHeader() {
        return new CsvItems<>(form.withHeader(true), type);
    }

    /** A copy whose first row is an item already. */
    public CsvItems<I> withoutHeader() {
        return new CsvItems<>(form.withHeader(false), type);
    }

    /** A copy that reads times written like this. Default {@link TimeFormat#AUTO}. */
    public CsvItems<I> withTimeFormat(TimeFormat newFormat) {
        return new CsvItems<>(form.withTimeFormat(newFormat), type);
    }

    /** A copy for a file in another charset; bytes that are no characters in it are an error. Default UTF-8. */
    public CsvItems<I> withCharset(Charset newCharset) {
        return new CsvItems<>(form.withCharset(newCharset), type);
    }

    /** The file's name, for messages. */
    public String name() {
        return form.file().toString();
    }

    /** The first row as it stands in the file, for {@link RejectedRows#to(Path, String)}; empty if it is no header. */
    public Optional<String> headerText() {
        return form.headerText();
    }

    /**
     * All items; no broken row is accepted.
     *
     * @throws dev.recsys.DataException if a row is broken; the message names the first one and counts the rest
     */
    public ItemCatalog<I> read() {
        return read(RejectionLimit.NONE);
    }

    /**
     * All items but those of broken rows.
     *
     * @throws dev.recsys.DataException if there are more broken rows than the limit allows
     */
    public ItemCatalog<I> read(RejectionLimit limit) {
        List<Item<I>> items = new ArrayList<>();
        forEach(items::add, RejectionSink.NONE).check(limit);
        return ItemCatalog.of(type, items);
    }

    /**
     * Hands over every item, and every broken row.
     *
     * @return how many rows there were, and how many of them were broken
     * @throws dev.recsys.DataException if the file cannot be read, or has no column for the item
     */
    public Rejections forEach(Consumer<Item<I>> items, RejectionSink broken) {
        TableValues values = new TableValues(form.timeFormat());
        return new TableRows(form, FIELDS).forEach(row -> items.accept(item(row, values)), broken);
    }

    private Item<I> item(TableRow row, TableValues values) {
        Item<I> item = Item.of(values.id(row, ITEM, type, RejectionReason.MISSING_ITEM))
                .withTitle(row.text(TITLE))
                .withCategories(Stream.of(row.text(CATEGORIES).split("\\|"))
                        .map(String::trim)
                        .filter(category -> !category.isEmpty())
                        .toList())
                .withAttributes(row.others());
        Instant from = values.time(row, VALID_FROM).orElse(Instant.MIN);
        Instant until = values.time(row, VALID_UNTIL).orElse(Instant.MAX);
        if (!from.isBefore(until)) {
            throw row.broken(
                    RejectionReason.IMPOSSIBLE_TIME,
                    VALID_UNTIL,
                    "the item is valid until " + until + ", which is not after " + from);
        }
        return item.withValidFrom(from).withValidUntil(until);
    }

    @Override
    public String toString() {
        return name();
    }
}
