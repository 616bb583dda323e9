package dev.recsys.eval.stats;

import java.util.stream.IntStream;

/** Ranks from 1, equal values sharing the mean of theirs. */
final class Ranks {

    private Ranks() {}

    /** The rank of each value, the smallest having 1. */
    static double[] ascending(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        int start = 0;
        while (start < order.length) {
            int end = start + 1;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = (start + 1 + end) / 2.0;
            }
            start = end;
        }
        return ranks;
    }
}
