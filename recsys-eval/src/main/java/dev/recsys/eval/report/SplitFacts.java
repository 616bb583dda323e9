package dev.recsys.eval.report;

import dev.recsys.eval.split.Split;
import dev.recsys.eval.split.SplitPart;
import dev.recsys.event.EventLog;
import java.time.Instant;
import java.util.BitSet;
import java.util.OptionalInt;

/** The lines of the run card that a split gives. */
final class SplitFacts {

    private static final String GROUP = "Split";

    private SplitFacts() {}

    static <U, I> Study<U, I> add(Study<U, I> study, Split<U, I> split) {
        Study<U, I> more = study.withFact(GROUP, "Before", describe(split.log()));
        more = add(more, split.description(), split.train(), split.test(), split.leakage());
        if (split.foldIn().isPresent()) {
            more = more.withFact(
                    GROUP,
                    "Shown as history, not trained on",
                    describe(split.foldIn().get()));
        }
        var summary = split.summary();
        var unused = summary.part(SplitPart.UNUSED);
        if (unused.events() > 0) {
            more = more.withFact(
                    GROUP,
                    "In no part",
                    Numbers.count(unused.events(), "event") + " of " + Numbers.count(unused.users(), "user") + " and "
                            + Numbers.count(unused.items(), "item") + ", by the rule above");
        }
        return more.withFact(
                        GROUP,
                        "Test users with history",
                        Numbers.count(summary.knownUsers()) + " of "
                                + Numbers.count(summary.part(SplitPart.TEST).users()))
                .withFact(GROUP, "Test events of users without history", Numbers.count(summary.unknownUserEvents()))
                .withFact(GROUP, "Test events on items not in training", Numbers.count(summary.unknownItemEvents()));
    }

    static <U, I> Study<U, I> add(
            Study<U, I> study, String how, EventLog<U, I> train, EventLog<U, I> test, OptionalInt leakage) {
        Study<U, I> more = study.withFact(GROUP, "How", how)
                .withFact(GROUP, "Training", describe(train))
                .withFact(GROUP, "Test", describe(test))
                .withFact(
                        GROUP,
                        "Leakage",
                        leakage.isPresent()
                                ? Numbers.count(leakage.getAsInt(), "training event") + " later than some test event"
                                : "unknown: the events have no times")
                .withFact("Data", "Fingerprint of training", train.fingerprint())
                .withFact("Data", "Fingerprint of test", test.fingerprint());
        if (leakage.isPresent() && leakage.getAsInt() > 0) {
            return more.withCaveat(Numbers.count(leakage.getAsInt(), "training event") + " of "
                    + Numbers.count(train.size())
                    + " came later than some test event: models could learn from the future.");
        }
        return more;
    }

    /** How many training events are later than the first of the test. */
    static OptionalInt leakage(EventLog<?, ?> train, EventLog<?, ?> test) {
        if (!train.hasTime() || !test.hasTime()) {
            return OptionalInt.empty();
        }
        long first = Long.MAX_VALUE;
        for (int row = 0; row < test.size(); row++) {
            first = Math.min(first, test.time(row));
        }
        int leaked = 0;
        for (int row = 0; row < train.size(); row++) {
            leaked += train.time(row) > first ? 1 : 0;
        }
        return OptionalInt.of(leaked);
    }

    private static String describe(EventLog<?, ?> log) {
        BitSet users = new BitSet();
        BitSet items = new BitSet();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int row = 0; row < log.size(); row++) {
            users.set(log.user(row));
            items.set(log.item(row));
            if (log.hasTime()) {
                first = Math.min(first, log.time(row));
                last = Math.max(last, log.time(row));
            }
        }
        String counts = Numbers.count(log.size(), "event") + " of " + Numbers.count(users.cardinality(), "user")
                + " and " + Numbers.count(items.cardinality(), "item");
        return log.hasTime() && log.size() > 0 ? counts + ", " + day(first) + " to " + day(last) : counts;
    }

    private static String day(long millis) {
        return Instant.ofEpochMilli(millis).toString().substring(0, 10);
    }
}
