package dev.recsys.eval;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Files of the shared data directory; a test that asks for one that is not there is skipped. */
public final class SharedData {

    private SharedData() {}

    /** The path of a file under the shared directory. */
    public static Path file(String name) {
        Path path = Path.of(System.getProperty("recsys.shared", "no-such-directory"), name);
        assumeTrue(Files.exists(path), () -> "skipped: there is no " + path + " (set -Drecsys.shared=DIR)");
        return path;
    }

    /** The lines of a gzipped file. */
    public static List<String> lines(String name) {
        Path path = file(name);
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
