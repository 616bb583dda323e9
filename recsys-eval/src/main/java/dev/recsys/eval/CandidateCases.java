package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdIndexBuilder;
import dev.recsys.event.IdType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Test cases with given candidates: a user, one positive item, and negative items among which it is to be ranked. Negatives
 * given twice, and negatives that equal the positive, are dropped and counted.
 *
 * <p>Memory: 4 bytes per candidate. Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class CandidateCases<U, I> {

    private final IdIndex<U> users;
    private final IdIndex<I> items;
    private final int[] firstCases; // by user, and one more
    private final int[] positives; // by case; cases in order of users
    private final int[][] candidates; // by case, ascending, the positive among them
    private final long droppedNegatives;

    private CandidateCases(
            IdIndex<U> users,
            IdIndex<I> items,
            int[] firstCases,
            int[] positives,
            int[][] candidates,
            long droppedNegatives) {
        this.users = users;
        this.items = items;
        this.firstCases = firstCases;
        this.positives = positives;
        this.candidates = candidates;
        this.droppedNegatives = droppedNegatives;
    }

    /** Starts without any case. */
    public static <U, I> Builder<U, I> builder(IdType<U> users, IdType<I> items) {
        return new Builder<>(users, items);
    }

    /** How many cases there are. */
    public int size() {
        return positives.length;
    }

    /** The users that have a case. */
    public IdIndex<U> users() {
        return users;
    }

    /** The items that are a candidate of some case. */
    public IdIndex<I> items() {
        return items;
    }

    /** How many negatives were dropped: given twice in one case, or equal to its positive. */
    public long droppedNegatives() {
        return droppedNegatives;
    }

    /**
     * Fails unless the positives are exactly the pairs of a test log: a check that two files belong together.
     *
     * @throws DataException if a pair is in one of them only
     */
    public void requirePositivesOf(EventLog<U, I> test) {
        IdIndexBuilder<U> known = IdIndex.builder(users.type());
        for (int row = 0; row < test.size(); row++) {
            U user = test.users().id(test.user(row));
            I item = test.items().id(test.item(row));
            known.add(user);
            if (!hasCase(users.positionOf(user), items.positionOf(item))) {
                throw mismatch(test, "has user " + user + " with item " + item + ", for which no candidates are given");
            }
        }
        if (known.size() < users.size()) {
            throw mismatch(test, "has " + known.size() + " users, but candidates are given for " + users.size());
        }
    }

    private boolean hasCase(int user, int item) {
        if (user == IdIndex.ABSENT || item == IdIndex.ABSENT) {
            return false;
        }
        for (int c = firstCases[user]; c < firstCases[user + 1]; c++) {
            if (positives[c] == item) {
                return true;
            }
        }
        return false;
    }

    private static DataException mismatch(EventLog<?, ?> test, String rule) {
        return new DataException(
                test.rejections().source(), rule, "give the test set and the candidates of the same split");
    }

    /** The first case of a user; those of a user follow each other. */
    int firstCase(int user) {
        return firstCases[user];
    }

    int positive(int number) {
        return positives[number];
    }

    /** Positive and negatives, ascending; not to be modified. */
    int[] candidates(int number) {
        return candidates[number];
    }

    @Override
    public String toString() {
        return size() + " cases of " + users.size() + " users, " + items.size() + " items";
    }

    /**
     * Gathers cases. Not thread-safe.
     *
     * @param <U> the Java type of user ids
     * @param <I> the Java type of item ids
     */
    public static final class Builder<U, I> {

        private final IdType<U> userType;
        private final IdType<I> itemType;
        private final List<Case<U, I>> cases = new ArrayList<>();

        private Builder(IdType<U> userType, IdType<I> itemType) {
            this.userType = userType;
            this.itemType = itemType;
        }

        /**
         * Adds one case.
         *
         * @param negatives may hold repetitions and the positive; these are dropped
         */
        public Builder<U, I> add(U user, I positive, Collection<I> negatives) {
            cases.add(new Case<>(user, positive, List.copyOf(negatives)));
            return this;
        }

        /**
         * The cases added, in order of users and then of positives.
         *
         * @throws DataException if there is none, or one user and positive has two
         */
        public CandidateCases<U, I> build() {
            IdIndex<U> users =
                    IdIndex.of(userType, () -> cases.stream().map(Case::user).iterator());
            IdIndexBuilder<I> itemIds = IdIndex.builder(itemType);
            for (Case<U, I> one : cases) {
                itemIds.add(one.positive());
                one.negatives().forEach(itemIds::add);
            }
            IdIndex<I> items = itemIds.build();
            List<Case<U, I>> sorted = sorted(users, items);
            int[] firstCases = new int[users.size() + 1];
            int[] positives = new int[sorted.size()];
            int[][] candidates = new int[sorted.size()][];
            long dropped = 0;
            for (int c = 0; c < candidates.length; c++) {
                Case<U, I> one = sorted.get(c);
                firstCases[users.positionOf(one.user()) + 1] = c + 1;
                positives[c] = items.positionOf(one.positive());
                candidates[c] = candidates(one, items);
                dropped += one.negatives().size() + 1L - candidates[c].length;
                requireNew(c, one, firstCases[users.positionOf(one.user())], positives);
            }
            return new CandidateCases<>(users, items, firstCases, positives, candidates, dropped);
        }

        /** In order of users, then positives. */
        private List<Case<U, I>> sorted(IdIndex<U> users, IdIndex<I> items) {
            if (cases.isEmpty()) {
                throw new DataException("candidates", "there is no test case", "add at least one");
            }
            List<Case<U, I>> sorted = new ArrayList<>(cases);
            sorted.sort(Comparator.comparingLong(
                    one -> (long) users.positionOf(one.user()) << 32 | items.positionOf(one.positive())));
            return sorted;
        }

        private static void requireNew(int number, Case<?, ?> one, int firstOfUser, int[] positives) {
            if (number > firstOfUser && positives[number] == positives[number - 1]) {
                throw new DataException(
                        "candidates",
                        "user " + one.user() + " with item " + one.positive() + " is there twice",
                        "give each user and item once");
            }
        }

        private int[] candidates(Case<U, I> one, IdIndex<I> items) {
            int[] all = new int[one.negatives().size() + 1];
            all[0] = items.positionOf(one.positive());
            for (int i = 1; i < all.length; i++) {
                all[i] = items.positionOf(one.negatives().get(i - 1));
            }
            return Arrays.stream(all).sorted().distinct().toArray();
        }

        private record Case<U, I>(U user, I positive, List<I> negatives) {}
    }
}
