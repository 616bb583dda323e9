package dev.recsys.event;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Which positions of an index the rows of a log use; the others came from rows that were left out. */
final class UsedPositions {

    private final int[] kept;
    private final int[] renumbered; // by old position

    private UsedPositions(int[] kept, int[] renumbered) {
        this.kept = kept;
        this.renumbered = renumbered;
    }

    /** The positions below {@code size} that a row has. */
    static UsedPositions of(int size, int rows, IntUnaryOperator positionOfRow) {
        boolean[] used = new boolean[size];
        for (int row = 0; row < rows; row++) {
            int position = positionOfRow.applyAsInt(row);
            if (position != IdIndex.ABSENT) {
                used[position] = true;
            }
        }
        int[] kept = new int[size];
        int[] renumbered = new int[size];
        int count = 0;
        for (int position = 0; position < size; position++) {
            renumbered[position] = used[position] ? count : IdIndex.ABSENT;
            if (used[position]) {
                kept[count++] = position;
            }
        }
        return new UsedPositions(Arrays.copyOf(kept, count), renumbered);
    }

    boolean isAll() {
        return kept.length == renumbered.length;
    }

    /** The used positions, ascending. */
    int[] kept() {
        return kept;
    }

    /** The position among the used ones. */
    int renumber(int position) {
        return renumbered[position];
    }
}
