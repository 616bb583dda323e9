package dev.recsys.eval.split;

import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureConfig;
import java.util.List;

/**
 * Walks over the rows of a log by user and by pair; rows are in order of users, then items. A pair counts if it has an event
 * of a type that is not ignored.
 */
final class PairRows {

    private final EventLog<?, ?> log;
    private final boolean[] ignored; // by type

    PairRows(EventLog<?, ?> log, List<String> ignoredTypes) {
        this.log = log;
        this.ignored = new boolean[log.types().size()];
        for (int type = 0; type < ignored.length; type++) {
            ignored[type] = ignoredTypes.contains(log.types().get(type));
        }
    }

    /** For descriptions: which types are ignored, if it is not exposures alone. */
    static String text(List<String> ignoredTypes) {
        if (ignoredTypes.equals(List.of(FeatureConfig.EXPOSURE))) {
            return "";
        }
        return ignoredTypes.isEmpty() ? ", no type ignored" : ", ignoring " + String.join(", ", ignoredTypes);
    }

    /** The first row after {@code row} of another user. */
    int userEnd(int row) {
        int end = row + 1;
        while (end < log.size() && log.user(end) == log.user(row)) {
            end++;
        }
        return end;
    }

    /** The first row after {@code row} of another pair. */
    int pairEnd(int row) {
        int end = row + 1;
        while (end < log.size() && log.user(end) == log.user(row) && log.item(end) == log.item(row)) {
            end++;
        }
        return end;
    }

    /** Whether the event in a row is of a type that is not ignored. */
    boolean counts(int row) {
        return !ignored[log.type(row)];
    }

    /** Whether any event of the pair in rows {@code from} to {@code end - 1} counts. */
    boolean pairCounts(int from, int end) {
        for (int row = from; row < end; row++) {
            if (counts(row)) {
                return true;
            }
        }
        return false;
    }

    /** How many pairs in rows {@code from} to {@code end - 1} count. */
    int pairs(int from, int end) {
        int pairs = 0;
        int row = from;
        while (row < end) {
            int next = pairEnd(row);
            pairs += pairCounts(row, next) ? 1 : 0;
            row = next;
        }
        return pairs;
    }
}
