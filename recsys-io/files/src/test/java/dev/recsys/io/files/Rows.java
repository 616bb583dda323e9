package dev.recsys.io.files;

import dev.recsys.event.EventRow;
import dev.recsys.event.EventSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What a source hands over, as text, and files to read it from. */
final class Rows {

    private Rows() {}

    /** {@code line: user item weight type [time] [#id]} or {@code line! REASON, field: detail}. */
    static <U, I> List<String> of(EventSource<U, I> source) {
        List<String> rows = new ArrayList<>();
        source.forEach(row -> rows.add(text(row)));
        return rows;
    }

    private static String text(EventRow<?, ?> row) {
        return row.problem()
                .map(bad -> bad.line() + "! " + bad.reason().name() + ", " + bad.field() + ": " + bad.detail())
                .orElseGet(() -> row.line() + ": " + row.user().value() + " "
                        + row.item().value() + " " + row.weight()
                        + " " + row.type() + (row.hasTime() ? " @" + row.time() : "")
                        + row.eventId().map(id -> " #" + id).orElse(""));
    }

    static Path file(Path directory, String name, String text) {
        return file(directory, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path file(Path directory, String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
