package dev.recsys.feature;

import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.IdIndex;
import java.util.Arrays;

/**
 * The users and items that stay when those with too few pairs are removed again and again: the (minUserItems,
 * minItemUsers)-core of the bipartite graph (Batagelj and Zaversnik 2003; Ahmed et al. 2007 for the two-sided form). It is
 * unique, whatever the order of removal.
 */
final class Core {

    private final int[] users;
    private final int[] items;
    private final int[] newItem; // by old item position

    private Core(int[] users, int[] items, int[] newItem) {
        this.users = users;
        this.items = items;
        this.newItem = newItem;
    }

    static Core of(PairStrengths pairs, int minUserItems, int minItemUsers) {
        SparseMatrix byUser = pairs.matrix();
        int[] userDegree = degrees(byUser);
        int[] itemDegree = byUser.columnLengths();
        boolean[] userGone = new boolean[userDegree.length];
        boolean[] itemGone = new boolean[itemDegree.length];
        if (mustShrink(userDegree, minUserItems) || mustShrink(itemDegree, minItemUsers)) {
            shrink(byUser, userGone, userDegree, minUserItems, itemGone, itemDegree, minItemUsers);
        } else { // those without any pair go, and nobody else for it
            markBelow(userDegree, minUserItems, userGone);
            markBelow(itemDegree, minItemUsers, itemGone);
        }
        int[] items = kept(itemGone);
        int[] newItem = new int[itemGone.length];
        Arrays.fill(newItem, IdIndex.ABSENT);
        for (int i = 0; i < items.length; i++) {
            newItem[items[i]] = i;
        }
        return new Core(kept(userGone), items, newItem);
    }

    /** Whether somebody has pairs, but too few: only then does one removal lead to others. */
    private static boolean mustShrink(int[] degrees, int min) {
        for (int degree : degrees) {
            if (degree > 0 && degree < min) {
                return true;
            }
        }
        return false;
    }

    private static void markBelow(int[] degrees, int min, boolean[] gone) {
        for (int i = 0; i < degrees.length; i++) {
            gone[i] = degrees[i] < min;
        }
    }

    private static void shrink(
            SparseMatrix byUser,
            boolean[] userGone,
            int[] userDegree,
            int minUserItems,
            boolean[] itemGone,
            int[] itemDegree,
            int minItemUsers) {
        SparseMatrix byItem = byUser.transpose();
        int[] neighbours = new int[Math.max(byUser.maxRowLength(), byItem.maxRowLength())];
        boolean changed = true;
        while (changed) {
            boolean usersWent = remove(byUser, userGone, userDegree, minUserItems, itemDegree, neighbours);
            boolean itemsWent = remove(byItem, itemGone, itemDegree, minItemUsers, userDegree, neighbours);
            changed = usersWent || itemsWent;
        }
    }

    private static int[] degrees(SparseMatrix matrix) {
        int[] degrees = new int[matrix.rows()];
        for (int row = 0; row < degrees.length; row++) {
            degrees[row] = matrix.rowLength(row);
        }
        return degrees;
    }

    private static boolean remove(
            SparseMatrix matrix, boolean[] gone, int[] degree, int min, int[] otherDegree, int[] neighbours) {
        boolean changed = false;
        for (int row = 0; row < gone.length; row++) {
            if (!gone[row] && degree[row] < min) {
                gone[row] = true;
                changed = true;
                int count = matrix.copyColumns(row, neighbours);
                for (int i = 0; i < count; i++) {
                    otherDegree[neighbours[i]]--;
                }
            }
        }
        return changed;
    }

    private static int[] kept(boolean[] gone) {
        int[] kept = new int[gone.length];
        int count = 0;
        for (int i = 0; i < gone.length; i++) {
            if (!gone[i]) {
                kept[count++] = i;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /** Old positions of the users that stay, ascending. */
    int[] users() {
        return users;
    }

    /** Old positions of the items that stay, ascending. */
    int[] items() {
        return items;
    }

    /** The new position of an item, or {@link IdIndex#ABSENT}. */
    int newItem(int oldItem) {
        return newItem[oldItem];
    }

    /** The strengths of what stays, on new positions. */
    SparseMatrix strengths(PairStrengths pairs) {
        SparseMatrix all = pairs.matrix();
        if (users.length == all.rows() && items.length == all.columns()) {
            return all;
        }
        SparseMatrixBuilder builder = SparseMatrix.builder(users.length, items.length);
        int[] columns = new int[all.maxRowLength()];
        float[] values = new float[columns.length];
        for (int user : users) {
            int length = all.copyRow(user, columns, values);
            int kept = 0;
            for (int i = 0; i < length; i++) {
                if (newItem[columns[i]] != IdIndex.ABSENT) {
                    columns[kept] = newItem[columns[i]];
                    values[kept++] = values[i];
                }
            }
            builder.appendRow(columns, values, kept);
        }
        return builder.build();
    }
}
