package dev.recsys.io.files;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.event.Rejection;
import dev.recsys.event.RejectionSink;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes broken rows to a file, with their places, fields and reasons, so that they can be corrected there and read again.
 *
 * <pre>{@code
 * CsvEvents<String, Integer> plays = CsvEvents.of(Path.of("plays.csv"), STRING, INT);
 * try (RejectedRows rejected = RejectedRows.to(Path.of("rejected.csv"), plays.headerText().orElse(""))) {
 *     database.events().importing(plays).withRejections(rejected).withLimit(RejectionLimit.share(0.01)).run();
 * }
 * }</pre>
 *
 * <p>The file is CSV in UTF-8 with the columns {@code rejected_place}, {@code rejected_field}, {@code rejected_reason} and
 * the row as it stood in the source. The fourth column is to be corrected; its name is the source's header. Every reader of
 * this package knows such a file by its first line and reads the fourth column as if it were the source, so it is read
 * with the source's own settings; a row that is still broken is rejected again, with its line in this file.
 *
 * <p>An existing file is continued: its rows stay, and a row it has already is not added again. What is written appears
 * when the file is closed, whole; a process that is killed before leaves the earlier file. Not thread-safe.
 *
 * <p>Held in memory are the rows of the existing file, from the first rejected row on; new ones are not, however many there
 * are, as rows of one reading differ by their places. Who reads a source again closes the file in between, so that the rows
 * are not there twice. Move a file away that has grown too large to be continued.
 */
@Experimental
public final class RejectedRows implements RejectionSink, AutoCloseable {

    private final Path file;
    private final String header;
    private final Set<String> present = new HashSet<>(); // the rows of the existing file
    private @Nullable Unfinished unfinished; // null: no row to be written so far
    private boolean failed;
    private long lastLine;
    private String lastSource = "";

    private RejectedRows(Path file, String header) {
        this.file = file;
        this.header = header;
    }

    /** What is written, under another name. */
    private record Unfinished(Path path, FileChannel channel, BufferedWriter writer) {}

    /**
     * Rejected rows of a source without a header.
     *
     * @throws DataException if the file exists and is something else
     */
    public static RejectedRows to(Path file) {
        return to(file, "");
    }

    /**
     * Rejected rows of a source with a header.
     *
     * @param header the header as it stands in the source; empty if there is none
     * @throws DataException if the file exists and is something else, or has rows of a source with another header
     */
    public static RejectedRows to(Path file, String header) {
        if (Files.exists(file)) {
            requireSame(file, header);
        }
        return new RejectedRows(file, header);
    }

    private static void requireSame(Path file, String header) {
        String remedy = "name another file for the rejected rows, or move this one away";
        Optional<String> found = RejectedRowsInput.headerOf(file);
        if (found.isEmpty()) {
            throw new DataException(file.toString(), "the file exists and is no file of rejected rows", remedy);
        }
        if (!found.get().equals(header)) {
            throw new DataException(
                    file.toString(),
                    "the file has rejected rows of a source with the header " + Quoted.of(found.get()) + ", not "
                            + Quoted.of(header),
                    remedy);
        }
    }

    /** Adds a row; of several faults on one line of a source the first one counts. */
    @Override
    public void reject(String source, Rejection rejection, String original) {
        if (rejection.line() == lastLine && source.equals(lastSource)) {
            return;
        }
        lastLine = rejection.line();
        lastSource = source;
        String row = quoted(oneLine(source + ":" + rejection.line()))
                + ','
                + quoted(oneLine(rejection.field()))
                + ','
                + quoted(oneLine(rejection.reason() + ": " + rejection.detail()))
                + ','
                + inQuotes(original);
        try {
            Unfinished target = started();
            if (!present.contains(row)) {
                target.writer().append(row).append('\n');
            }
        } catch (IOException e) {
            failed = true;
            throw AtomicFile.failure("write rejected rows to " + file, e);
        }
    }

    private Unfinished started() throws IOException {
        Unfinished current = unfinished;
        if (current == null) {
            Path directory = AtomicFile.parentOf(file);
            AtomicFile.deleteLeftovers(directory, FileTime.from(Instant.now()));
            Path path = AtomicFile.unfinishedIn(directory);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            BufferedWriter writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
            current = new Unfinished(path, channel, writer);
            unfinished = current;
            writer.append(RejectedRowsInput.FIRST_COLUMNS)
                    .append(header.isEmpty() ? "" : inQuotes(header))
                    .append('\n');
            if (Files.exists(file)) {
                copyRows(writer);
            }
        }
        return current;
    }

    private void copyRows(BufferedWriter writer) throws IOException {
        try (TextInput input = TextInput.openAsItIs(file, StandardCharsets.UTF_8)) {
            CsvRecords rows = new CsvRecords(input, ",", true);
            rows.next(); // the header
            while (rows.next()) {
                String row = rows.original();
                if (present.add(row)) {
                    writer.append(row).append('\n');
                }
            }
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                && text.equals(text.trim())
                && !text.isEmpty();
        return plain ? text : inQuotes(text);
    }

    private static String inQuotes(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * Puts the file in place, if there were rows to add. To be called also after the reading failed: what was found until
     * then is worth keeping.
     */
    @Override
    public void close() {
        Unfinished written = unfinished;
        unfinished = null;
        if (written == null) {
            return;
        }
        try {
            try {
                if (!failed) {
                    written.writer().flush();
                    written.channel().force(true);
                }
            } finally {
                written.channel().close();
            }
            if (!failed) {
                Files.move(written.path(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                AtomicFile.forceDirectory(AtomicFile.parentOf(file));
            }
        } catch (IOException e) {
            throw AtomicFile.failure("write rejected rows to " + file, e);
        } finally {
            delete(written.path());
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // its name says that it is unfinished, and the next run clears it away
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
