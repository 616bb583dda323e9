package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import dev.recsys.event.RejectionLimit;
import dev.recsys.event.Rejections;
import dev.recsys.io.files.AdjacencyEvents;
import dev.recsys.io.files.CsvColumns;
import dev.recsys.io.files.CsvEvents;
import dev.recsys.io.files.CsvItems;
import dev.recsys.io.files.CsvPreferences;
import dev.recsys.io.files.JsonLinesEvents;
import dev.recsys.io.files.MovieLens;
import dev.recsys.io.files.TimeFormat;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How files of events are laid out, and what happens to their broken rows. */
final class InputOptions {

    /** What a file holds. */
    enum Layout {
        ROWS("which has columns"),
        JSONL("whose fields have names"),
        ADJACENCY("which is 'user item item ...' in every line"),
        MOVIELENS("whose files are known and have ids of type int");

        private final String nature;

        Layout(String nature) {
            this.nature = nature;
        }
    }

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "rows",
            description = {
                "rows: one event per row, in columns (default).",
                "jsonl: one JSON object per line.",
                "adjacency: 'user item item ...' per line.",
                "movielens: the directory of a MovieLens data set; ids are whole numbers."
            })
    private Layout layout = Layout.ROWS;

    @Option(
            names = "--columns",
            paramLabel = "COLUMNS",
            description = {
                "Which columns to read, by position from 0 or name: user=0,item=1,weight=2,time=3; also type and id.",
                "With jsonl: which fields, by name.",
                "Without it: by the usual names with --header or jsonl, else user,item,weight,time as far as the first"
                        + " row goes."
            })
    private @Nullable String columns;

    @Option(
            names = "--separator",
            paramLabel = "SEP",
            description = "tab, comma, semicolon, pipe, space, or the characters themselves, as in '::'."
                    + " Default: comma for .csv, '::' for .dat, else tab; .gz is looked through.")
    private @Nullable String separator;

    @Option(names = "--header", description = "The first row names the columns.")
    private boolean header;

    @Option(names = "--no-quotes", description = "Quotes are characters like all others.")
    private boolean noQuotes;

    @Option(
            names = "--time-format",
            paramLabel = "FORMAT",
            description = "auto, epoch-seconds, epoch-millis or iso. Default: auto.")
    private @Nullable String timeFormat;

    @Option(
            names = "--id-type",
            paramLabel = "TYPE",
            description = "string, int, long or uuid, for users and items; or two types, as in string,int."
                    + " Default: string.")
    private @Nullable String idType;

    @Option(
            names = "--max-rejected",
            paramLabel = "N|P%",
            defaultValue = "0",
            description = "How many broken rows may be left out before the run fails: a number, or a share as in 1%%."
                    + " Default: ${DEFAULT-VALUE}.")
    private String maxRejected = "0";

    /** Does work with the types of ids in the files. */
    int typed(TypedWork work) {
        requireFitting();
        if (layout == Layout.MOVIELENS) {
            return work.run(IdType.INT, IdType.INT);
        }
        String[] names = (idType == null ? "string" : idType).split(",", -1);
        if (names.length > 2) {
            throw new UsageException("--id-type takes one type, or two for users and items, but was '" + idType + "'");
        }
        return run(work, IdTypes.named(names[0]), IdTypes.named(names[names.length - 1]));
    }

    private static <U, I> int run(TypedWork work, IdType<U> users, IdType<I> items) {
        return work.run(users, items);
    }

    /** An option that would change nothing is a mistake to be told. */
    private void requireFitting() {
        boolean rows = layout == Layout.ROWS;
        boolean fields = rows || layout == Layout.JSONL;
        requireFitting("--header", header, rows);
        requireFitting("--separator", separator != null, rows);
        requireFitting("--no-quotes", noQuotes, rows);
        requireFitting("--columns", columns != null, fields);
        requireFitting("--time-format", timeFormat != null, fields);
        requireFitting("--id-type", idType != null, layout != Layout.MOVIELENS);
    }

    private void requireFitting(String option, boolean given, boolean fits) {
        if (given && !fits) {
            throw new UsageException(option + " does not go with --layout "
                    + layout.name().toLowerCase(Locale.ROOT) + ", " + layout.nature + "; leave it out");
        }
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it has more broken rows than are allowed; names file, line, column and remedy
     */
    <U, I> Input<U, I> read(Path file, IdType<U> users, IdType<I> items, Terminal terminal) {
        RejectionLimit limit = limit();
        ItemCatalog<I> catalog = isMovieLens() ? films(file, items) : ItemCatalog.empty(items);
        return new Input<>(log(source(file, users, items), limit, terminal), catalog);
    }

    private <U, I> EventLog<U, I> log(EventSource<U, I> source, RejectionLimit limit, Terminal terminal) {
        EventLog<U, I> log = read(source);
        check(log.rejections(), limit);
        if (log.rejections().count() > 0) {
            terminal.note(log.rejections().toString());
        }
        if (log.size() == 0) {
            String rejected = log.rejections().count() > 0 ? ", after its broken rows were left out" : "";
            throw new DataException(source.name(), "the source has no events" + rejected, "name one that has some");
        }
        return log;
    }

    private <U, I> EventLog<U, I> read(EventSource<U, I> source) {
        try {
            return EventLog.read(source, RejectionLimit.share(1));
        } catch (DataException e) {
            throw inOurWords(e);
        }
    }

    /** The remedy of a failure as options of the command line, where there is one. */
    DataException inOurWords(DataException e) {
        if (layout == Layout.ROWS && e.remedy().endsWith("without quoting")) {
            return new DataException(e.place(), e.rule(), "close it, or give --no-quotes", e);
        }
        if (e.remedy().endsWith("allow a number of broken rows")) {
            return new DataException(e.place(), e.rule(), remedy(e.place().contains(":1, ")), e);
        }
        return e;
    }

    private String remedy(boolean firstRow) {
        return firstRow && !header && layout == Layout.ROWS
                ? "add --header if this row names the columns, or correct --separator and --columns"
                : "correct the row, or allow some broken rows with --max-rejected";
    }

    /** Whether a file of events is a directory that has the items, too. */
    boolean isMovieLens() {
        return layout == Layout.MOVIELENS;
    }

    /** The films of a MovieLens directory, whose ids are of type int. */
    @SuppressWarnings("unchecked") // the type of ids is checked
    static <I> ItemCatalog<I> films(Path directory, IdType<I> items) {
        requireInt(items);
        return (ItemCatalog<I>) MovieLens.open(directory).catalog();
    }

    private static void requireInt(IdType<?> type) {
        if (!type.equals(IdType.INT)) {
            throw new UsageException("--id-type " + type + ": MovieLens has ids of type int; give that");
        }
    }

    /** A file of events, which is opened when it is read. */
    <U, I> EventSource<U, I> source(Path file, IdType<U> users, IdType<I> items) {
        return switch (layout) {
            case ADJACENCY -> AdjacencyEvents.of(file, users, items);
            case JSONL -> objects(file, users, items);
            case MOVIELENS -> ratings(file, users, items);
            case ROWS -> rows(file, users, items);
        };
    }

    @SuppressWarnings("unchecked") // the types of ids are checked
    private static <U, I> EventSource<U, I> ratings(Path directory, IdType<U> users, IdType<I> items) {
        requireInt(users);
        requireInt(items);
        return (EventSource<U, I>) MovieLens.open(directory).events();
    }

    /** A file of items with one per row. */
    <I> CsvItems<I> items(Path file, IdType<I> type) {
        requireRows("--items");
        CsvItems<I> items = CsvItems.of(file, type)
                .withSeparator(Separators.of(separator, file))
                .withTimeFormat(timeFormat());
        items = noQuotes ? items.withoutQuoting() : items;
        return header ? items.withHeader() : items.withoutHeader();
    }

    /** A file of preferences with one per row. */
    <U> CsvPreferences<U> preferences(Path file, IdType<U> type) {
        requireRows("--preferences");
        CsvPreferences<U> preferences = CsvPreferences.of(file, type)
                .withSeparator(Separators.of(separator, file))
                .withTimeFormat(timeFormat());
        preferences = noQuotes ? preferences.withoutQuoting() : preferences;
        return header ? preferences.withHeader() : preferences.withoutHeader();
    }

    private void requireRows(String option) {
        if (layout != Layout.ROWS) {
            throw new UsageException(option + " does not go with --layout "
                    + layout.name().toLowerCase(Locale.ROOT) + "; import it with a command of its own");
        }
    }

    /** Fails if a file could not be read with the options of another, of whose rows it is made. */
    void requireSameForm(Path file, Path other) {
        if (layout == Layout.ROWS && !Separators.of(separator, file).equals(Separators.of(separator, other))) {
            throw new UsageException(
                    "--rejected " + file + ": its name suggests another separator than that of " + other
                            + ", with whose options it is to be imported; give it the same ending, or give --separator");
        }
    }

    private <U, I> EventSource<U, I> rows(Path file, IdType<U> users, IdType<I> items) {
        CsvEvents<U, I> rows = CsvEvents.of(file, users, items)
                .withSeparator(Separators.of(separator, file))
                .withTimeFormat(timeFormat());
        rows = noQuotes ? rows.withoutQuoting() : rows;
        rows = header ? rows.withHeader() : rows.withoutHeader();
        Optional<CsvColumns> named = namedColumns();
        return named.isPresent() ? rows.withColumns(named.get()) : rows;
    }

    private <U, I> EventSource<U, I> objects(Path file, IdType<U> users, IdType<I> items) {
        JsonLinesEvents<U, I> objects = JsonLinesEvents.of(file, users, items).withTimeFormat(timeFormat());
        Optional<CsvColumns> named = namedColumns();
        try {
            return named.isPresent() ? objects.withColumns(named.get()) : objects;
        } catch (DataException e) {
            throw new UsageException("--columns '" + columns + "': " + e.rule() + "; " + e.remedy(), e);
        }
    }

    private Optional<CsvColumns> namedColumns() {
        try {
            return Optional.ofNullable(columns).map(CsvColumns::parse);
        } catch (DataException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private TimeFormat timeFormat() {
        if (timeFormat == null) {
            return TimeFormat.AUTO;
        }
        for (TimeFormat format : TimeFormat.values()) {
            if (format.name().replace('_', '-').equalsIgnoreCase(timeFormat)) {
                return format;
            }
        }
        throw new UsageException(
                "--time-format '" + timeFormat + "' is unknown; give auto, epoch-seconds, epoch-millis or iso");
    }

    /** How many broken rows are accepted. */
    RejectionLimit limit() {
        try {
            return maxRejected.endsWith("%")
                    ? RejectionLimit.share(Double.parseDouble(maxRejected.substring(0, maxRejected.length() - 1)) / 100)
                    : RejectionLimit.rows(Long.parseLong(maxRejected));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--max-rejected '" + maxRejected + "' is neither a number of rows nor a share from 0% to 100%", e);
        }
    }

    /** Fails if there are too many broken rows. */
    void check(Rejections rejections, RejectionLimit limit) {
        try {
            rejections.check(limit);
        } catch (DataException e) {
            throw inOurWords(e);
        }
    }
}
