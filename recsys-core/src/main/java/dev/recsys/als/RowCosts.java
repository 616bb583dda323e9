package dev.recsys.als;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Tasks cut from a list of rows: runs of neighbours that cost about the same together, in order of their cost, the dearest
 * first, so that no worker starts on a long row when the others are about to end. Immutable.
 */
final class RowCosts {

    private final int[] starts;
    private final int[] order;

    private RowCosts(int[] starts, int[] order) {
        this.starts = starts;
        this.order = order;
    }

    /**
     * Cuts. The same rows are cut the same way on any machine.
     *
     * @param rows how many
     * @param cost of a row
     * @param mostRows of one task
     * @param mostCost a task that has reached it takes no further row
     */
    static RowCosts cut(int rows, IntToDoubleFunction cost, int mostRows, double mostCost) {
        int[] starts = new int[rows + 1];
        double[] held = new double[rows];
        int tasks = 0;
        for (int i = 0; i < rows; i++) {
            double next = cost.applyAsDouble(i);
            boolean full = tasks > 0 && (held[tasks - 1] + next > mostCost || i - starts[tasks - 1] >= mostRows);
            if (tasks == 0 || full) {
                starts[tasks++] = i;
            }
            held[tasks - 1] += next;
        }
        starts[tasks] = rows;
        return new RowCosts(Arrays.copyOf(starts, tasks + 1), dearestFirst(held, tasks));
    }

    /** Equal costs keep their order: the number of the task is in the low bits. */
    private static int[] dearestFirst(double[] held, int tasks) {
        long[] keys = new long[tasks];
        for (int task = 0; task < tasks; task++) {
            keys[task] = ~(long) Float.floatToIntBits((float) held[task]) << 32 | task;
        }
        Arrays.sort(keys);
        int[] order = new int[tasks];
        for (int i = 0; i < tasks; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    int count() {
        return order.length;
    }

    /** The first row of the task that is started as number {@code task}. */
    int from(int task) {
        return starts[order[task]];
    }

    /** The row after its last one. */
    int to(int task) {
        return starts[order[task] + 1];
    }
}
