package dev.recsys.examples.report;

import dev.recsys.Experimental;
import dev.recsys.event.EventLog;
import java.time.Instant;
import java.util.BitSet;
import java.util.Locale;

/** How much there is of what: what a person wants to know of an event log before training. Immutable, thread-safe. */
@Experimental
public final class DataSummary {

    private final EventLog<?, ?> log;
    private final int users;
    private final int items;
    private final double density;

    private DataSummary(EventLog<?, ?> log, int users, int items, double density) {
        this.log = log;
        this.users = users;
        this.items = items;
        this.density = density;
    }

    /** Counts; O(events). */
    public static DataSummary of(EventLog<?, ?> log) {
        BitSet users = new BitSet();
        BitSet items = new BitSet();
        long pairs = 0;
        for (int row = 0; row < log.size(); row++) {
            users.set(log.user(row));
            items.set(log.item(row));
            boolean samePair = row > 0 && log.user(row) == log.user(row - 1) && log.item(row) == log.item(row - 1);
            pairs += samePair ? 0 : 1;
        }
        double cells = (double) users.cardinality() * items.cardinality();
        return new DataSummary(log, users.cardinality(), items.cardinality(), cells == 0 ? 0 : pairs / cells);
    }

    /** For instance {@code "943 users, 1,682 items, 100,000 events, density 6.30 %"}. */
    public String counts() {
        return String.format(
                Locale.ROOT,
                "%,d users, %,d items, %,d events, density %.2f %%",
                users,
                items,
                log.size(),
                100 * density);
    }

    /** For instance {@code "1997-09-20 to 1998-04-22"}. */
    public String timeSpan() {
        if (!log.hasTime() || log.size() == 0) {
            return "without times";
        }
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int row = 0; row < log.size(); row++) {
            first = Math.min(first, log.time(row));
            last = Math.max(last, log.time(row));
        }
        return day(first) + " to " + day(last);
    }

    private static String day(long millis) {
        return Instant.ofEpochMilli(millis).toString().substring(0, 10);
    }

    @Override
    public String toString() {
        return counts() + ", " + timeSpan();
    }
}
