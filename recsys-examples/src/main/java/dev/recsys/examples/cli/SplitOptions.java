package dev.recsys.examples.cli;

import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.LeaveLastOut;
import dev.recsys.eval.split.RandomRatio;
import dev.recsys.eval.split.Split;
import dev.recsys.eval.split.Splitter;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.examples.report.DataSummary;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to train on and what to test with: two files, or one that is split. */
final class SplitOptions {

    @Option(names = "--train", paramLabel = "FILE", description = "The events to train on.")
    private @Nullable Path train;

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "The events to test with; may be left out with --negatives.")
    private @Nullable Path test;

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
     */
    record Parts<U, I>(EventLog<U, I> train, Optional<EventLog<U, I>> test, String description) {

        EventLog<U, I> testLog() {
            return test.orElseThrow(() -> new UsageException("--test is missing; give the events to test with"));
        }
    }

    <U, I> Parts<U, I> read(
            InputOptions files, IdType<U> users, IdType<I> items, boolean withCandidates, Terminal terminal) {
        if (input != null) {
            if (train != null || test != null) {
                throw new UsageException("--input is split; leave it out, or leave out --train and --test");
            }
            Splitter splitter = splitter();
            Split<U, I> split =
                    splitter.split(files.read(input, users, items, terminal).log());
            return new Parts<>(split.train(), Optional.of(split.test()), split.toString());
        }
        if (train == null || (test == null && !withCandidates)) {
            throw new UsageException("give --train and --test, or --input and --split");
        }
        if (how != null) {
            throw new UsageException("--split needs --input; --train and --test are split already");
        }
        EventLog<U, I> trainLog = files.read(train, users, items, terminal).log();
        Optional<EventLog<U, I>> testLog = Optional.ofNullable(test)
                .map(file -> files.read(file, users, items, terminal).log());
        String described = "train " + DataSummary.of(trainLog).counts()
                + testLog.map(log -> "; test " + DataSummary.of(log).counts()).orElse("");
        return new Parts<>(trainLog, testLog, described);
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
