package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import dev.recsys.io.files.AdjacencyEvents;
import dev.recsys.io.files.CsvColumns;
import dev.recsys.io.files.CsvEvents;
import dev.recsys.io.files.JsonLinesEvents;
import dev.recsys.io.files.MovieLens;
import dev.recsys.io.files.TimeFormat;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The field {@code events} of a pipeline's configuration: where events and items come from. */
final class PipelineEvents {

    private static final List<String> LAYOUTS = List.of("rows", "jsonl", "adjacency", "movielens");

    private final ConfigNode node;

    PipelineEvents(ConfigNode node) {
        node.requireKnown(List.of(
                "file",
                "database",
                "layout",
                "columns",
                "separator",
                "header",
                "noQuotes",
                "timeFormat",
                "userIds",
                "itemIds"));
        if (node.has("file") == node.has("database")) {
            throw node.failure("file", "give either a file or a database");
        }
        this.node = node;
    }

    IdType<?> users() {
        return idType("userIds");
    }

    IdType<?> items() {
        return idType("itemIds");
    }

    private IdType<?> idType(String field) {
        String name = node.optionalText(field).orElse(layout().equals("movielens") ? "int" : "string");
        Optional<IdType<?>> type =
                IdTypes.ALL.stream().filter(one -> one.name().equals(name)).findFirst();
        if (type.isPresent() && (!layout().equals("movielens") || name.equals("int"))) {
            return type.get();
        }
        throw node.failure(
                field,
                type.isPresent()
                        ? "must be int with layout movielens but is '" + name + "'"
                        : "'" + name + "' is unknown; valid types are " + IdTypes.names());
    }

    private String layout() {
        String layout = node.optionalText("layout").orElse("rows");
        if (!LAYOUTS.contains(layout)) {
            throw node.failure(
                    "layout", "'" + layout + "' is unknown; valid layouts are " + String.join(", ", LAYOUTS));
        }
        return layout;
    }

    <U, I> EventSource<U, I> source(IdType<U> users, IdType<I> items) {
        if (node.has("database")) {
            return database(users, items).events().source();
        }
        Path file = node.path("file");
        try {
            return switch (layout()) {
                case "movielens" -> movieLens();
                case "adjacency" -> AdjacencyEvents.of(file, users, items);
                case "jsonl" -> objects(file, users, items);
                default -> rows(file, users, items);
            };
        } catch (DataException | IllegalArgumentException e) {
            throw node.failure("file", e);
        }
    }

    @SuppressWarnings("unchecked") // users() and items() say that the ids are of type int
    private <U, I> EventSource<U, I> movieLens() {
        return (EventSource<U, I>) MovieLens.open(node.path("file")).events();
    }

    private <U, I> EventSource<U, I> objects(Path file, IdType<U> users, IdType<I> items) {
        JsonLinesEvents<U, I> objects = JsonLinesEvents.of(file, users, items).withTimeFormat(timeFormat());
        return withColumns(objects, objects::withColumns);
    }

    private <U, I> EventSource<U, I> rows(Path file, IdType<U> users, IdType<I> items) {
        CsvEvents<U, I> unseparated = CsvEvents.of(file, users, items).withTimeFormat(timeFormat());
        CsvEvents<U, I> rows = checked("separator", () -> unseparated.withSeparator(separator(file)));
        rows = node.flag("noQuotes") ? rows.withoutQuoting() : rows;
        rows = node.flag("header") ? rows.withHeader() : rows.withoutHeader();
        return withColumns(rows, rows::withColumns);
    }

    private <S> S withColumns(S source, Function<CsvColumns, S> withColumns) {
        return checked(
                "columns",
                () -> node.has("columns") ? withColumns.apply(CsvColumns.parse(node.text("columns"))) : source);
    }

    /** What is wrong with the value of a field is reported under its own path. */
    private <T> T checked(String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (DataException | IllegalArgumentException e) {
            throw node.failure(field, e);
        }
    }

    private String separator(Path file) {
        return node.optionalText("separator").map(Separators::named).orElseGet(() -> Separators.usual(file));
    }

    private TimeFormat timeFormat() {
        String name = node.optionalText("timeFormat").orElse("auto");
        return Arrays.stream(TimeFormat.values())
                .filter(format -> word(format).equals(name))
                .findFirst()
                .orElseThrow(() -> node.failure(
                        "timeFormat",
                        "'" + name + "' is unknown; valid formats are "
                                + Arrays.stream(TimeFormat.values())
                                        .map(PipelineEvents::word)
                                        .collect(Collectors.joining(", "))));
    }

    private static String word(TimeFormat format) {
        return format.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Titles and categories, where the source has them. */
    <I> Supplier<ItemCatalog<I>> catalog(IdType<?> users, IdType<I> items) {
        if (node.has("database")) {
            return () -> database(users, items).items().load();
        }
        return layout().equals("movielens") ? this::movieLensCatalog : () -> ItemCatalog.empty(items);
    }

    @SuppressWarnings("unchecked") // items() says that the ids are of type int
    private <I> ItemCatalog<I> movieLensCatalog() {
        return (ItemCatalog<I>) MovieLens.open(node.path("file")).catalog();
    }

    private <U, I> JdbcDatabase<U, I> database(IdType<U> users, IdType<I> items) {
        return JdbcDatabase.open(Sqlite.dataSource(node.path("database")), users, items);
    }
}
