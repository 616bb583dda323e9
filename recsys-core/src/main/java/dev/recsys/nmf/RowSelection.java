package dev.recsys.nmf;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The rows of one side that are updated: all, or some, ascending. */
final class RowSelection {

    private final int size;
    private final int[] chosen; // empty for all

    private RowSelection(int size, int[] chosen) {
        this.size = size;
        this.chosen = chosen;
    }

    static RowSelection all(int rows) {
        return new RowSelection(rows, new int[0]);
    }

    static RowSelection of(int rows, IntPredicate isChosen) {
        int[] chosen = IntStream.range(0, rows).filter(isChosen).toArray();
        return new RowSelection(chosen.length, chosen);
    }

    int size() {
        return size;
    }

    int row(int index) {
        return chosen.length == 0 ? index : chosen[index];
    }
}
