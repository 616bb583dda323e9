package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import dev.recsys.event.RejectionLimit;
import dev.recsys.event.RejectionSink;
import dev.recsys.event.Rejections;
import dev.recsys.io.files.CsvEvents;
import dev.recsys.io.files.CsvItems;
import dev.recsys.io.files.CsvPreferences;
import dev.recsys.io.files.CsvPreferences.Preference;
import dev.recsys.io.files.RejectedRows;
import dev.recsys.io.jdbc.EventImport;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.JdbcItemCatalog;
import dev.recsys.io.jdbc.PreferenceWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Imports one file after the other into a database, and says what became of each. */
final class FileImport<U, I> {

    private final JdbcDatabase<U, I> database;
    private final InputOptions options;
    private final RejectionLimit limit;
    private final RejectedFiles rejected;
    private final Terminal terminal;

    FileImport(
            JdbcDatabase<U, I> database,
            InputOptions options,
            RejectionLimit limit,
            RejectedFiles rejected,
            Terminal terminal) {
        this.database = database;
        this.options = options;
        this.limit = limit;
        this.rejected = rejected;
        this.terminal = terminal;
    }

    /** Imports events; what an interrupted run of the same events did is not done again. */
    void events(EventSource<U, I> source) {
        String header =
                source instanceof CsvEvents<?, ?> rows ? rows.headerText().orElse("") : "";
        EventImport.Imported imported = withRejected(
                source.name(),
                header,
                broken -> database.events()
                        .importing(source)
                        .withLimit(limit)
                        .withRejections(broken)
                        .withProgress(new ProgressLine(terminal))
                        .run());
        if (imported.continuedAfter() > 0) {
            terminal.note(
                    String.format(Locale.ROOT, "%s: went on after row %,d", source.name(), imported.continuedAfter()));
        }
        report("events", source.name(), imported.rejections(), imported.added(), 0);
    }

    /** Imports items: a file, or the films of a MovieLens directory. */
    void items(Path path, IdType<I> type) {
        if (Files.isDirectory(path)) {
            ItemCatalog<I> films = InputOptions.films(path, type);
            JdbcItemCatalog.Merged merged = database.items().merge(films);
            print("items", path.toString(), films.size(), merged.added(), merged.changed(), 0);
            return;
        }
        CsvItems<I> file = options.items(path, type);
        List<Item<I>> read = new ArrayList<>();
        Rejections rejections =
                withRejected(file.name(), file.headerText().orElse(""), broken -> file.forEach(read::add, broken));
        options.check(rejections, limit);
        JdbcItemCatalog.Merged merged = database.items().merge(ItemCatalog.of(type, read));
        report("items", file.name(), rejections, merged.added(), merged.changed());
    }

    /** Imports preferences. */
    void preferences(Path path, IdType<U> type) {
        CsvPreferences<U> file = options.preferences(path, type);
        Rejections rejections =
                withRejected(file.name(), file.headerText().orElse(""), broken -> file.forEach(one -> {}, broken));
        options.check(rejections, limit);
        try (PreferenceWriter<U> writer = database.preferences().writer()) {
            file.forEach(one -> put(writer, one), RejectionSink.NONE);
            PreferenceWriter.Written written = writer.finish();
            report("preferences", file.name(), rejections, written.added(), written.changed());
        }
    }

    private static <U> void put(PreferenceWriter<U> writer, Preference<U> one) {
        one.time()
                .ifPresentOrElse(
                        time -> writer.put(one.user(), one.category(), one.score(), time),
                        () -> writer.put(one.user(), one.category(), one.score()));
    }

    /** Reads a file, and keeps its broken rows even if there are too many of them. */
    private <T> T withRejected(String name, String header, Function<RejectionSink, T> reading) {
        Optional<Path> target = rejected.of(name);
        try {
            if (target.isEmpty()) {
                return reading.apply(RejectionSink.NONE);
            }
            try (RejectedRows rows = RejectedRows.to(target.get(), header)) {
                return reading.apply(rows);
            }
        } catch (DataException e) {
            throw options.inOurWords(e);
        }
    }

    private void report(String what, String name, Rejections rejections, long added, long changed) {
        print(what, name, rejections.rowsRead(), added, changed, rejections.count());
        if (rejections.count() > 0) {
            terminal.note(rejections.toString());
            rejected.of(name)
                    .ifPresent(target -> terminal.note("the broken rows are in " + target
                            + ": correct them there, and import that file with the same options"));
        }
    }

    private void print(String what, String name, long read, long added, long changed, long broken) {
        String changes = what.equals("events") ? "" : String.format(Locale.ROOT, "%,d changed, ", changed);
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%-11s  %s: %,d read, %,d added, %s%,d already there, %,d rejected",
                        what,
                        name,
                        read,
                        added,
                        changes,
                        read - added - changed - broken,
                        broken));
    }
}
