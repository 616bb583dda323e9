package dev.recsys.eval.split;

import dev.recsys.event.EventLog;
import java.time.Instant;
import java.util.Arrays;

/** Finds the first instant of a test. */
@FunctionalInterface
interface TimeCut {

    /** In epoch milliseconds; the log has times. */
    long of(EventLog<?, ?> log);

    static TimeCut at(Instant instant) {
        long time = instant.toEpochMilli();
        return log -> time;
    }

    /** Where the latest share of all events begins. */
    static TimeCut latest(double share) {
        Shares.require("testShare", share);
        return log -> {
            long[] times = sortedTimes(log);
            int wanted = (int) Math.max(1, Math.round(share * times.length));
            return times.length == 0 ? 0 : times[times.length - wanted];
        };
    }

    static long[] sortedTimes(EventLog<?, ?> log) {
        long[] times = new long[log.size()];
        for (int row = 0; row < times.length; row++) {
            times[row] = log.time(row);
        }
        Arrays.sort(times);
        return times;
    }
}
