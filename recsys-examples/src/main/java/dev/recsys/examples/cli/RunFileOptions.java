package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Rules;
import dev.recsys.eval.Run;
import dev.recsys.eval.file.RunFiles;
import dev.recsys.eval.file.RunFormat;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Files of runs and judgments that are scored instead of a model. */
final class RunFileOptions {

    private static final String STDIN = "-";

    @Option(
            names = "--qrels",
            paramLabel = "FILE",
            description = "Judgments: lists in files are held against them instead of training. '-' is standard input.")
    private @Nullable String qrels;

    @Option(
            names = "--run",
            paramLabel = "FILE",
            description =
                    "What a system answered: TREC, CSV or JSON. Repeat it for several systems side by side; compare"
                            + " takes LABEL=FILE too.")
    private List<String> runs = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "trec, csv or json, for --qrels and --run. Default: by the names, else trec.")
    private @Nullable String format;

    @Option(
            names = "--level",
            paramLabel = "GAIN",
            description = "The least gain of a relevant item. Default: the preset's; TREC has 1.")
    private @Nullable Double level;

    @Option(names = "--judged-only", description = "Takes items that nobody judged out of the lists, before the cut.")
    private boolean judgedOnly;

    @Option(names = "--intersection", description = "Leaves users without a list out, instead of counting them with 0.")
    private boolean intersection;

    @Option(
            names = "--duplicates",
            paramLabel = "RULE",
            description = "Items twice in a list: error or keep-first. Default: error.")
    private @Nullable String duplicates;

    @Option(
            names = "--ties",
            paramLabel = "RULE",
            description = "Equal scores: as-ranked, or expected, the mean over all orders. Default: as-ranked.")
    private @Nullable String ties;

    /**
     * Whether run files are to be scored. Fails if options of the two ways are mixed.
     *
     * @param others whether an option of the command has a meaning for run files
     */
    boolean isGiven(ParseResult parsed, Predicate<String> others) {
        boolean given = qrels != null || !runs.isEmpty();
        for (OptionSpec option : parsed.matchedOptions()) {
            String name = option.longestName();
            if (given && !isOwn(name) && !others.test(name)) {
                throw new UsageException(
                        name + " does not go with --qrels and --run, which train nothing; leave it out");
            }
            if (!given && isOwn(name)) {
                throw new UsageException(name + " goes with --qrels and --run; leave it out, or give these");
            }
        }
        if (given && (qrels == null || runs.isEmpty())) {
            throw new UsageException(
                    qrels == null
                            ? "--qrels is missing; give the judgments"
                            : "--run is missing; give the lists to score");
        }
        if (given
                && runs.stream()
                                        .map(RunFileOptions::source)
                                        .filter(STDIN::equals)
                                        .count()
                                + (STDIN.equals(qrels) ? 1 : 0)
                        > 1) {
            throw new UsageException("'-' is given twice, but standard input can be read once; name files");
        }
        return given;
    }

    private static boolean isOwn(String name) {
        return switch (name) {
            case "--qrels",
                    "--run",
                    "--format",
                    "--level",
                    "--judged-only",
                    "--intersection",
                    "--duplicates",
                    "--ties" -> true;
            default -> false;
        };
    }

    /** Adds the files to those that are read. */
    void addTo(OutputFiles outputs) {
        outputs.read("--qrels", qrels);
        runs.forEach(run -> outputs.read("--run", run).read("--run", source(run)));
    }

    /** The label of a run, before its first {@code =}; empty without one. A path with such a sign in it has none. */
    private static String label(String text) {
        String before = text.substring(0, Math.max(0, text.indexOf('=')));
        return before.contains("/") || before.contains("\\") || Files.exists(Path.of(text)) ? "" : before;
    }

    private static String source(String text) {
        String label = label(text);
        return label.isEmpty() ? text : text.substring(label.length() + 1);
    }

    /** The runs with their files: labels as given, else the names of the files up to the first point. */
    Map<String, String> labelled() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String text : runs) {
            String file = source(text);
            String label = label(text).isEmpty() ? stem(file) : label(text);
            if (files.putIfAbsent(label, file) != null) {
                throw new UsageException("--run '" + label + "' is there twice; give each a label, as in new=" + file);
            }
        }
        return files;
    }

    private static String stem(String file) {
        String name =
                file.equals(STDIN) ? "stdin" : String.valueOf(Path.of(file).getFileName());
        int point = name.indexOf('.');
        return point > 0 ? name.substring(0, point) : name;
    }

    /** How many runs there are. */
    int count() {
        return runs.size();
    }

    /** What a run was read from, for people. */
    String file(int run) {
        return runs.get(run).equals(STDIN) ? "stdin" : runs.get(run);
    }

    /** What the judgments were read from, for people. */
    String qrelsFile() {
        return STDIN.equals(qrels) ? "stdin" : String.valueOf(qrels);
    }

    /** The rules of a preset, with those that were given. */
    Rules rules(Rules usual) {
        Rules rules = usual;
        if (level != null) {
            if (!(level > 0)) {
                throw new UsageException("--level must be greater than 0 but was " + level);
            }
            rules = rules.withLevel(level);
        }
        rules = judgedOnly ? rules.withUnjudged(Rules.Unjudged.REMOVE) : rules;
        rules = intersection ? rules.withNoList(Rules.NoList.INTERSECTION) : rules;
        if (isChosen("--duplicates", duplicates, "error", "keep-first")) {
            rules = rules.withDuplicates(Rules.Duplicates.KEEP_FIRST);
        }
        if (isChosen("--ties", ties, "as-ranked", "expected")) {
            rules = rules.withTies(Rules.Ties.EXPECTED);
        }
        return rules;
    }

    private static boolean isChosen(String option, @Nullable String given, String usual, String other) {
        if (given != null && !given.equals(usual) && !given.equals(other)) {
            throw new UsageException(option + " '" + given + "' is unknown; valid are " + usual + " and " + other);
        }
        return other.equals(given);
    }

    /** The reader of files with these ids. */
    <U, I> RunFiles<U, I> files(IdType<U> users, IdType<I> items) {
        RunFiles<U, I> files = RunFiles.of(users, items);
        try {
            return format == null ? files : files.withFormat(RunFormat.named(format));
        } catch (DataException e) {
            throw new UsageException("--format: " + e.getMessage(), e);
        }
    }

    <U, I> Judgments<U, I> judgments(RunFiles<U, I> files) {
        String file = String.valueOf(qrels);
        return file.equals(STDIN) ? files.readJudgments(System.in, qrelsFile()) : files.readJudgments(Path.of(file));
    }

    /** Reads one run. */
    static <U, I> Run<U, I> run(RunFiles<U, I> files, String file) {
        return file.equals(STDIN) ? files.readRun(System.in, "stdin") : files.readRun(Path.of(file));
    }

    /** What a file was, for people: its name and the SHA-256 of its bytes. */
    static String identity(String file) {
        if (file.equals(STDIN) || file.equals("stdin")) {
            return "standard input";
        }
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(Path.of(file)), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            String digest = HexFormat.of().formatHex(in.getMessageDigest().digest());
            return Path.of(file).getFileName() + ", SHA-256 " + digest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * How many users of a run are not judged, so that their lists do not count.
     *
     * @throws DataException if none is judged
     */
    static <U, I> int usersNotJudged(Run<U, I> run, Judgments<U, I> judgments) {
        int missing = 0;
        for (int user = 0; user < run.users().size(); user++) {
            missing += judgments.users().positionOf(run.users().id(user)) == IdIndex.ABSENT ? 1 : 0;
        }
        if (missing > 0 && missing == run.users().size()) {
            throw new DataException(
                    "run " + run.name(),
                    "none of its " + missing + " users is among the "
                            + judgments.users().size() + " judged",
                    "give the judgments of the same users, and check that both write ids alike");
        }
        return missing;
    }

    /** Reads the runs; those that name themselves alike are named after their files. */
    <U, I> List<Run<U, I>> runs(RunFiles<U, I> files) {
        List<Run<U, I>> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String file : runs) {
            Run<U, I> run = run(files, file);
            names.add(run.name());
            read.add(run);
        }
        if (names.size() < read.size()) {
            read.replaceAll(run -> run.withName(file(read.indexOf(run))));
        }
        return read;
    }
}
