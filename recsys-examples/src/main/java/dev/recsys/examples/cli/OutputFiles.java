package dev.recsys.examples.cli;

import dev.recsys.eval.file.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files that a command writes: whether they can be written is asked before the long work, not after it. */
final class OutputFiles {

    private static final String STDOUT = "-";

    private OutputFiles() {}

    /** Fails if a file cannot be written; null and {@code "-"} can. */
    static void requireWritable(String option, @Nullable String file) {
        if (file == null || file.equals(STDOUT)) {
            return;
        }
        Path directory = Path.of(file).toAbsolutePath().getParent();
        if (directory == null || !Files.isWritable(directory) || Files.isDirectory(Path.of(file))) {
            throw new UsageException(
                    option + " '" + file + "' cannot be written; name a file in a directory that exists");
        }
    }

    /**
     * Writes JSON to a file, whole or not at all, or with {@code "-"} to stdout.
     *
     * @return whether stdout is taken
     */
    static boolean writeJson(@Nullable String file, Map<String, Object> content, Terminal terminal) {
        if (STDOUT.equals(file)) {
            terminal.out().println(Json.text(content));
            return true;
        }
        if (file != null) {
            byte[] bytes = (Json.text(content) + "\n").getBytes(StandardCharsets.UTF_8);
            WholeFile.write(Path.of(file), out -> out.write(bytes));
        }
        return false;
    }
}
