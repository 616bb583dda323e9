package dev.recsys.eval;

import dev.recsys.eval.metric.UserJudgments;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/**
 * What is relevant to whom in a test log: for every user that is evaluated the numbers and gains of the items. Items
 * of the catalogue have their positions there as numbers; those that are only in the test follow.
 */
final class TestPairs<U, I> {

    private final EventLog<U, I> log;
    private final Background<U, I> background;
    private final Rules rules;
    private final int[] itemMap;
    private final IntArrayList users = new IntArrayList(); // positions in the log
    private final IntArrayList knownUsers = new IntArrayList(); // positions in the background, or ABSENT
    private final IntArrayList ends = new IntArrayList(); // of each user's items, in itemNumbers
    private final IntArrayList itemNumbers = new IntArrayList();
    private final DoubleArrayList gains = new DoubleArrayList(); // of the items
    private int excludedUsers;
    private long relevantPairs;
    private int seenPairs;
    private long unknownPairs;

    private TestPairs(EventLog<U, I> log, Background<U, I> background, Rules rules) {
        this.log = log;
        this.background = background;
        this.rules = rules;
        this.itemMap = Positions.map("item", log.items(), background.items());
    }

    /** Gathers the pairs; those that are left out of every list, being seen, are counted but not relevant. */
    static <U, I> TestPairs<U, I> of(
            EventLog<U, I> log, Relevance relevance, Background<U, I> background, boolean excludeSeen, Rules rules) {
        TestPairs<U, I> pairs = new TestPairs<>(log, background, rules);
        int[] userMap = Positions.map("user", log.users(), background.users());
        PairGains gains = relevance.gains(log);
        while (gains.hasNext()) {
            int user = gains.nextUser();
            int[] seen = excludeSeen ? background.seenBy(log.users().id(user)) : new int[0];
            while (gains.hasNext(user)) {
                gains.next();
                if (gains.gain() > 0) {
                    pairs.addItem(log.item(gains.row()), gains.gain(), seen);
                }
            }
            pairs.endUser(user, userMap[user]);
        }
        return pairs;
    }

    /** Adds an item of the current user that has a gain; it is relevant if the gain is not below the level. */
    private void addItem(int item, double gain, int[] seen) {
        int known = itemMap[item];
        if (known == IdIndex.ABSENT) {
            unknownPairs += gain >= rules.level() ? 1 : 0;
            itemNumbers.add(numberOf(item));
            gains.add(gain);
        } else if (Arrays.binarySearch(seen, known) >= 0) {
            seenPairs += gain >= rules.level() ? 1 : 0;
        } else {
            itemNumbers.add(known);
            gains.add(gain);
        }
    }

    /** The number of an item by its position in the log. */
    private int numberOf(int item) {
        return itemMap[item] == IdIndex.ABSENT
                ? Math.addExact(background.items().size(), item)
                : itemMap[item];
    }

    private void endUser(int user, int knownUser) {
        int before = users.isEmpty() ? 0 : ends.getInt(users.size() - 1);
        int relevant = 0;
        for (int i = before; i < itemNumbers.size(); i++) {
            relevant += gains.getDouble(i) >= rules.level() ? 1 : 0;
        }
        if (relevant == 0 && rules.noRelevant() == Rules.NoRelevant.EXCLUDE) {
            excludedUsers++;
            itemNumbers.size(before);
            gains.size(before);
            return;
        }
        relevantPairs += relevant;
        users.add(user);
        knownUsers.add(knownUser);
        ends.add(itemNumbers.size());
    }

    /** The number of an item by its id; {@link IdIndex#ABSENT} if it is neither in the catalogue nor in the test. */
    int numberOf(I item) {
        int known = background.items().positionOf(item);
        if (known != IdIndex.ABSENT) {
            return known;
        }
        int inTest = log.items().positionOf(item);
        return inTest == IdIndex.ABSENT ? IdIndex.ABSENT : numberOf(inTest);
    }

    /** The least number that no item has. */
    int endOfNumbers() {
        return Math.addExact(background.items().size(), log.items().size());
    }

    /** How many users are evaluated; a place below counts these. */
    int size() {
        return users.size();
    }

    /** The ids of the users. */
    IdIndex<U> users() {
        return log.users().select(users.toIntArray());
    }

    /** The id of the user at a place. */
    U user(int place) {
        return log.users().id(users.getInt(place));
    }

    /** The position in the background of the user at a place, or {@link IdIndex#ABSENT}. */
    int knownUser(int place) {
        return knownUsers.getInt(place);
    }

    /** The items of the catalogue that have a gain for the user at a place. */
    int[] judgedItems(int place) {
        int from = place == 0 ? 0 : ends.getInt(place - 1);
        return itemNumbers
                .subList(from, ends.getInt(place))
                .intStream()
                .filter(item -> item < background.items().size())
                .toArray();
    }

    /** What is known of the worth of items to the user at a place. */
    UserJudgments judgments(int place) {
        int from = place == 0 ? 0 : ends.getInt(place - 1);
        int count = ends.getInt(place) - from;
        int[] items = new int[count];
        double[] own = new double[count];
        itemNumbers.getElements(from, items, 0, count);
        gains.getElements(from, own, 0, count);
        return UserJudgments.of(items, own, rules.level());
    }

    /** How many users have events, but no relevant item. */
    int excludedUsers() {
        return excludedUsers;
    }

    /** How many pairs would be relevant but were seen in training. */
    int seenPairs() {
        return seenPairs;
    }

    /** How many relevant pairs there are, with those of items that are not in the catalogue. */
    long relevantPairs() {
        return relevantPairs;
    }

    /** How many relevant pairs have an item that is not in the catalogue. */
    long unknownPairs() {
        return unknownPairs;
    }
}
