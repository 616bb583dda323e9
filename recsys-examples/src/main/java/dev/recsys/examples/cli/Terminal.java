package dev.recsys.examples.cli;

import java.io.PrintWriter;

/**
 * Where a command writes: results to {@code out}, everything else to {@code err}.
 *
 * @param live whether {@code err} is watched by a person, so that a line may be rewritten in place
 */
record Terminal(PrintWriter out, PrintWriter err, boolean live) {

    /** One line for the person who waits, not a result. */
    void note(String line) {
        err.println(line);
        err.flush();
    }
}
