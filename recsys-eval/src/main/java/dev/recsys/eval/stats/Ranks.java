package dev.recsys.eval.stats;

import java.util.Arrays;

/** Ranks from 1, equal values sharing the mean of theirs. */
final class Ranks {

    private Ranks() {}

    /** The rank of each value, the smallest having 1. */
    static double[] ascending(double[] values) {
        double[] sorted = new double[values.length];
        Arrays.setAll(sorted, i -> values[i] + 0.0); // no negative zero
        Arrays.sort(sorted);
        double[] shared = new double[sorted.length]; // of each different value
        int count = 0;
        int start = 0;
        while (start < sorted.length) {
            int end = start + 1;
            while (end < sorted.length && sorted[end] == sorted[start]) {
                end++;
            }
            shared[count] = (start + 1.0 + end) / 2;
            sorted[count++] = sorted[start];
            start = end;
        }
        double[] ranks = new double[values.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = shared[Arrays.binarySearch(sorted, 0, count, values[i] + 0.0)];
        }
        return ranks;
    }
}
