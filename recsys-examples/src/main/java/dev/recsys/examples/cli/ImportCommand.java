package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import dev.recsys.event.RejectionLimit;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Imports files of events, items and preferences into a database. */
@Command(
        name = "import",
        description = {
            "Imports events, items and preferences from files into an SQLite database.",
            "What is there already is not added again, and an import that was interrupted goes on."
        },
        footer = {
            "",
            "Example:",
            "  recsys import --database shop.db --events plays.csv --header --rejected rejected.csv --max-rejected 1%"
        })
final class ImportCommand extends RecsysCommand {

    @Option(
            names = "--database",
            required = true,
            paramLabel = "FILE",
            description = "The SQLite database; made if it is not there.")
    private Path file = Path.of("");

    @Option(names = "--events", arity = "1..*", paramLabel = "FILE", description = "Events, plain or gzipped.")
    private List<Path> events = new ArrayList<>();

    @Option(
            names = "--items",
            paramLabel = "FILE",
            description = {
                "Items: item, title, categories (separated by |), valid_from, valid_until; with --header by name, and"
                        + " every other column as an attribute.",
                "Or the directory of a MovieLens data set."
            })
    private @Nullable Path items;

    @Option(
            names = "--preferences",
            paramLabel = "FILE",
            description = "What users say they like: user, category, score, time; with --header by name.")
    private @Nullable Path preferences;

    @Option(
            names = "--rejected",
            paramLabel = "FILE",
            description = {
                "Where broken rows are written, with place, field and reason. Correct them there and import this file"
                        + " with the same options.",
                "A directory, in which each file has one of its own name, if several files are imported."
            })
    private @Nullable Path rejected;

    @Mixin
    private InputOptions inputOptions = new InputOptions();

    private final Terminal terminal;

    ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    int run() {
        return inputOptions.typed(this::importAll);
    }

    private List<Path> inputs() {
        return Stream.concat(Stream.of(items, preferences).flatMap(Stream::ofNullable), events.stream())
                .toList();
    }

    private <U, I> int importAll(IdType<U> users, IdType<I> itemIds) {
        List<Path> inputs = inputs();
        if (inputs.isEmpty()) {
            throw new UsageException("nothing to import; give --events, --items or --preferences");
        }
        for (Path input : inputs) {
            if (!Files.exists(input)) {
                throw new DataException(input.toString(), "there is no such file", "check the path");
            }
        }
        RejectionLimit limit = inputOptions.limit();
        RejectedFiles rejectedFiles = RejectedFiles.at(rejected, inputs, inputOptions);
        JdbcDatabase<U, I> database = JdbcDatabase.open(Sqlite.dataSource(file), users, itemIds);
        FileImport<U, I> importing = new FileImport<>(database, inputOptions, limit, rejectedFiles, terminal);
        if (items != null) {
            importing.items(items, itemIds);
        }
        if (preferences != null) {
            importing.preferences(preferences, users);
        }
        for (Path one : events) {
            EventSource<U, I> source = inputOptions.source(one, users, itemIds);
            if (inputOptions.isMovieLens() && items == null) {
                importing.items(one, itemIds);
            }
            importing.events(source);
        }
        return 0;
    }
}
