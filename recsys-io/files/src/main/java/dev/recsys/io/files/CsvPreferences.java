package dev.recsys.io.files;

import dev.recsys.Experimental;
import dev.recsys.event.IdType;
import dev.recsys.event.RejectionReason;
import dev.recsys.event.RejectionSink;
import dev.recsys.event.Rejections;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What users say they like, from a file with a user, a category, a score and perhaps a time in each row: CSV, TSV and their
 * relatives, plain or gzipped.
 *
 * <pre>{@code
 * CsvPreferences.of(Path.of("likes.csv"), STRING)
 *         .forEach(like -> store(like.user(), like.category(), like.score()), RejectionSink.NONE)
 *         .check(RejectionLimit.NONE);
 * }</pre>
 *
 * <p>By default fields are separated by commas, may be quoted as in RFC 4180, and the first row is a header by whose names
 * the columns are found: {@code user} or another usual name of a user in events, {@code category}, {@code genre} or {@code
 * tag}, {@code score}, {@code rating} or {@code weight}, {@code time} or another usual name of a time in events. Without a
 * header they are user, category, score and time in this order. Only the time may be missing.
 *
 * <p>Immutable, thread-safe; every reading opens the file anew.
 *
 * @param <U> the Java type of user ids
 */
@Experimental
public final class CsvPreferences<U> {

    private static final TableField USER = TableField.needed("user", EventField.USER.usualNames());
    private static final TableField CATEGORY = TableField.needed("category", "category genre tag");
    private static final TableField SCORE = TableField.needed("score", "score rating weight preference value");
    private static final TableField TIME = TableField.optional("time", EventField.TIME.usualNames() + " updatedat");
    private static final List<TableField> FIELDS = List.of(USER, CATEGORY, SCORE, TIME);

    private final TableForm form;
    private final IdType<U> type;

    private CsvPreferences(TableForm form, IdType<U> type) {
        this.form = form;
        this.type = type;
    }

    /**
     * What one user said about one category. Immutable, thread-safe.
     *
     * @param <U> the Java type of user ids
     */
    public static final class Preference<U> {

        private final U user;
        private final String category;
        private final double score;
        private final @Nullable Instant time;

        private Preference(U user, String category, double score, @Nullable Instant time) {
            this.user = user;
            this.category = category;
            this.score = score;
            this.time = time;
        }

        /** Who. */
        public U user() {
            return user;
        }

        /** About what; not empty. */
        public String category() {
            return category;
        }

        /** How much, finite; more is better. */
        public double score() {
            return score;
        }

        /** When, if the row says so. */
        public Optional<Instant> time() {
            return Optional.ofNullable(time);
        }

        @Override
        public String toString() {
            return user + " " + category + " " + score;
        }
    }

    /** Comma-separated preferences with a header, in UTF-8. The file is opened when it is read. */
    public static <U> CsvPreferences<U> of(Path file, IdType<U> type) {
        return new CsvPreferences<>(TableForm.of(file), type);
    }

    /**
     * A copy with another separator; where it has several characters, as {@code "::"} has, quotes have no meaning.
     *
     * @throws IllegalArgumentException if it is empty or holds a quote or a line end
     */
    public CsvPreferences<U> withSeparator(String newSeparator) {
        return new CsvPreferences<>(form.withSeparator(newSeparator), type);
    }

    /** A copy for which a quote is a character like any other. */
    public CsvPreferences<U> withoutQuoting() {
        return new CsvPreferences<>(form.withoutQuoting(), type);
    }

    /** A copy whose first row is a header. */
    public CsvPreferences<U> withHeader() {
        return new CsvPreferences<>(form.withHeader(true), type);
    }

    /** A copy whose first row is a preference already. */
    public CsvPreferences<U> withoutHeader() {
        return new CsvPreferences<>(form.withHeader(false), type);
    }

    /** A copy that reads times written like this. Default {@link TimeFormat#AUTO}. */
    public CsvPreferences<U> withTimeFormat(TimeFormat newFormat) {
        return new CsvPreferences<>(form.withTimeFormat(newFormat), type);
    }

    /** A copy for a file in another charset; bytes that are no characters in it are an error. Default UTF-8. */
    public CsvPreferences<U> withCharset(Charset newCharset) {
        return new CsvPreferences<>(form.withCharset(newCharset), type);
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
     * Hands over every preference, and every broken row.
     *
     * @return how many rows there were, and how many of them were broken
     * @throws dev.recsys.DataException if the file cannot be read, or lacks a column
     */
    public Rejections forEach(Consumer<Preference<U>> preferences, RejectionSink broken) {
        TableValues values = new TableValues(form.timeFormat());
        return new TableRows(form, FIELDS).forEach(row -> preferences.accept(preference(row, values)), broken);
    }

    private Preference<U> preference(TableRow row, TableValues values) {
        U user = values.id(row, USER, type, RejectionReason.MISSING_USER);
        String category = row.text(CATEGORY);
        if (category.isEmpty()) {
            throw row.broken(RejectionReason.MALFORMED_ROW, CATEGORY, "the category is missing");
        }
        double score = values.number(row, SCORE);
        return new Preference<>(user, category, score, values.time(row, TIME).orElse(null));
    }

    @Override
    public String toString() {
        return name();
    }
}
