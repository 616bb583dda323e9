package dev.recsys.examples.cli;

import dev.recsys.data.ItemCatalog;
import dev.recsys.eval.split.SavedSplits;
import dev.recsys.eval.split.Split;
import dev.recsys.eval.split.SplitPlan;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.examples.report.DataSummary;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private SplitterOptions splitter = new SplitterOptions();

    @Option(
            names = "--save-split",
            paramLabel = "FILE",
            description = "Writes which event of --input went where, so that --load-split can split the same again.")
    private @Nullable Path save;

    @Option(
            names = "--load-split",
            paramLabel = "FILE",
            description = "Splits --input as it was split when FILE was saved; fails if the events are others.")
    private @Nullable Path load;

    /**
     * The two parts.
     *
     * @param test absent where candidates are given instead
     * @param foldIn histories of users of whom nothing is trained on, where the split has them
     * @param catalog what is known of the items, where the layout has it
     */
    record Parts<U, I>(
            EventLog<U, I> train,
            Optional<EventLog<U, I>> test,
            Optional<EventLog<U, I>> foldIn,
            ItemCatalog<I> catalog,
            String description) {

        EventLog<U, I> testLog() {
            return test.orElseThrow(() -> new UsageException("--test is missing; give the events to test with"));
        }
    }

    /** The files of events, as they are read or written. */
    void addTo(OutputFiles outputs) {
        train.forEach(file -> outputs.read("--train", file.toString()));
        test.forEach(file -> outputs.read("--test", file.toString()));
        outputs.read("--input", input == null ? null : input.toString())
                .read("--load-split", load == null ? null : load.toString());
    }

    /** The file a split is saved in, after all that are read. */
    void addSavedTo(OutputFiles outputs) {
        outputs.written("--save-split", save == null ? null : save.toString());
    }

    /** The events that go with lists in files: what these were made of. Fails if there is more. */
    Optional<Path> onlyTrain() {
        if (input != null
                || !test.isEmpty()
                || train.size() > 1
                || splitter.isGiven()
                || save != null
                || load != null) {
            throw new UsageException(
                    "--qrels compares lists that are there; of the options for events only one --train goes with it");
        }
        return train.stream().findFirst();
    }

    /** Whether any data is named. */
    boolean isGiven() {
        return input != null || !train.isEmpty() || !test.isEmpty();
    }

    /** Fails if the options do not fit each other. */
    void check(boolean withCandidates) {
        if (input != null) {
            checkSplit();
            return;
        }
        if (train.isEmpty() || (test.isEmpty() && !withCandidates)) {
            throw new UsageException("give --train and --test, or --input and --split");
        }
        if (splitter.isGiven() || save != null || load != null) {
            throw new UsageException(
                    "--split, --save-split and --load-split need --input; --train and --test are split already");
        }
        if (splitter.onlyKnownUsers()) {
            throw new UsageException("--known-users needs --input; leave other users out of the --test file");
        }
        if (train.size() != test.size() && !(test.isEmpty() && train.size() == 1)) {
            throw new UsageException("each fold needs its --train and its --test, but there are " + train.size()
                    + " and " + test.size());
        }
        if (train.size() > 1 && withCandidates) {
            throw new UsageException("--negatives goes with one --train only");
        }
    }

    private void checkSplit() {
        if (!train.isEmpty() || !test.isEmpty()) {
            throw new UsageException("--input is split; leave it out, or leave out --train and --test");
        }
        if (load == null) {
            splitter.plan();
        } else if (splitter.isGiven() || save != null) {
            throw new UsageException("--load-split has the split; leave out --split and --save-split");
        }
    }

    /**
     * Several pairs of parts.
     *
     * @param count how many there are
     * @param parts one after the other; each is read or copied when it is asked for, and not kept
     */
    record Folds<U, I>(int count, Iterator<Parts<U, I>> parts) {

        /** The split whose parts come next, if it is one of a whole. */
        Optional<Split<U, I>> nextSplit() {
            return parts instanceof Splits<U, I> splits
                    ? Optional.ofNullable(splits.left().peek())
                    : Optional.empty();
        }
    }

    /** The folds; one if there is a single split. */
    <U, I> Folds<U, I> open(InputOptions files, IdType<U> users, IdType<I> items, Terminal terminal) {
        if (input == null) {
            return new Folds<>(
                    train.size(),
                    IntStream.range(0, train.size())
                            .mapToObj(fold -> read(fold, files, users, items, terminal))
                            .iterator());
        }
        Input<U, I> all = files.read(input, users, items, terminal);
        SplitPlan plan = load == null ? splitter.plan() : SavedSplits.of(load);
        Deque<Split<U, I>> splits = new ArrayDeque<>(plan.splits(all.log()));
        if (splitter.onlyKnownUsers()) {
            splits = splits.stream().map(Split::withKnownUsersOnly).collect(Collectors.toCollection(ArrayDeque::new));
        }
        if (save != null) {
            SavedSplits.of(save).save(List.copyOf(splits));
        }
        return new Folds<>(splits.size(), new Splits<>(splits, all.catalog()));
    }

    /** Lets go of each split when it hands out its parts. */
    private record Splits<U, I>(Deque<Split<U, I>> left, ItemCatalog<I> catalog) implements Iterator<Parts<U, I>> {

        @Override
        public boolean hasNext() {
            return !left.isEmpty();
        }

        @Override
        public Parts<U, I> next() {
            Split<U, I> split = left.remove();
            return new Parts<>(split.train(), Optional.of(split.test()), split.foldIn(), catalog, split.toString());
        }
    }

    private <U, I> Parts<U, I> read(int fold, InputOptions files, IdType<U> users, IdType<I> items, Terminal terminal) {
        Input<U, I> training = files.read(train.get(fold), users, items, terminal);
        Optional<EventLog<U, I>> testLog = test.stream()
                .skip(fold)
                .findFirst()
                .map(file -> files.read(file, users, items, terminal).log());
        String described = "train " + DataSummary.of(training.log()).counts()
                + testLog.map(log -> "; test " + DataSummary.of(log).counts()).orElse("");
        return new Parts<>(training.log(), testLog, Optional.empty(), training.catalog(), described);
    }
}
