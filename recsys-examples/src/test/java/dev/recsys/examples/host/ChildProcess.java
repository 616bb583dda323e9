package dev.recsys.examples.host;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the JDK, run to its end with nothing on stdin.
 *
 * @param output stdout and stderr as they came
 */
record ChildProcess(int code, String output) {

    /** Runs {@code bin/tool} of this JDK in a directory. */
    static ChildProcess run(Path directory, String tool, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        command.addAll(List.of(args));
        File nothing = File.createTempFile("nothing", ".txt", directory.toFile());
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(nothing)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new ChildProcess(process.waitFor(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
