package dev.recsys.eval.split;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An event log in disjoint parts: what to train on, what to test with, and, where the split is of that kind, the histories of
 * users of whom nothing is trained on. Events may be in no part. All parts keep the users and items of the log at their
 * positions.
 *
 * <p>Immutable, thread-safe. Keeps the log and a byte per event; each part is copied from the log when it is first asked for,
 * at cost O(log size), and kept.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class Split<U, I> {

    private final EventLog<U, I> log;
    private final byte[] codes; // the part of each row, as SplitPart.code()
    private final String description;
    private final SplitSummary summary;
    private final @Nullable Split<U, I> validation;
    private volatile @Nullable EventLog<U, I> train;
    private volatile @Nullable EventLog<U, I> test;
    private volatile @Nullable EventLog<U, I> foldIn;

    private Split(
            EventLog<U, I> log,
            byte[] codes,
            String description,
            SplitSummary summary,
            @Nullable Split<U, I> validation) {
        this.log = log;
        this.codes = codes;
        this.description = description;
        this.summary = summary;
        this.validation = validation;
    }

    /**
     * Parts a log in two by a rule of one's own.
     *
     * @param inTest whether a row goes to the test, else it is trained on; asked once per row, in order
     * @param description how it was split, on one line
     * @throws DataException if a part would be empty
     */
    public static <U, I> Split<U, I> of(EventLog<U, I> log, IntPredicate inTest, String description) {
        byte[] codes = new byte[log.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = (inTest.test(row) ? SplitPart.TEST : SplitPart.TRAIN).code();
        }
        return ofCodes(log, codes, description);
    }

    /**
     * Parts a log in more than two by a rule of one's own.
     *
     * @param partOf where a row goes; asked once per row, in order
     * @param description how it was split, on one line
     * @throws DataException if there would be nothing to train on, or nothing to test with
     */
    public static <U, I> Split<U, I> ofParts(EventLog<U, I> log, IntFunction<SplitPart> partOf, String description) {
        byte[] codes = new byte[log.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = partOf.apply(row).code();
        }
        return ofCodes(log, codes, description);
    }

    /** As {@link #ofParts}; the codes are not copied. */
    static <U, I> Split<U, I> ofCodes(EventLog<U, I> log, byte[] codes, String description) {
        SplitSummary summary = SplitSummary.of(log, codes);
        int train = summary.part(SplitPart.TRAIN).events();
        int test = summary.part(SplitPart.TEST).events();
        if (train == 0 || test == 0) {
            throw new DataException(
                    "split of " + log.rejections().source(),
                    description + " leaves " + train + " events to train on and " + test
                            + " to test with, but there must be some of both",
                    "split at another place, or use more data");
        }
        return new Split<>(log, codes, description, summary, null);
    }

    /** What was split. */
    public EventLog<U, I> log() {
        return log;
    }

    /** Where a row of the log went. */
    public SplitPart part(int row) {
        return SplitPart.of(codes[row]);
    }

    /** The parts of all rows, as {@link SplitPart#code()}; not to be modified. */
    byte[] codes() {
        return codes;
    }

    /** What to train on. */
    public EventLog<U, I> train() {
        EventLog<U, I> known = train;
        if (known == null) {
            known = copy(SplitPart.TRAIN);
            train = known; // copied twice at worst, with the same result
        }
        return known;
    }

    /** What to test with. */
    public EventLog<U, I> test() {
        EventLog<U, I> known = test;
        if (known == null) {
            known = copy(SplitPart.TEST);
            test = known;
        }
        return known;
    }

    /**
     * The histories of users of whom nothing is trained on, to be shown to the model when they are tested; empty if the split has
     * no such part. Users with nothing in the test may be among them.
     */
    public Optional<EventLog<U, I>> foldIn() {
        if (summary.part(SplitPart.FOLD_IN).events() == 0) {
            return Optional.empty();
        }
        EventLog<U, I> known = foldIn;
        if (known == null) {
            known = copy(SplitPart.FOLD_IN);
            foldIn = known;
        }
        return Optional.of(known);
    }

    private EventLog<U, I> copy(SplitPart part) {
        return log.where(row -> codes[row] == part.code());
    }

    /** How the log was split, on one line. */
    public String description() {
        return description;
    }

    /** How much is in each part, and what the test has that training has not. */
    public SplitSummary summary() {
        return summary;
    }

    /**
     * How many training events are later than some test event: what a model could learn of the future. 0 for a split at a
     * point in time; empty if the events have no times, so nobody knows.
     */
    public OptionalInt leakage() {
        return summary.leakage();
    }

    /**
     * The split on which settings are chosen before the test is looked at, if there is one: of the same log, without any event of
     * this test. Its training part is this one's or a part of it.
     */
    public Optional<Split<U, I>> validation() {
        return Optional.ofNullable(validation);
    }

    /**
     * A copy whose training part is split again: what is tested with there decides on settings, and nothing of this test can.
     *
     * @throws DataException as {@link Splitter#split} of the training part
     */
    public Split<U, I> withValidation(Splitter splitter) {
        Split<U, I> inner = splitter.split(train()).spreadOver(log, row -> codes[row] == SplitPart.TRAIN.code());
        return withValidation(inner);
    }

    /** A copy with a split of the same log for validation. */
    Split<U, I> withValidation(Split<U, I> inner) {
        Split<U, I> flat = new Split<>(log, inner.codes, inner.description, inner.summary, null);
        return new Split<>(log, codes, description, summary, flat);
    }

    /**
     * A copy that is tested only with events of users who have some in training or to fold in; those of others are unused. What a
     * model that knows nobody new can be judged by.
     *
     * @throws DataException if no event is left to test with
     */
    public Split<U, I> withKnownUsersOnly() {
        boolean[] known = new boolean[log.users().size()];
        for (int row = 0; row < codes.length; row++) {
            known[log.user(row)] |= codes[row] == SplitPart.TRAIN.code() || codes[row] == SplitPart.FOLD_IN.code();
        }
        return withoutRows(
                SplitPart.TEST,
                row -> !known[log.user(row)],
                description + ", without the test events of unknown users");
    }

    /** A copy in which some rows of a part are unused; its validation stays. */
    Split<U, I> withoutRows(SplitPart part, IntPredicate dropped, String newDescription) {
        byte[] fewer = codes.clone();
        for (int row = 0; row < fewer.length; row++) {
            if (fewer[row] == part.code() && dropped.test(row)) {
                fewer[row] = SplitPart.UNUSED.code();
            }
        }
        Split<U, I> copy = ofCodes(log, fewer, newDescription);
        return validation == null ? copy : copy.withValidation(validation);
    }

    /**
     * This split as one of the log that its log was taken from; other rows are unused.
     *
     * @param taken which rows of the whole are the rows of this split's log
     */
    Split<U, I> spreadOver(EventLog<U, I> whole, IntPredicate taken) {
        byte[] spread = new byte[whole.size()];
        int next = 0;
        for (int row = 0; row < spread.length; row++) {
            spread[row] = taken.test(row) ? codes[next++] : SplitPart.UNUSED.code();
        }
        Split<U, I> copy = ofCodes(whole, spread, description);
        return validation == null ? copy : copy.withValidation(validation.spreadOver(whole, taken));
    }

    /** A copy that says something else of itself. */
    Split<U, I> withDescription(String newDescription) {
        return new Split<>(log, codes, newDescription, summary, validation);
    }

    /**
     * A SHA-256 over the log's fingerprint and the part of each row, 64 hexadecimal digits: equal for splits that put the same
     * events into the same parts, however they came about. Cost O(log size).
     */
    public String fingerprint() {
        PartCodes digest = PartCodes.digestOf(log.fingerprint());
        digest.add(codes);
        if (validation != null) {
            digest.add(validation.codes);
        }
        return digest.toHex();
    }

    @Override
    public String toString() {
        return description + ": " + summary + (validation == null ? "" : "; validation by " + validation);
    }
}
