package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdIndexBuilder;
import dev.recsys.event.IdType;
import dev.recsys.recommend.Recommendation;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a system answered: a ranked list of items with scores for each user. A run is made by a model ({@link Evaluation#run}), or
 * comes from a file that any other system has written.
 *
 * <p>The order of a list is what counts; scores are there to show ties, and for other tools. Items may be in a list twice:
 * {@link Rules.Duplicates} decide on that.
 *
 * <p>Immutable, thread-safe. Memory: 12 bytes per item of a list, and the ids.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class Run<U, I> {

    private final String name;
    private final IdIndex<U> users;
    private final IdIndex<I> items;
    private final int[][] lists; // by user, best first
    private final double[][] scores;

    Run(String name, IdIndex<U> users, IdIndex<I> items, int[][] lists, double[][] scores) {
        this.name = name;
        this.users = users;
        this.items = items;
        this.lists = lists;
        this.scores = scores;
    }

    /** How items with equal scores are put in order. */
    public enum TieOrder {
        /** By item, ascending: the order of this library. */
        ITEM_ASCENDING,
        /** By the bytes of the item's text, descending: as trec_eval has it. */
        TREC
    }

    /**
     * Starts without any list.
     *
     * @param name of the system, for instance {@code "ials"}; not blank
     */
    public static <U, I> Builder<U, I> builder(String name, IdType<U> users, IdType<I> items) {
        return new Builder<>(name, users, items);
    }

    /** The name of the system. */
    public String name() {
        return name;
    }

    /** A copy with another name. */
    public Run<U, I> withName(String newName) {
        return new Run<>(requireName(newName), users, items, lists, scores);
    }

    private static String requireName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a run must not be blank");
        }
        return name;
    }

    /** The users with a list; it may be empty. */
    public IdIndex<U> users() {
        return users;
    }

    /** The items that are in a list. */
    public IdIndex<I> items() {
        return items;
    }

    /** How many entries all lists have together. */
    public long size() {
        long size = 0;
        for (int[] list : lists) {
            size += list.length;
        }
        return size;
    }

    /** The length of the longest list. */
    public int depth() {
        int depth = 0;
        for (int[] list : lists) {
            depth = Math.max(depth, list.length);
        }
        return depth;
    }

    /**
     * The list of a user, best first, as recommendations whose source is the {@link #name()}; empty for a user who has none.
     */
    public List<Recommendation<I>> list(U user) {
        int position = users.positionOf(user);
        List<Recommendation<I>> list = new ArrayList<>();
        if (position != IdIndex.ABSENT) {
            for (int index = 0; index < lists[position].length; index++) {
                list.add(Recommendation.of(
                        items.id(lists[position][index]), (float) scores[position][index], index + 1, name));
            }
        }
        return list;
    }

    /**
     * How long a user's list is.
     *
     * @param user a position in {@link #users()}
     */
    public int length(int user) {
        return lists[user].length;
    }

    /**
     * An item of a list.
     *
     * @param user a position in {@link #users()}
     * @param index 0 for the best
     * @return a position in {@link #items()}
     */
    public int item(int user, int index) {
        return lists[user][index];
    }

    /**
     * The score of an item of a list.
     *
     * @param user a position in {@link #users()}
     * @param index 0 for the best
     */
    public double score(int user, int index) {
        return scores[user][index];
    }

    @Override
    public String toString() {
        return name + ": lists of " + users.size() + " users, " + size() + " entries";
    }

    /**
     * Gathers lists. Not thread-safe.
     *
     * @param <U> the Java type of user ids
     * @param <I> the Java type of item ids
     */
    public static final class Builder<U, I> {

        private final String name;
        private final IdIndexBuilder<U> users;
        private final IdIndexBuilder<I> items;
        private final Map<U, Entries<I>> entries = new LinkedHashMap<>();
        private TieOrder ties = TieOrder.ITEM_ASCENDING;

        private Builder(String name, IdType<U> users, IdType<I> items) {
            this.name = requireName(name);
            this.users = IdIndex.builder(users);
            this.items = IdIndex.builder(items);
        }

        /** Says how entries with equal scores are ordered. Default {@link TieOrder#ITEM_ASCENDING}. */
        public Builder<U, I> withTies(TieOrder order) {
            this.ties = order;
            return this;
        }

        /**
         * Adds a whole list in the order it is in, whatever its scores are.
         *
         * @throws DataException if the user has a list already
         */
        public Builder<U, I> add(U user, List<Recommendation<I>> list) {
            if (entries.containsKey(user)) {
                throw new DataException(
                        "run " + name, "has two lists of user " + user, "add the list of every user once");
            }
            users.add(user);
            Entries<I> own = new Entries<>(true);
            for (Recommendation<I> one : list) {
                items.add(one.item());
                own.add(one.item(), one.score());
            }
            entries.put(user, own);
            return this;
        }

        /**
         * Adds one entry of a user's list, in any order: the list is put in order of scores, descending.
         *
         * @param score finite
         * @throws DataException if a whole list of the user was added
         */
        public Builder<U, I> add(U user, I item, double score) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("a score must be finite but was " + score);
            }
            Entries<I> own = entries.computeIfAbsent(user, unknown -> {
                users.add(user);
                return new Entries<>(false);
            });
            if (own.ranked) {
                throw new DataException(
                        "run " + name, "has two lists of user " + user, "add a whole list, or its entries");
            }
            items.add(item);
            own.add(item, score);
            return this;
        }

        /** The lists added. */
        public Run<U, I> build() {
            IdIndex<U> userIndex = users.build();
            IdIndex<I> itemIndex = items.build();
            int[][] lists = new int[userIndex.size()][];
            double[][] scores = new double[lists.length][];
            entries.forEach((user, own) -> {
                int position = userIndex.positionOf(user);
                int[] order = own.order(itemIndex, ties);
                lists[position] = new int[order.length];
                scores[position] = new double[order.length];
                for (int i = 0; i < order.length; i++) {
                    lists[position][i] = itemIndex.positionOf(own.items.get(order[i]));
                    scores[position][i] = own.scores.getDouble(order[i]);
                }
            });
            return new Run<>(name, userIndex, itemIndex, lists, scores);
        }
    }

    /** The list of one user while it grows. */
    private static final class Entries<I> {

        private final boolean ranked;
        private final List<I> items = new ArrayList<>();
        private final DoubleArrayList scores = new DoubleArrayList();

        Entries(boolean ranked) {
            this.ranked = ranked;
        }

        void add(I item, double score) {
            items.add(item);
            scores.add(score);
        }

        /** The numbers of the entries, best first. */
        int[] order(IdIndex<I> index, TieOrder ties) {
            IntArrayList order = new IntArrayList(items.size());
            for (int i = 0; i < items.size(); i++) {
                order.add(i);
            }
            if (!ranked) {
                order.sort((a, b) -> {
                    int byScore = Double.compare(scores.getDouble(b), scores.getDouble(a));
                    int left = index.positionOf(items.get(a));
                    int right = index.positionOf(items.get(b));
                    return byScore != 0 ? byScore : ties == TieOrder.TREC ? trec(index, right, left) : left - right;
                });
            }
            return order.toIntArray();
        }

        private static int trec(IdIndex<?> index, int one, int other) {
            return Arrays.compareUnsigned(
                    index.text(one).getBytes(StandardCharsets.UTF_8),
                    index.text(other).getBytes(StandardCharsets.UTF_8));
        }
    }
}
