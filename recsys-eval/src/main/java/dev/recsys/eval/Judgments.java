package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.eval.metric.UserJudgments;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdIndexBuilder;
import dev.recsys.event.IdType;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Who finds what worth how much: a gain for pairs of user and item. Lists of any system are held against it. It comes from the test
 * part of a split, or from a file of judgments (qrels).
 *
 * <p>A gain below 0 says that the pair is known but was not judged.
 *
 * <p>Immutable, thread-safe. Memory: 12 bytes per pair, and the ids.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class Judgments<U, I> {

    private final IdIndex<U> users;
    private final IdIndex<I> items;
    private final int[][] judged; // by user, ascending
    private final double[][] gains;

    private Judgments(IdIndex<U> users, IdIndex<I> items, int[][] judged, double[][] gains) {
        this.users = users;
        this.items = items;
        this.judged = judged;
        this.gains = gains;
    }

    /**
     * What is relevant in a test log: the gain of a pair is the sum of its events' strengths. Every user of the log is there, those
     * to whom nothing is relevant too.
     */
    public static <U, I> Judgments<U, I> of(EventLog<U, I> test, Relevance relevance) {
        return of(test, relevance, row -> true);
    }

    /**
     * What is relevant in a test log to users of a model: without pairs that were seen in training, as these are not recommended.
     *
     * @param background what was known when training ended
     */
    public static <U, I> Judgments<U, I> of(EventLog<U, I> test, Relevance relevance, Background<U, I> background) {
        return of(
                test,
                relevance,
                row -> !background.hasSeen(
                        test.users().id(test.user(row)), test.items().id(test.item(row))));
    }

    private static <U, I> Judgments<U, I> of(EventLog<U, I> test, Relevance relevance, IntPredicate counts) {
        PairGains pairs = relevance.gains(test);
        IntArrayList users = new IntArrayList();
        List<int[]> judged = new ArrayList<>();
        List<double[]> gains = new ArrayList<>();
        IntArrayList userItems = new IntArrayList();
        DoubleArrayList userGains = new DoubleArrayList();
        while (pairs.hasNext()) {
            int user = pairs.nextUser();
            userItems.clear();
            userGains.clear();
            while (pairs.hasNext(user)) {
                pairs.next();
                if (pairs.gain() > 0 && counts.test(pairs.row())) {
                    userItems.add(test.item(pairs.row()));
                    userGains.add(pairs.gain());
                }
            }
            users.add(user);
            judged.add(userItems.toIntArray());
            gains.add(userGains.toDoubleArray());
        }
        return new Judgments<>(
                test.users().select(users.toIntArray()),
                test.items(),
                judged.toArray(int[][]::new),
                gains.toArray(double[][]::new));
    }

    /** Starts without any judgment. */
    public static <U, I> Builder<U, I> builder(IdType<U> users, IdType<I> items) {
        return new Builder<>(users, items);
    }

    /** The users, those to whom nothing is relevant among them. */
    public IdIndex<U> users() {
        return users;
    }

    /** The items that are judged for somebody; there may be others among them. */
    public IdIndex<I> items() {
        return items;
    }

    /** How many pairs are judged. */
    public long size() {
        long size = 0;
        for (int[] ofUser : judged) {
            size += ofUser.length;
        }
        return size;
    }

    /**
     * The judged items of a user with their gains, in the order of items, a new map.
     *
     * @param user a position in {@link #users()}
     */
    public Map<I, Double> of(int user) {
        Map<I, Double> found = new LinkedHashMap<>();
        for (int i = 0; i < judged[user].length; i++) {
            found.put(items.id(judged[user][i]), gains[user][i]);
        }
        return found;
    }

    /**
     * A copy with the judgments of some items only; all users stay.
     *
     * @param kept asked once for each item
     */
    public Judgments<U, I> whereItem(Predicate<I> kept) {
        boolean[] keeps = new boolean[items.size()];
        for (int item = 0; item < keeps.length; item++) {
            keeps[item] = kept.test(items.id(item));
        }
        int[][] keptItems = new int[judged.length][];
        double[][] keptGains = new double[judged.length][];
        for (int user = 0; user < judged.length; user++) {
            IntArrayList own = new IntArrayList();
            DoubleArrayList ownGains = new DoubleArrayList();
            for (int i = 0; i < judged[user].length; i++) {
                if (keeps[judged[user][i]]) {
                    own.add(judged[user][i]);
                    ownGains.add(gains[user][i]);
                }
            }
            keptItems[user] = own.toIntArray();
            keptGains[user] = ownGains.toDoubleArray();
        }
        return new Judgments<>(users, items, keptItems, keptGains);
    }

    /** Whether any pair has a gain above 0. */
    public boolean hasRelevant() {
        return hasRelevant(Double.MIN_VALUE);
    }

    /**
     * Whether any pair is relevant at a level.
     *
     * @param level the least gain of a relevant pair
     */
    public boolean hasRelevant(double level) {
        for (double[] ofUser : gains) {
            for (double gain : ofUser) {
                if (gain >= level) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The judgments of one user with items numbered anew.
     *
     * @param numbers of the items
     */
    UserJudgments of(int user, int[] numbers, double level) {
        int[] own = judged[user].clone();
        for (int i = 0; i < own.length; i++) {
            own[i] = numbers[own[i]];
        }
        return UserJudgments.of(own, gains[user], level);
    }

    /** How many items are relevant to a user. */
    int relevant(int user, double level) {
        int count = 0;
        for (double gain : gains[user]) {
            count += gain >= level ? 1 : 0;
        }
        return count;
    }

    /** How many judgments of a user have a gain below 0. */
    int negative(int user) {
        int count = 0;
        for (double gain : gains[user]) {
            count += gain < 0 ? 1 : 0;
        }
        return count;
    }

    /** How many relevant items a user has whose number is {@code least} or more. */
    int countFrom(int user, int[] numbers, int least, double level) {
        int count = 0;
        for (int i = 0; i < judged[user].length; i++) {
            count += gains[user][i] >= level && numbers[judged[user][i]] >= least ? 1 : 0;
        }
        return count;
    }

    @Override
    public String toString() {
        return size() + " judgments of " + users.size() + " users, " + items.size() + " items";
    }

    /**
     * Gathers judgments. Not thread-safe.
     *
     * @param <U> the Java type of user ids
     * @param <I> the Java type of item ids
     */
    public static final class Builder<U, I> {

        private final IdIndexBuilder<U> users;
        private final IdIndexBuilder<I> items;
        private final Map<U, Map<I, Double>> gains = new LinkedHashMap<>();

        private Builder(IdType<U> users, IdType<I> items) {
            this.users = IdIndex.builder(users);
            this.items = IdIndex.builder(items);
        }

        /** Adds a user of whom nothing may be judged. */
        public Builder<U, I> add(U user) {
            users.add(user);
            gains.computeIfAbsent(user, unknown -> new LinkedHashMap<>());
            return this;
        }

        /**
         * Adds the judgment of one pair.
         *
         * @param gain finite; below 0 for a pair that is known but was not judged
         * @throws DataException if the pair was added before
         */
        public Builder<U, I> add(U user, I item, double gain) {
            if (!Double.isFinite(gain)) {
                throw new IllegalArgumentException("a gain must be finite but was " + gain);
            }
            users.add(user);
            items.add(item);
            Double before = gains.computeIfAbsent(user, unknown -> new LinkedHashMap<>())
                    .putIfAbsent(item, gain);
            if (before != null) {
                throw new DataException(
                        "judgments",
                        "user " + user + " with item " + item + " is there twice",
                        "judge every pair once");
            }
            return this;
        }

        /**
         * The judgments added.
         *
         * @throws DataException if there is none
         */
        public Judgments<U, I> build() {
            if (gains.isEmpty()) {
                throw new DataException("judgments", "there is none", "judge at least one pair of user and item");
            }
            IdIndex<U> userIndex = users.build();
            IdIndex<I> itemIndex = items.build();
            int[][] judged = new int[userIndex.size()][];
            double[][] values = new double[judged.length][];
            gains.forEach((user, ofUser) -> {
                int[] own = ofUser.keySet().stream()
                        .mapToInt(itemIndex::positionOf)
                        .sorted()
                        .toArray();
                int position = userIndex.positionOf(user);
                judged[position] = own;
                values[position] = new double[own.length];
                ofUser.forEach(
                        (item, gain) -> values[position][Arrays.binarySearch(own, itemIndex.positionOf(item))] = gain);
            });
            return new Judgments<>(userIndex, itemIndex, judged, values);
        }
    }
}
