package dev.recsys.eval.split;

import dev.recsys.event.EventLog;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds the latest items of a user. An item is as late as the user's last counting event on it; of items that are equally late
 * the one at the higher position is later. Not thread-safe.
 */
final class LatestPairs {

    private final EventLog<?, ?> log;
    private final PairRows rows;
    private long[] times = new long[16]; // of the counting pairs of a user, in order of items
    private long[] sorted = new long[16];

    LatestPairs(EventLog<?, ?> log, PairRows rows) {
        this.log = log;
        this.rows = rows;
    }

    /** Marks all rows of a user's latest items; rows {@code from} to {@code end - 1} are the user's. */
    void mark(int from, int end, int wanted, BitSet marked) {
        int pairs = collect(from, end);
        if (wanted == 0) {
            return;
        }
        System.arraycopy(times, 0, sorted, 0, pairs);
        Arrays.sort(sorted, 0, pairs);
        long threshold = sorted[pairs - wanted];
        int equal = 0; // pairs at the threshold that are too many, the first of them
        for (int i = 0; i < pairs; i++) {
            equal += times[i] >= threshold ? 1 : 0;
        }
        int skipped = equal - wanted;
        int pair = 0;
        int row = from;
        while (row < end) {
            int next = rows.pairEnd(row);
            if (rows.pairCounts(row, next)) {
                long time = times[pair++];
                if (time > threshold || (time == threshold && skipped-- <= 0)) {
                    marked.set(row, next);
                }
            }
            row = next;
        }
    }

    private int collect(int from, int end) {
        if (times.length < end - from) {
            times = new long[Math.max(end - from, 2 * times.length)];
            sorted = new long[times.length];
        }
        int pairs = 0;
        int row = from;
        while (row < end) {
            int next = rows.pairEnd(row);
            if (rows.pairCounts(row, next)) {
                times[pairs++] = lastTime(row, next);
            }
            row = next;
        }
        return pairs;
    }

    private long lastTime(int from, int end) {
        long last = Long.MIN_VALUE;
        for (int row = from; row < end; row++) {
            if (rows.counts(row)) {
                last = Math.max(last, log.time(row));
            }
        }
        return last;
    }
}
