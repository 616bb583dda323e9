package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.recommend.Recommendation;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

        private static final RunEntries NONE = new RunEntries(true);

        private final String name;
        private final IdType<I> itemType;
        private final OrdinalIds<U> users;
        private final OrdinalIds<I> items;
        private final List<RunEntries> entries = new ArrayList<>(); // by ordinal of users
        private TieOrder ties = TieOrder.ITEM_ASCENDING;

        private Builder(String name, IdType<U> users, IdType<I> items) {
            this.name = requireName(name);
            this.itemType = items;
            this.users = new OrdinalIds<>(users);
            this.items = new OrdinalIds<>(items);
        }

        /** Says how entries with equal scores, or ranks, are ordered. Default {@link TieOrder#ITEM_ASCENDING}. */
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
            int ordinal = users.add(user);
            if (ordinal < entries.size()) {
                throw twoLists(user, "add the list of every user once");
            }
            RunEntries own = new RunEntries(true);
            for (int index = 0; index < list.size(); index++) {
                Recommendation<I> one = list.get(index);
                own.add(items.add(one.item()), index + 1, one.score());
            }
            entries.add(own);
            return this;
        }

        /**
         * Adds one entry of a user's list, in any order: the list is put in order of scores, descending.
         *
         * @param score finite
         * @throws DataException if a list of the user in another way was added
         */
        public Builder<U, I> add(U user, I item, double score) {
            entries(user, score, false).add(items.add(item), score);
            return this;
        }

        /**
         * Adds one entry of a user's list, in any order: the list is put in order of ranks, whatever its scores are.
         *
         * @param rank the smaller the better
         * @param score finite
         * @throws DataException if entries of the user without ranks were added
         */
        public Builder<U, I> add(U user, I item, int rank, double score) {
            entries(user, score, true).add(items.add(item), rank, score);
            return this;
        }

        private RunEntries entries(U user, double score, boolean ranked) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("a score must be finite but was " + score);
            }
            int ordinal = users.add(user);
            if (ordinal == entries.size()) {
                entries.add(new RunEntries(ranked));
            }
            RunEntries own = entries.get(ordinal);
            if (own.isRanked() != ranked) {
                throw twoLists(user, "add a whole list, or its entries all with ranks or all without");
            }
            return own;
        }

        private DataException twoLists(U user, String remedy) {
            return new DataException("run " + name, "has two lists of user " + user, remedy);
        }

        /** The lists added. The builder must not be used afterwards. */
        public Run<U, I> build() {
            IdIndex<U> userIndex = users.build();
            IdIndex<I> itemIndex = items.build();
            int[] userPositions = users.positionsIn(userIndex);
            int[] itemPositions = items.positionsIn(itemIndex);
            RunEntries.TieOrder order = order(itemIndex);
            int[][] lists = new int[userPositions.length][];
            double[][] scores = new double[lists.length][];
            for (int ordinal = 0; ordinal < lists.length; ordinal++) {
                RunEntries.Sorted sorted = entries.get(ordinal).sorted(itemPositions, order);
                lists[userPositions[ordinal]] = sorted.items();
                scores[userPositions[ordinal]] = sorted.scores();
                entries.set(ordinal, NONE); // its memory is needed for the next
            }
            return new Run<>(name, userIndex, itemIndex, lists, scores);
        }

        private RunEntries.TieOrder order(IdIndex<I> index) {
            if (ties == TieOrder.ITEM_ASCENDING) {
                return Integer::compare;
            }
            if (itemType.equals(IdType.STRING)) { // these are in the order of their bytes
                return (one, other) -> Integer.compare(other, one);
            }
            int[] places = placesByText(index);
            return (one, other) -> Integer.compare(places[other], places[one]);
        }

        /** For each position the place of the id's text among all texts, in the order of bytes. */
        private static int[] placesByText(IdIndex<?> index) {
            byte[][] texts = new byte[index.size()][];
            int[] sorted = new int[texts.length];
            for (int position = 0; position < texts.length; position++) {
                texts[position] = index.text(position).getBytes(StandardCharsets.UTF_8);
                sorted[position] = position;
            }
            IntArrays.quickSort(sorted, (one, other) -> Arrays.compareUnsigned(texts[one], texts[other]));
            int[] places = new int[texts.length];
            for (int place = 0; place < places.length; place++) {
                places[sorted[place]] = place;
            }
            return places;
        }
    }
}
