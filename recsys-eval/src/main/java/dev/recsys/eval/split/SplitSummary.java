package dev.recsys.eval.split;

import dev.recsys.Experimental;
import dev.recsys.event.EventLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a split is like: how much is in each part, what the test has that training has not, and how much of the future
 * training could see. Immutable, thread-safe.
 */
@Experimental
public final class SplitSummary {

    private final List<PartSummary> parts;
    private final OptionalInt leakage;
    private final int unknownUserEvents;
    private final int unknownItemEvents;
    private final int knownEvents;
    private final int knownUsers;

    private SplitSummary(Count count, OptionalInt leakage) {
        this.parts = List.of(count.part(0), count.part(1), count.part(2), count.part(3));
        this.leakage = leakage;
        this.unknownUserEvents = count.unknownUserEvents;
        this.unknownItemEvents = count.unknownItemEvents;
        this.knownEvents = count.knownEvents;
        this.knownUsers = count.knownUsers;
    }

    /**
     * Counts in three passes over the log.
     *
     * @param codes the part of each row, as {@link SplitPart#code()}
     */
    static SplitSummary of(EventLog<?, ?> log, byte[] codes) {
        Count count = new Count(log);
        for (int row = 0; row < codes.length; row++) {
            count.add(row, codes[row]);
        }
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] == SplitPart.TEST.code()) {
                count.addTested(row);
            }
        }
        count.countKnownUsers();
        return new SplitSummary(
                count,
                log.hasTime()
                        ? OptionalInt.of(leaked(log, codes, count.first[SplitPart.TEST.code()]))
                        : OptionalInt.empty());
    }

    private static int leaked(EventLog<?, ?> log, byte[] codes, long firstTest) {
        int leaked = 0;
        for (int row = 0; row < codes.length; row++) {
            leaked += codes[row] == SplitPart.TRAIN.code() && log.time(row) > firstTest ? 1 : 0;
        }
        return leaked;
    }

    /** One part; without events if the split has none of that kind. */
    public PartSummary part(SplitPart part) {
        return parts.get(part.code());
    }

    /**
     * How many training events are later than some test event: what a model could learn of the future. Empty if the events have
     * no times, so nobody knows.
     */
    public OptionalInt leakage() {
        return leakage;
    }

    /** How many test events are of users who have no event in training, nor one to fold in. */
    public int unknownUserEvents() {
        return unknownUserEvents;
    }

    /** How many test events are on items without an event in training. */
    public int unknownItemEvents() {
        return unknownItemEvents;
    }

    /** How many test events are neither of unknown users nor on unknown items. */
    public int knownEvents() {
        return knownEvents;
    }

    /** How many users of the test have an event in training, or one to fold in. */
    public int knownUsers() {
        return knownUsers;
    }

    /** On one line, without what there is none of. */
    @Override
    public String toString() {
        PartSummary foldIn = part(SplitPart.FOLD_IN);
        PartSummary unused = part(SplitPart.UNUSED);
        return part(SplitPart.TRAIN).events() + " events to train on, "
                + (foldIn.events() == 0 ? "" : foldIn.events() + " to fold in, ")
                + part(SplitPart.TEST).events() + " to test with ("
                + unknownUserEvents + " of unknown users, " + unknownItemEvents + " on unknown items), "
                + (unused.events() == 0 ? "" : unused.events() + " unused, ")
                + (leakage.isPresent()
                        ? leakage.getAsInt() + " training events later than some test event"
                        : "leakage unknown without times");
    }

    /** The counters, by part. */
    private static final class Count {

        private final EventLog<?, ?> log;
        private final byte[] partsOfUser; // a bit for each part
        private final byte[] partsOfItem;
        private final int[] events = new int[4];
        private final int[] users = new int[4];
        private final int[] items = new int[4];
        private final long[] first = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
        private final long[] last = {Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE};
        private int unknownUserEvents;
        private int unknownItemEvents;
        private int knownEvents;
        private int knownUsers;

        Count(EventLog<?, ?> log) {
            this.log = log;
            this.partsOfUser = new byte[log.users().size()];
            this.partsOfItem = new byte[log.items().size()];
        }

        void add(int row, int part) {
            events[part]++;
            users[part] += mark(partsOfUser, log.user(row), part);
            items[part] += mark(partsOfItem, log.item(row), part);
            if (log.hasTime()) {
                first[part] = Math.min(first[part], log.time(row));
                last[part] = Math.max(last[part], log.time(row));
            }
        }

        private static int mark(byte[] marks, int position, int part) {
            boolean isNew = (marks[position] & (1 << part)) == 0;
            marks[position] |= (byte) (1 << part);
            return isNew ? 1 : 0;
        }

        void addTested(int row) {
            boolean knowsUser = knowsUser(log.user(row));
            boolean knowsItem = (partsOfItem[log.item(row)] & (1 << SplitPart.TRAIN.code())) != 0;
            unknownUserEvents += knowsUser ? 0 : 1;
            unknownItemEvents += knowsItem ? 0 : 1;
            knownEvents += knowsUser && knowsItem ? 1 : 0;
        }

        private boolean knowsUser(int user) {
            return (partsOfUser[user] & ((1 << SplitPart.TRAIN.code()) | (1 << SplitPart.FOLD_IN.code()))) != 0;
        }

        void countKnownUsers() {
            for (int user = 0; user < partsOfUser.length; user++) {
                boolean isTested = (partsOfUser[user] & (1 << SplitPart.TEST.code())) != 0;
                knownUsers += isTested && knowsUser(user) ? 1 : 0;
            }
        }

        PartSummary part(int part) {
            boolean dated = log.hasTime() && events[part] > 0;
            return new PartSummary(
                    events[part],
                    users[part],
                    items[part],
                    dated ? Optional.of(Instant.ofEpochMilli(first[part])) : Optional.empty(),
                    dated ? Optional.of(Instant.ofEpochMilli(last[part])) : Optional.empty());
        }
    }
}
