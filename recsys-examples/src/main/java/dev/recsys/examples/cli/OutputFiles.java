package dev.recsys.examples.cli;

import dev.recsys.eval.output.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that a command writes: whether they can be written, and whether one would overwrite another or what is read, is asked
 * before the long work, not after it. Not thread-safe.
 */
final class OutputFiles {

    private static final String STDOUT = "-";

    private final Map<Path, String> taken = new LinkedHashMap<>(); // real file to option

    /** Adds a file that is read; null and {@code "-"} are none. */
    OutputFiles read(String option, @Nullable String file) {
        if (file != null && !file.equals(STDOUT)) {
            taken.putIfAbsent(real(Path.of(file)), option);
        }
        return this;
    }

    /**
     * Adds a file that is written, after all that are read; null and {@code "-"} are none.
     *
     * @throws UsageException if it cannot be written, or is there already
     */
    OutputFiles written(String option, @Nullable String file) {
        if (file == null || file.equals(STDOUT)) {
            return this;
        }
        requireWritable(option, file);
        String other = taken.putIfAbsent(real(Path.of(file)), option);
        if (other != null) {
            throw new UsageException(
                    option + " '" + file + "' would overwrite the file of " + other + "; give each a name of its own");
        }
        return this;
    }

    /** A file under the one name it has, whatever links lead to it. */
    private static Path real(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            if (Files.exists(absolute)) {
                return absolute.toRealPath();
            }
            Path directory = absolute.getParent();
            Path name = absolute.getFileName();
            return directory == null || name == null || !Files.exists(directory)
                    ? absolute
                    : directory.toRealPath().resolve(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails if a file cannot be written; null and {@code "-"} can. */
    static void requireWritable(String option, @Nullable String file) {
        if (file == null || file.equals(STDOUT)) {
            return;
        }
        Path directory = Path.of(file).toAbsolutePath().getParent();
        boolean inPlace = directory != null && Files.isWritable(directory) && !Files.isDirectory(Path.of(file));
        if (!inPlace) {
            throw new UsageException(
                    option + " '" + file + "' cannot be written; name a file in a directory that exists");
        }
    }

    /** Writes JSON to a file, whole or not at all, or with {@code "-"} to stdout. */
    static void writeJson(@Nullable String file, Map<String, Object> content, Terminal terminal) {
        if (STDOUT.equals(file)) {
            terminal.out().println(Json.text(content));
        } else if (file != null) {
            byte[] bytes = (Json.text(content) + "\n").getBytes(StandardCharsets.UTF_8);
            WholeFile.write(Path.of(file), out -> out.write(bytes));
        }
    }
}
