package dev.recsys.benchmarks.scale;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Measures a nightly run - generate, read, build, train, save, load, recommend to everybody, publish - at several sizes, each
 * in a process of its own with the JVM options of this one, and writes tables, a plot and a page. Run it without arguments for
 * what it does by default; {@code docs/reference/scale.md} lists its options.
 */
public final class ScaleRun {

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("events", "1M,5M"),
            Map.entry("catalogue", ""),
            Map.entry("ids", "long"),
            Map.entry("csv", "no"),
            Map.entry("threads", "2"),
            Map.entry("factors", "64"),
            Map.entry("iterations", "2"),
            Map.entry("solver", "cg"),
            Map.entry("seed", "42"),
            Map.entry("top-users", "all"),
            Map.entry("lists", "10000"),
            Map.entry("until", "publish"),
            Map.entry("dir", ""),
            Map.entry("tsv", "benchmarks/scale/target/scale.tsv"),
            Map.entry("write", ""),
            Map.entry("fork", "yes"));

    private ScaleRun() {}

    /** Runs what the arguments say. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = new Options(args, DEFAULTS);
        if (options.text("fork").equals("no")) {
            runHere(options);
        } else {
            for (String[] child : children(options, args)) {
                fork(child);
            }
        }
        if (!options.isEmpty("write")) {
            new ScalePage(read(options)).write(Path.of(options.text("write")));
        }
    }

    /** The arguments of one process per size. */
    private static List<String[]> children(Options options, String[] args) {
        List<String[]> children = new ArrayList<>();
        if (!options.isEmpty("catalogue")) {
            children.add(with(args, "--write", "", "--fork", "no"));
        } else if (!options.text("events").equals("none")) {
            for (long events : options.counts("events")) {
                children.add(with(args, "--write", "", "--fork", "no", "--events", String.valueOf(events)));
            }
        }
        return children;
    }

    /** Later options win. */
    private static String[] with(String[] args, String... more) {
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    private static void fork(String[] args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ScaleRun.class.getName()));
        command.addAll(List.of(args));
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("the process for " + String.join(" ", args) + " ended with code " + code);
        }
    }

    private static void runHere(Options options) throws IOException {
        if (options.isEmpty("catalogue")) {
            new Nightly(options).run(Options.count(options.text("events")));
        } else {
            new CatalogueRun(options).run();
        }
    }

    private static List<Measured> read(Options options) throws IOException {
        return Files.readAllLines(Path.of(options.text("tsv")), StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank() && !line.equals(Measured.HEADER))
                .map(Measured::parse)
                .toList();
    }
}
