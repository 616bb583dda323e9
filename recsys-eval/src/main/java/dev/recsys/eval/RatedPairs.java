package dev.recsys.eval;

import dev.recsys.event.EventLog;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;

/** The ratings of a test log, one for each pair of user and item: the weight of the pair's last event that counts. */
final class RatedPairs {

    private final IntArrayList users = new IntArrayList(); // positions in the log, of those with a rating
    private final IntArrayList ends = new IntArrayList(); // of each user's pairs
    private final IntArrayList items = new IntArrayList(); // positions in the log
    private final DoubleArrayList ratings = new DoubleArrayList();

    private RatedPairs() {}

    static RatedPairs of(EventLog<?, ?> log, Relevance relevance) {
        RatedPairs pairs = new RatedPairs();
        double[] factors = relevance.typeFactors(log);
        int lastUser = -1;
        int lastItem = -1;
        for (int row = 0; row < log.size(); row++) {
            if (factors[log.type(row)] == 0 || log.weight(row) < relevance.minWeight()) {
                continue;
            }
            double rating = log.weight(row) * factors[log.type(row)];
            if (log.user(row) != lastUser) {
                pairs.users.add(log.user(row));
                pairs.ends.add(pairs.items.size());
                lastItem = -1;
            }
            if (log.item(row) == lastItem) {
                pairs.ratings.set(pairs.ratings.size() - 1, rating);
            } else {
                pairs.items.add(log.item(row));
                pairs.ratings.add(rating);
                pairs.ends.set(pairs.ends.size() - 1, pairs.items.size());
            }
            lastUser = log.user(row);
            lastItem = log.item(row);
        }
        return pairs;
    }

    /** How many users have a rating; a place below counts these. */
    int users() {
        return users.size();
    }

    /** The position in the log of the user at a place. */
    int user(int place) {
        return users.getInt(place);
    }

    /** The first pair of the user at a place, or the number of pairs after the last place. */
    int first(int place) {
        return place == 0 ? 0 : ends.getInt(place - 1);
    }

    /** How many pairs there are. */
    int size() {
        return items.size();
    }

    /** The position in the log of a pair's item. */
    int item(int pair) {
        return items.getInt(pair);
    }

    double rating(int pair) {
        return ratings.getDouble(pair);
    }
}
