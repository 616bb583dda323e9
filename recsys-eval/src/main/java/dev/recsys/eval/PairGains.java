package dev.recsys.eval;

import dev.recsys.event.EventLog;

/**
 * Walks over the pairs of user and item of a log, whose rows are in order of users, then items, and says what each is worth: the sum of
 * its events' strengths.
 */
final class PairGains {

    private final EventLog<?, ?> log;
    private final double[] factors; // by type
    private final double minWeight;
    private int first;
    private int end;
    private double gain;

    PairGains(EventLog<?, ?> log, double[] factors, double minWeight) {
        this.log = log;
        this.factors = factors;
        this.minWeight = minWeight;
    }

    /** Whether there is a further pair of a user. */
    boolean hasNext(int user) {
        return end < log.size() && log.user(end) == user;
    }

    /** Whether there is a further pair of anybody. */
    boolean hasNext() {
        return end < log.size();
    }

    /** The user of the next pair. */
    int nextUser() {
        return log.user(end);
    }

    /** Goes to the next pair. */
    void next() {
        first = end;
        gain = 0;
        while (end < log.size() && log.user(end) == log.user(first) && log.item(end) == log.item(first)) {
            gain += log.weight(end) < minWeight ? 0 : log.weight(end) * factors[log.type(end)];
            end++;
        }
    }

    /** The first row of the pair. */
    int row() {
        return first;
    }

    /** What the pair is worth; greater than 0 if it is relevant at all. */
    double gain() {
        return gain;
    }
}
