package dev.recsys.eval.split;

import dev.recsys.event.EventLog;

/** Walks over the rows of a log by user and by pair; rows are in order of users, then items. */
final class UserRows {

    private UserRows() {}

    /** The first row after {@code row} of another user. */
    static int end(EventLog<?, ?> log, int row) {
        int end = row + 1;
        while (end < log.size() && log.user(end) == log.user(row)) {
            end++;
        }
        return end;
    }

    /** Whether a new user or item begins at {@code row}. */
    static boolean startsPair(EventLog<?, ?> log, int row) {
        return row == 0 || log.user(row) != log.user(row - 1) || log.item(row) != log.item(row - 1);
    }

    /** How many distinct pairs there are in rows {@code from} to {@code end - 1}. */
    static int pairs(EventLog<?, ?> log, int from, int end) {
        int pairs = 0;
        for (int row = from; row < end; row++) {
            pairs += startsPair(log, row) ? 1 : 0;
        }
        return pairs;
    }
}
