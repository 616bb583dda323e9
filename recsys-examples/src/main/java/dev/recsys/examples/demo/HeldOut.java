package dev.recsys.examples.demo;

import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.RandomRatio;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import java.util.BitSet;
import java.util.Locale;

/**
 * What is trained on and what is tested with. The test holds only users who are known from training: what others would
 * get is the most popular items, whatever the model.
 *
 * @param reason for a person: how it was split, and why so
 */
record HeldOut<U, I>(EventLog<U, I> train, EventLog<U, I> test, String reason) {

    private static final double SHARE = 0.2;
    private static final int FEWEST_USERS = 200;
    private static final long SEED = 42;

    /** The latest events where that leaves enough users to measure with, else a share of every user's items. */
    static <U, I> HeldOut<U, I> of(EventLog<U, I> log) {
        String reason = "the events have no times";
        if (log.hasTime()) {
            Split<U, I> inTime = GlobalTimeSplit.latest(SHARE).split(log);
            HeldOut<U, I> latest = known(inTime, "the latest 20 % of all events are held out");
            int users = users(latest.test()).cardinality();
            if (users >= FEWEST_USERS) {
                return latest;
            }
            reason = String.format(
                    Locale.ROOT, "a cut in time would leave only %,d users with events on both sides", users);
        }
        Split<U, I> random = RandomRatio.perUser(SHARE, SEED).split(log);
        return known(random, "20 % of every user's items are held out at random, as " + reason);
    }

    private static <U, I> HeldOut<U, I> known(Split<U, I> split, String reason) {
        BitSet trained = users(split.train());
        EventLog<U, I> test = split.test();
        return new HeldOut<>(split.train(), test.where(row -> trained.get(test.user(row))), reason);
    }

    private static BitSet users(EventLog<?, ?> log) {
        BitSet users = new BitSet();
        for (int row = 0; row < log.size(); row++) {
            users.set(log.user(row));
        }
        return users;
    }
}
