package dev.recsys.eval;

import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import dev.recsys.model.ModelBundle;
import it.unimi.dsi.fastutil.ints.IntArrayList;

/**
 * What is relevant to whom in a test log, seen by one model: for every user with at least one relevant item the model's
 * positions of the relevant items, and how many more the model does not know.
 */
final class TestPairs {

    private final IntArrayList users = new IntArrayList(); // positions in the log
    private final IntArrayList modelUsers = new IntArrayList();
    private final IntArrayList ends = new IntArrayList(); // of each user's items, in itemPositions
    private final IntArrayList unknownItems = new IntArrayList();
    private final IntArrayList itemPositions = new IntArrayList();
    private int excludedUsers;
    private int seenPairs;

    private TestPairs() {}

    /** Gathers the pairs; those that the model leaves out of every list, being seen, are counted but not relevant. */
    static TestPairs of(EventLog<?, ?> log, Relevance relevance, ModelBundle<?, ?> model, boolean excludeSeen) {
        int[] userMap = Positions.map("user", log.users(), model.users());
        int[] itemMap = Positions.map("item", log.items(), model.items());
        double[] factors = relevance.typeFactors(log);
        TestPairs pairs = new TestPairs();
        int row = 0;
        while (row < log.size()) {
            int user = log.user(row);
            int modelUser = userMap[user];
            int unknown = 0;
            while (row < log.size() && log.user(row) == user) {
                int item = log.item(row);
                double strength = 0;
                for (; row < log.size() && log.user(row) == user && log.item(row) == item; row++) {
                    strength += log.weight(row) < relevance.minWeight() ? 0 : log.weight(row) * factors[log.type(row)];
                }
                if (strength > 0) {
                    unknown += pairs.addItem(itemMap[item], modelUser, model, excludeSeen);
                }
            }
            pairs.endUser(user, modelUser, unknown);
        }
        return pairs;
    }

    /** Adds a relevant item of the current user; 1 if the model does not know it. */
    private int addItem(int item, int modelUser, ModelBundle<?, ?> model, boolean excludeSeen) {
        if (item == IdIndex.ABSENT) {
            return 1;
        }
        if (excludeSeen && modelUser != IdIndex.ABSENT && model.seen().contains(modelUser, item)) {
            seenPairs++;
        } else {
            itemPositions.add(item);
        }
        return 0;
    }

    private void endUser(int user, int modelUser, int unknown) {
        int before = users.isEmpty() ? 0 : ends.getInt(users.size() - 1);
        if (itemPositions.size() == before && unknown == 0) {
            excludedUsers++;
            return;
        }
        users.add(user);
        modelUsers.add(modelUser);
        ends.add(itemPositions.size());
        unknownItems.add(unknown);
    }

    /** How many users have a relevant item; a place below counts these. */
    int size() {
        return users.size();
    }

    /** The users' positions in the log, ascending. */
    int[] users() {
        return users.toIntArray();
    }

    /** The position in the model of the user at a place, or {@link IdIndex#ABSENT}. */
    int modelUser(int place) {
        return modelUsers.getInt(place);
    }

    /** The positions in the model of the relevant items that it knows. */
    int[] relevant(int place) {
        int from = place == 0 ? 0 : ends.getInt(place - 1);
        int[] items = new int[ends.getInt(place) - from];
        itemPositions.getElements(from, items, 0, items.length);
        return items;
    }

    /** How many relevant items the model does not know. */
    int unknownItems(int place) {
        return unknownItems.getInt(place);
    }

    /** How many users have events, but no relevant item. */
    int excludedUsers() {
        return excludedUsers;
    }

    /** How many pairs would be relevant but were seen in training. */
    int seenPairs() {
        return seenPairs;
    }

    /** How many relevant pairs there are, with those the model does not know. */
    long relevantPairs() {
        return itemPositions.size() + unknownPairs();
    }

    /** How many relevant pairs have an item that the model does not know. */
    long unknownPairs() {
        long sum = 0;
        for (int place = 0; place < unknownItems.size(); place++) {
            sum += unknownItems.getInt(place);
        }
        return sum;
    }
}
