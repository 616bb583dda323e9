package dev.recsys.examples.demo;

import dev.recsys.Experimental;
import dev.recsys.execution.Parallelism;
import dev.recsys.execution.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Where and how a demo runs.
 *
 * @param work the directory in which everything is kept
 * @param k how many items each user gets
 * @param parallelism on how many threads; does not change the results
 * @param progress hears of long work
 * @param out where the story is told
 */
@Experimental
public record DemoConfig(Path work, int k, Parallelism parallelism, Progress progress, PrintWriter out) {

    /** How many items each user gets unless told otherwise. */
    public static final int DEFAULT_K = 10;

    /** Refuses lists without items. */
    public DemoConfig {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1 but was " + k);
        }
    }

    Path database(String name) {
        return work.resolve(name + ".db");
    }

    Path models() {
        return work.resolve("models");
    }

    Path runs() {
        return work.resolve("runs");
    }
}
