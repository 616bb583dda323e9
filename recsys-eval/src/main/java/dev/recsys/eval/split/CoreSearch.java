package dev.recsys.eval.split;

import dev.recsys.event.EventLog;

/**
 * Finds the core by peeling (Batagelj and Zaversnik 2003, two-sided): each user and item is looked at again only when it loses a
 * partner. Linear in the pairs, however many rounds there are.
 */
final class CoreSearch {

    private final Side users;
    private final Side items;
    private int rounds;

    CoreSearch(EventLog<?, ?> log, PairRows rows, int minUserItems, int minItemUsers) {
        users = new Side(log.users().size(), minUserItems);
        items = new Side(log.items().size(), minItemUsers);
        for (int row = 0; row < log.size(); row++) {
            users.present[log.user(row)] = true;
            items.present[log.item(row)] = true;
        }
        connect(log, rows);
        users.startWithTooFew();
        items.startWithTooFew();
        while (users.beginRound() + items.beginRound() > 0) {
            rounds++;
            users.leave(items);
            items.leave(users);
        }
    }

    /** Lists the partners of everybody; rows are in order of users, so those of a user follow each other. */
    private void connect(EventLog<?, ?> log, PairRows rows) {
        for (int pass = 0; pass < 2; pass++) {
            int row = 0;
            while (row < log.size()) {
                int next = rows.pairEnd(row);
                if (rows.pairCounts(row, next)) {
                    users.meet(log.user(row), log.item(row), pass == 1);
                    items.meet(log.item(row), log.user(row), pass == 1);
                }
                row = next;
            }
            if (pass == 0) {
                users.makeRoom();
                items.makeRoom();
            }
        }
    }

    int rounds() {
        return rounds;
    }

    int droppedUsers() {
        return users.dropped();
    }

    int droppedItems() {
        return items.dropped();
    }

    /** By user, whether nothing is kept of them; users without an event may be either. Not a copy. */
    boolean[] goneUsers() {
        return users.gone;
    }

    /** As {@link #goneUsers()}, by item. */
    boolean[] goneItems() {
        return items.gone;
    }

    /** The users, or the items. */
    private static final class Side {

        private final int min;
        private final int[] degree; // partners that are still there
        private final int[] first; // place of the first partner
        private final boolean[] present;
        private final boolean[] gone;
        private int[] partners = new int[0];
        private int[] leaving = new int[0]; // in this round
        private int leavingCount;
        private int[] queue; // for the next round
        private int queued;

        Side(int size, int min) {
            this.min = min;
            this.degree = new int[size];
            this.first = new int[size + 1];
            this.present = new boolean[size];
            this.gone = new boolean[size];
            this.queue = new int[size];
        }

        /** First counts a partner, then lists it. */
        void meet(int position, int partner, boolean list) {
            if (list) {
                partners[first[position] + degree[position]] = partner;
            }
            degree[position]++;
        }

        void makeRoom() {
            for (int position = 0; position < degree.length; position++) {
                first[position + 1] = first[position] + degree[position];
                degree[position] = 0;
            }
            partners = new int[first[degree.length]];
            leaving = new int[degree.length];
        }

        void startWithTooFew() {
            for (int position = 0; position < degree.length; position++) {
                gone[position] = degree[position] < min;
                if (gone[position]) {
                    queue[queued++] = position;
                }
            }
        }

        /** Takes the queue as those who leave in this round, without those who have lost all partners since, and counts them. */
        int beginRound() {
            int[] spare = leaving;
            leaving = queue;
            leavingCount = 0;
            for (int i = 0; i < queued; i++) {
                if (degree[queue[i]] > 0) {
                    leaving[leavingCount++] = queue[i];
                }
            }
            queue = spare;
            queued = 0;
            return leavingCount;
        }

        /** Those of this round leave, and who has too few without them leaves in the next. */
        void leave(Side others) {
            for (int i = 0; i < leavingCount; i++) {
                int position = leaving[i];
                for (int p = first[position]; p < first[position + 1]; p++) {
                    others.lose(partners[p]);
                }
            }
        }

        private void lose(int position) {
            if (--degree[position] < min && !gone[position]) {
                gone[position] = true;
                queue[queued++] = position;
            }
        }

        int dropped() {
            int dropped = 0;
            for (int position = 0; position < gone.length; position++) {
                dropped += gone[position] && present[position] ? 1 : 0;
            }
            return dropped;
        }
    }
}
