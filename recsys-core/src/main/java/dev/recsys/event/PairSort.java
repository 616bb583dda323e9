package dev.recsys.event;

import it.unimi.dsi.fastutil.longs.LongArrays;
import it.unimi.dsi.fastutil.longs.LongComparator;
import java.util.Arrays;

/** Sorts the rows of one pair, of which there are mostly two or three. */
final class PairSort {

    private static final int FEW = 16;

    private PairSort() {}

    /** Sorts a range; equal elements keep their order. */
    static void sort(long[] keys, int from, int to, LongComparator order) {
        if (to - from <= FEW) {
            insertionSort(keys, from, to, order);
            return;
        }
        long[] range = Arrays.copyOfRange(keys, from, to); // sorting it in place would copy all of the array before it
        LongArrays.mergeSort(range, order);
        System.arraycopy(range, 0, keys, from, range.length);
    }

    private static void insertionSort(long[] keys, int from, int to, LongComparator order) {
        for (int i = from + 1; i < to; i++) {
            long key = keys[i];
            int at = i;
            while (at > from && order.compare(keys[at - 1], key) > 0) {
                keys[at] = keys[at - 1];
                at--;
            }
            keys[at] = key;
        }
    }
}
