package dev.recsys.benchmarks.peers;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;

/**
 * Answers commands: a line on standard input, a line on standard output that begins with {@code ok} or {@code error}. One
 * process answers many, so that neither its start nor its warm-up is measured.
 */
public final class Worker {

    /** Does one thing. */
    @FunctionalInterface
    public interface Command {

        /** Runs it once. */
        Reply run(Arguments arguments) throws IOException;
    }

    private Worker() {}

    /** Answers until the input ends. */
    public static void serve(Reply greeting, Map<String, Command> commands) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what libraries print must not get between the answers
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("ok\t" + greeting);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(line, commands));
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // the log of the process is its standard error
    private static String answer(String line, Map<String, Command> commands) {
        try {
            Arguments arguments = Arguments.parse(line);
            Command command = commands.get(arguments.command());
            if (command == null) {
                throw new IllegalArgumentException("known commands are " + new TreeSet<>(commands.keySet()));
            }
            return "ok\t" + command.run(arguments);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            e.printStackTrace();
            return "error\t" + String.valueOf(e).replaceAll("\\s+", " ");
        }
    }
}
