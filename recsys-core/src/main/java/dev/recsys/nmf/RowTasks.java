package dev.recsys.nmf;

import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.execution.Parallelism;
import dev.recsys.internal.simd.Kernels;
import dev.recsys.internal.simd.RowBlocks;
import dev.recsys.internal.simd.SweepKernel;
import dev.recsys.train.TrainingContext;
import java.util.Arrays;

/**
 * Work over the rows of tall matrices, cut into tasks by the number of rows alone, so that results do not depend on the
 * number of workers. Used by one training, from one thread.
 */
final class RowTasks {

    private static final int MOST_TASKS = 4096;
    private static final int LEAST_ROWS = 16; // of a task
    private static final double LEAST_WORK = 2e6; // multiplications that are worth starting threads for

    private final TrainingContext context;
    private final SweepKernel sweeps = Kernels.active().sweeps();
    private final int width;
    private final int maxRowLength;
    private final boolean allPositive;
    private final RowScratch[] scratch;
    private final GroupScratch[] groups;

    /**
     * Work for rows of {@code width} elements.
     *
     * @param maxRowLength the most entries of a row of either matrix
     * @param allPositive whether the matrices have no entries that count as none
     */
    RowTasks(TrainingContext context, int width, int maxRowLength, boolean allPositive) {
        this.context = context;
        this.width = width;
        this.maxRowLength = maxRowLength;
        this.allPositive = allPositive;
        this.scratch = new RowScratch[context.parallelism().workers()];
        this.groups = new GroupScratch[scratch.length];
    }

    /** The same work over rows of another width. */
    RowTasks ofWidth(int newWidth) {
        return new RowTasks(context, newWidth, maxRowLength, allPositive);
    }

    /** Where work of a few microseconds runs: it is not worth a thread. The bits do not depend on it. */
    static Parallelism forWork(double multiplications, TrainingContext context) {
        return multiplications < LEAST_WORK ? Parallelism.single() : context.parallelism();
    }

    /** Calls {@code work} for every row, in order within a task. */
    void forEachRow(int rows, RowWork work) {
        int perTask = rowsPerTask(rows);
        int tasks = rows == 0 ? 0 : (rows - 1) / perTask + 1;
        context.parallelism().run(tasks, context.cancellation(), Nmf.NAME, (worker, task) -> {
            RowScratch mine = rowScratch(worker);
            int from = task * perTask;
            int to = (int) Math.min(rows, (long) from + perTask);
            for (int row = from; row < to; row++) {
                work.run(mine, row);
            }
        });
    }

    private static int rowsPerTask(int rows) {
        return Math.max(LEAST_ROWS, (rows - 1) / MOST_TASKS + 1);
    }

    private RowScratch rowScratch(int worker) {
        RowScratch mine = scratch[worker];
        if (mine == null) {
            mine = new RowScratch(width, maxRowLength);
            scratch[worker] = mine;
        }
        return mine;
    }

    private GroupScratch groupScratch(int worker) {
        GroupScratch mine = groups[worker];
        if (mine == null) {
            mine = new GroupScratch(sweeps, rowScratch(worker), width);
            groups[worker] = mine;
        }
        return mine;
    }

    /** How many tasks {@link #forEachGroup} makes of this many rows. */
    int groupTasks(int rows) {
        return rows == 0 ? 0 : (rows - 1) / (groupsPerTask(rows) * sweeps.width()) + 1;
    }

    private int groupsPerTask(int rows) {
        return (rowsPerTask(rows) - 1) / sweeps.width() + 1;
    }

    /** Calls {@code work} for every group of as many rows as a kernel takes at once, in order within a task. */
    void forEachGroup(int rows, GroupWork work) {
        int perTask = groupsPerTask(rows) * sweeps.width();
        context.parallelism().run(groupTasks(rows), context.cancellation(), Nmf.NAME, (worker, task) -> {
            GroupScratch mine = groupScratch(worker);
            int end = (int) Math.min(rows, (task + 1L) * perTask);
            for (int from = task * perTask; from < end; from += sweeps.width()) {
                work.run(mine, task, from, Math.min(end, from + sweeps.width()));
            }
        });
    }

    /** The kernels for groups. */
    SweepKernel sweeps() {
        return sweeps;
    }

    /** The rows of a matrix that is fixed for now. */
    static RowBlocks blocks(FactorMatrixBuilder x) {
        float[][] blocks = new float[x.blocks()][];
        Arrays.setAll(blocks, x::block);
        int bits = blocks.length > 1 ? Integer.numberOfTrailingZeros(x.firstRowOf(1)) : Integer.SIZE - 1;
        return new RowBlocks(blocks, bits, x.factors());
    }

    /** Gathers the positive entries of a row; returns how many. */
    int gather(RowScratch mine, SparseMatrix matrix, int row) {
        return allPositive ? mine.gatherAll(matrix, row) : mine.gather(matrix, row);
    }

    /** Sets {@code out} to {@code matrix x factors}, negative entries of the matrix taken as 0. */
    void multiply(SparseMatrix matrix, FactorMatrixBuilder factors, FactorMatrixBuilder out) {
        RowBlocks source = blocks(factors);
        forEachGroup(matrix.rows(), (mine, task, from, to) -> {
            for (int row = from; row < to; row++) {
                RowScratch entries = mine.entries;
                int count = gather(entries, matrix, row);
                sweeps.sum(source, entries.columns(), entries.values(), count, mine.sums, 0, mine.kernel);
                out.setRow(row, mine.sums, 0);
            }
        });
    }

    /**
     * Sets {@code out} to {@code in x map}; both may be the same.
     *
     * @param map one row for each column of {@code in}; rows of {@code out}'s width, which is at most this object's
     */
    void transform(FactorMatrixBuilder in, float[][] map, FactorMatrixBuilder out) {
        int inner = in.factors();
        int outer = out.factors();
        forEachGroup(in.rows(), (mine, task, from, to) -> {
            for (int row = from; row < to; row++) {
                in.copyRow(row, mine.rows, (row - from) * inner);
            }
            sweeps.transform(mine.rows, 0, to - from, inner, map, outer, mine.sums);
            for (int row = from; row < to; row++) {
                out.setRow(row, mine.sums, (row - from) * outer);
            }
        });
    }

    /** The Gram matrix {@code x^T x}, both triangles. */
    double[][] gram(FactorMatrixBuilder x) {
        return new SideGram(sweeps, context).of(x);
    }

    /** The sum of all rows. Cheap beside a pass over the entries, so it is not cut into tasks. */
    double[] columnSums(FactorMatrixBuilder x) {
        return Divergence.columnSums(x::copyRow, x.rows(), x.factors());
    }

    /** Work on one row. */
    @FunctionalInterface
    interface RowWork {
        void run(RowScratch mine, int row);
    }

    /** Work on the rows of one group. */
    @FunctionalInterface
    interface GroupWork {
        void run(GroupScratch mine, int task, int from, int to);
    }
}
