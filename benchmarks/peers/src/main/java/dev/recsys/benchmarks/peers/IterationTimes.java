package dev.recsys.benchmarks.peers;

import dev.recsys.execution.Progress;
import java.util.ArrayList;
import java.util.List;

/** Hears of iterations and tells how long one takes: from the end of the first to the end of the last. Not thread-safe. */
final class IterationTimes implements Progress {

    private final List<long[]> ends = new ArrayList<>(); // clock and processor time

    @Override
    public void step(String step, long done, long total, String detail) {
        ends.add(new long[] {System.nanoTime(), Timing.processorTime()});
    }

    Timing perIteration() {
        int iterations = ends.size() - 1;
        if (iterations < 1) {
            throw new IllegalArgumentException("at least 2 iterations are needed: the first is not measured");
        }
        long[] first = ends.get(0);
        long[] last = ends.get(iterations);
        return new Timing((last[0] - first[0]) / 1e9 / iterations, (last[1] - first[1]) / 1e9 / iterations);
    }
}
