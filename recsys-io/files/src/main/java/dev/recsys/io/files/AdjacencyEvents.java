package dev.recsys.io.files;

import dev.recsys.Stable;
import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdCell;
import dev.recsys.event.IdType;
import dev.recsys.event.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Events from a file with one user per line, {@code user item item ...}, separated by white space; the form in which many
 * published splits come. Plain or gzipped, in UTF-8. Every pair is an event of weight 1 without time; a user without items
 * is no event.
 *
 * <p>Immutable, thread-safe; every call of {@link #forEach} opens the file anew.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class AdjacencyEvents<U, I> implements EventSource<U, I> {

    private final Path file;
    private final IdType<U> users;
    private final IdType<I> items;

    private AdjacencyEvents(Path file, IdType<U> users, IdType<I> items) {
        this.file = file;
        this.users = users;
        this.items = items;
    }

    /** Events of a file, which is opened when it is read. */
    public static <U, I> AdjacencyEvents<U, I> of(Path file, IdType<U> users, IdType<I> items) {
        return new AdjacencyEvents<>(file, users, items);
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
        EventRow<U, I> row = new EventRow<>(users, items);
        try (TextInput input = TextInput.open(file, StandardCharsets.UTF_8)) {
            CsvRecords lines = CsvRecords.lines(input);
            row.setOriginal(lines::original);
            while (lines.next()) {
                readLine(lines.field(0).trim(), lines.line(), row, sink);
            }
        }
    }

    private static <U, I> void readLine(TextSpan line, long number, EventRow<U, I> row, EventSink<U, I> sink) {
        Words words = new Words(line);
        words.next();
        int userFrom = words.from;
        int userTo = words.to;
        int column = 1;
        while (words.next()) {
            column++;
            row.start(number);
            boolean userRead = set(row.user(), words.word(userFrom, userTo), row, 1, "user");
            if (userRead) {
                set(row.item(), words.word(words.from, words.to), row, column, "item");
            }
            sink.accept(row);
            if (!userRead) {
                return; // one rejection for the line, not one for each item
            }
        }
    }

    private static boolean set(IdCell<?> cell, CharSequence text, EventRow<?, ?> row, int column, String what) {
        try {
            cell.setText(text);
            return true;
        } catch (IllegalArgumentException e) {
            row.reject(
                    RejectionReason.INVALID_ID,
                    "column " + column + " (" + what + ")",
                    Quoted.of(text) + " is not an id of type " + cell.type());
            return false;
        }
    }

    @Override
    public String toString() {
        return name();
    }

    /** Walks over the words of a line without making strings. */
    private static final class Words {
        private final TextSpan line;
        private final TextSpan word = new TextSpan();
        private int from;
        private int to;

        Words(TextSpan line) {
            this.line = line;
        }

        boolean next() {
            from = to;
            while (from < line.length() && line.charAt(from) <= ' ') {
                from++;
            }
            to = from;
            while (to < line.length() && line.charAt(to) > ' ') {
                to++;
            }
            return to > from;
        }

        TextSpan word(int start, int end) {
            return word.part(line, start, end);
        }
    }
}
