package dev.recsys.examples.cli;

import dev.recsys.data.ItemCatalog;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.LeaveLastOut;
import dev.recsys.eval.split.RandomRatio;
import dev.recsys.eval.split.Split;
import dev.recsys.eval.split.Splitter;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.examples.report.DataSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to train on and what to test with: two files, or one that is split. */
final class SplitOptions {

    @Option(
            names = "--train",
            paramLabel = "FILE",
            description = "The events to train on. Repeat --train and --test for the folds of a cross-validation.")
    private List<Path> train = new ArrayList<>();

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "The events to test with; may be left out with --negatives.")
    private List<Path> test = new ArrayList<>();

    @Option(names = "--input", paramLabel = "FILE", description = "All events, to be split.")
    private @Nullable Path input;

    @Option(
            names = "--split",
            paramLabel = "HOW",
            description = "How --input is split: leave-last-out (each user's last item), time (the latest events),"
                    + " random (of each user's items).")
    private @Nullable String how;

    @Option(
            names = "--test-share",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Which share is tested with, for time and random. Default: ${DEFAULT-VALUE}.")
    private double share = 0.2;

    @Option(
            names = "--split-seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the random split. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    /**
     * The two parts.
     *
     * @param test absent where candidates are given instead
     * @param catalog what is known of the items, where the layout has it
     */
    record Parts<U, I>(
            EventLog<U, I> train, Optional<EventLog<U, I>> test, ItemCatalog<I> catalog, String description) {

        EventLog<U, I> testLog() {
            return test.orElseThrow(() -> new UsageException("--test is missing; give the events to test with"));
        }
    }

    /** Whether any data is named. */
    boolean isGiven() {
        return input != null || !train.isEmpty() || !test.isEmpty();
    }

    /** How many folds there are: 1 unless several pairs of files are given. Fails if the options do not fit each other. */
    int folds(boolean withCandidates) {
        if (input != null) {
            if (!train.isEmpty() || !test.isEmpty()) {
                throw new UsageException("--input is split; leave it out, or leave out --train and --test");
            }
            return 1;
        }
        if (train.isEmpty() || (test.isEmpty() && !withCandidates)) {
            throw new UsageException("give --train and --test, or --input and --split");
        }
        if (how != null) {
            throw new UsageException("--split needs --input; --train and --test are split already");
        }
        if (train.size() != test.size() && !(test.isEmpty() && train.size() == 1)) {
            throw new UsageException("each fold needs its --train and its --test, but there are " + train.size()
                    + " and " + test.size());
        }
        if (train.size() > 1 && withCandidates) {
            throw new UsageException("--negatives goes with one --train only");
        }
        return train.size();
    }

    /** Reads the parts of one fold. */
    <U, I> Parts<U, I> read(int fold, InputOptions files, IdType<U> users, IdType<I> items, Terminal terminal) {
        if (input != null) {
            Splitter splitter = splitter();
            Input<U, I> all = files.read(input, users, items, terminal);
            Split<U, I> split = splitter.split(all.log());
            return new Parts<>(split.train(), Optional.of(split.test()), all.catalog(), split.toString());
        }
        Input<U, I> training = files.read(train.get(fold), users, items, terminal);
        Optional<EventLog<U, I>> testLog = test.stream()
                .skip(fold)
                .findFirst()
                .map(file -> files.read(file, users, items, terminal).log());
        String described = "train " + DataSummary.of(training.log()).counts()
                + testLog.map(log -> "; test " + DataSummary.of(log).counts()).orElse("");
        return new Parts<>(training.log(), testLog, training.catalog(), described);
    }

    private Splitter splitter() {
        if (!(share > 0 && share < 1)) {
            throw new UsageException("--test-share must lie between 0 and 1, exclusive, but was " + share);
        }
        return switch (how == null ? "" : how) {
            case "leave-last-out" -> LeaveLastOut.defaults();
            case "time" -> GlobalTimeSplit.latest(share);
            case "random" -> RandomRatio.perUser(share, seed);
            case "" -> throw new UsageException("--input needs --split leave-last-out, time or random");
            default ->
                throw new UsageException(
                        "--split '" + how + "' is unknown; valid splits are leave-last-out, time, random");
        };
    }
}
