package dev.recsys.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsys.algorithm.Algorithms;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Runs the command line in this process and keeps what it said. */
record Cli(int code, String out, String err) {

    static Cli run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = List.of(args).stream().map(String::valueOf).toArray(String[]::new);
        int code = RecsysCli.run(Algorithms.builtIn(), new PrintWriter(out), new PrintWriter(err), texts);
        return new Cli(code, out.toString(), err.toString());
    }

    /** The lines of stderr that report a failure. */
    List<String> errors() {
        return err.lines().filter(line -> line.startsWith("recsys: ")).toList();
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException("stdout is no JSON: " + out, e);
        }
    }
}
