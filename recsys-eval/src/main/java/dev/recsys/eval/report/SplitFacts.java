package dev.recsys.eval.report;

import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import java.time.Instant;
import java.util.BitSet;
import java.util.OptionalInt;

/** The lines of the run card that a split gives. */
final class SplitFacts {

    private static final String GROUP = "Split";

    private SplitFacts() {}

    static <U, I> Study<U, I> add(Study<U, I> study, Split<U, I> split) {
        OptionalInt leakage = split.leakage();
        Study<U, I> more = study.withFact(GROUP, "How", split.description())
                .withFact(GROUP, "Training", describe(split.train()))
                .withFact(GROUP, "Test", describe(split.test()))
                .withFact(
                        GROUP,
                        "Leakage",
                        leakage.isPresent()
                                ? Numbers.count(leakage.getAsInt(), "training event") + " later than some test event"
                                : "unknown: the events have no times")
                .withFact("Data", "Fingerprint of training", split.train().fingerprint())
                .withFact("Data", "Fingerprint of test", split.test().fingerprint());
        if (leakage.isPresent() && leakage.getAsInt() > 0) {
            return more.withCaveat(Numbers.count(leakage.getAsInt(), "training event")
                    + " of " + Numbers.count(split.train().size())
                    + " came later than some test event: models could learn from the future.");
        }
        return more;
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
        String counts = Numbers.count(log.size(), "event") + " of " + Numbers.count(users.cardinality(), "user") + " and "
                + Numbers.count(items.cardinality(), "item");
        return log.hasTime() && log.size() > 0 ? counts + ", " + day(first) + " to " + day(last) : counts;
    }

    private static String day(long millis) {
        return Instant.ofEpochMilli(millis).toString().substring(0, 10);
    }
}
