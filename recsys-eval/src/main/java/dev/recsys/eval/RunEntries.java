package dev.recsys.eval;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;

/** The list of one user while it grows: in the order of ranks, if these are given, else of scores. Not thread-safe. */
final class RunEntries {

    private final boolean ranked;
    private final IntArrayList items = new IntArrayList(4); // ordinals
    private final DoubleArrayList scores = new DoubleArrayList(4);
    private final IntArrayList ranks = new IntArrayList(0); // where they are given

    RunEntries(boolean ranked) {
        this.ranked = ranked;
    }

    boolean isRanked() {
        return ranked;
    }

    void add(int item, double score) {
        items.add(item);
        scores.add(score + 0.0); // -0 becomes 0: they are equal
    }

    void add(int item, int rank, double score) {
        add(item, score);
        ranks.add(rank);
    }

    /** The items with their scores, best first. */
    Sorted sorted(int[] positions, TieOrder ties) {
        int[] list = items.toIntArray();
        for (int i = 0; i < list.length; i++) {
            list[i] = positions[list[i]];
        }
        double[] values = scores.toDoubleArray();
        boolean inOrder = true;
        for (int i = 1; i < list.length && inOrder; i++) {
            inOrder = compare(list, values, ties, i - 1, i) <= 0;
        }
        if (inOrder) {
            return new Sorted(list, values);
        }
        int[] order = new int[list.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        IntArrays.mergeSort(order, (a, b) -> compare(list, values, ties, a, b)); // stable
        int[] movedList = new int[order.length];
        double[] movedValues = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            movedList[i] = list[order[i]];
            movedValues[i] = values[order[i]];
        }
        return new Sorted(movedList, movedValues);
    }

    private int compare(int[] list, double[] values, TieOrder ties, int a, int b) {
        int first = ranked ? Integer.compare(ranks.getInt(a), ranks.getInt(b)) : Double.compare(values[b], values[a]);
        return first != 0 ? first : ties.compare(list[a], list[b]);
    }

    /** A list in order; positions of items, and scores. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Sorted(int[] items, double[] scores) {}

    /** Which of two items with equal scores comes first. */
    @FunctionalInterface
    interface TieOrder {
        int compare(int item, int other);
    }
}
