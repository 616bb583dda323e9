package dev.recsys.train;

import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import java.util.Arrays;
import java.util.BitSet;

/** The users and items with pairs that are new, gone or changed between two matrices of different positions. */
final class TouchedRows {

    private final SparseMatrix before;
    private final boolean compareWeights;
    private final SparseMatrix after;
    private final int[] parentItems;
    private final int[] currentItems; // by the parent's position
    private final BitSet users = new BitSet();
    private final BitSet items = new BitSet();
    private final int[] beforeColumns;
    private final float[] beforeValues;
    private final int[] afterColumns;
    private final float[] afterValues;

    TouchedRows(SparseMatrix before, boolean compareWeights, SparseMatrix after, int[] parentUsers, int[] parentItems) {
        this.before = before;
        this.compareWeights = compareWeights;
        this.after = after;
        this.parentItems = parentItems;
        this.currentItems = inverse(parentItems, before.columns());
        this.beforeColumns = new int[before.maxRowLength()];
        this.beforeValues = new float[beforeColumns.length];
        this.afterColumns = new int[after.maxRowLength()];
        this.afterValues = new float[afterColumns.length];
        for (int user = 0; user < parentUsers.length; user++) {
            compare(user, parentUsers[user]);
        }
        for (int item = 0; item < parentItems.length; item++) {
            if (parentItems[item] == IdIndex.ABSENT) {
                items.set(item);
            }
        }
        markUsersThatLeft(parentUsers);
    }

    private static int[] inverse(int[] places, int size) {
        int[] inverse = new int[size];
        Arrays.fill(inverse, IdIndex.ABSENT);
        for (int p = 0; p < places.length; p++) {
            if (places[p] != IdIndex.ABSENT) {
                inverse[places[p]] = p;
            }
        }
        return inverse;
    }

    /** Both orders of positions follow the order of ids, so both rows ascend together. */
    private void compare(int user, int parentUser) {
        int beforeCount = parentUser == IdIndex.ABSENT ? 0 : copyBefore(parentUser);
        int afterCount = after.copyRow(user, afterColumns, afterValues);
        if (parentUser == IdIndex.ABSENT) {
            users.set(user);
        }
        int b = 0;
        for (int a = 0; a < afterCount; a++) {
            int parentItem = parentItems[afterColumns[a]];
            while (b < beforeCount && parentItem != IdIndex.ABSENT && beforeColumns[b] < parentItem) {
                touchGone(user, beforeColumns[b++]);
            }
            if (parentItem != IdIndex.ABSENT && b < beforeCount && beforeColumns[b] == parentItem) {
                if (compareWeights && changed(beforeValues[b], afterValues[a])) {
                    touch(user, afterColumns[a]);
                }
                b++;
            } else {
                touch(user, afterColumns[a]);
            }
        }
        while (b < beforeCount) {
            touchGone(user, beforeColumns[b++]);
        }
    }

    private int copyBefore(int parentUser) {
        return compareWeights
                ? before.copyRow(parentUser, beforeColumns, beforeValues)
                : before.copyColumns(parentUser, beforeColumns);
    }

    private static boolean changed(float before, float after) {
        return Math.abs((double) after - before) > WarmStart.TOLERANCE * Math.abs((double) before);
    }

    private void touch(int user, int item) {
        users.set(user);
        items.set(item);
    }

    private void touchGone(int user, int parentItem) {
        if (!compareWeights && currentItems[parentItem] != IdIndex.ABSENT) {
            return; // seen, but perhaps never trained on: not known to be gone
        }
        users.set(user);
        if (currentItems[parentItem] != IdIndex.ABSENT) {
            items.set(currentItems[parentItem]);
        }
    }

    /** The items of users that are no longer there have lost pairs. */
    private void markUsersThatLeft(int[] parentUsers) {
        BitSet stayed = new BitSet();
        for (int parentUser : parentUsers) {
            if (parentUser != IdIndex.ABSENT) {
                stayed.set(parentUser);
            }
        }
        for (int parentUser = stayed.nextClearBit(0);
                parentUser < before.rows();
                parentUser = stayed.nextClearBit(parentUser + 1)) {
            int count = before.copyColumns(parentUser, beforeColumns);
            for (int i = 0; i < count; i++) {
                if (currentItems[beforeColumns[i]] != IdIndex.ABSENT) {
                    items.set(currentItems[beforeColumns[i]]);
                }
            }
        }
    }

    BitSet users() {
        return users;
    }

    BitSet items() {
        return items;
    }
}
