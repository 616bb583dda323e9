package dev.recsys.nmf;

import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.internal.math.Axpy;
import dev.recsys.internal.math.Gram;
import dev.recsys.internal.math.RowReader;
import dev.recsys.train.TrainingContext;
import java.util.Arrays;

/**
 * Work over the rows of tall matrices, cut into tasks by the number of rows alone, so that results do not depend on the
 * number of workers. Used by one training, from one thread.
 */
final class RowTasks {

    private static final int MOST_TASKS = 4096;

    private final TrainingContext context;
    private final int width;
    private final int maxRowLength;
    private final RowScratch[] scratch;

    RowTasks(TrainingContext context, int width, int maxRowLength) {
        this.context = context;
        this.width = width;
        this.maxRowLength = maxRowLength;
        this.scratch = new RowScratch[context.parallelism().workers()];
    }

    /** The same work over rows of another width. */
    RowTasks ofWidth(int newWidth) {
        return new RowTasks(context, newWidth, maxRowLength);
    }

    /** How many tasks {@link #forEachRow} makes of this many rows. */
    static int count(int rows) {
        return rows == 0 ? 0 : (rows - 1) / rowsPerTask(rows) + 1;
    }

    private static int rowsPerTask(int rows) {
        return Math.max(16, (rows - 1) / MOST_TASKS + 1);
    }

    /** Calls {@code work} for every row, in order within a task. */
    void forEachRow(int rows, RowWork work) {
        int perTask = rowsPerTask(rows);
        context.parallelism().run(count(rows), context.cancellation(), Nmf.NAME, (worker, task) -> {
            RowScratch mine = scratch[worker];
            if (mine == null) {
                mine = new RowScratch(width, maxRowLength);
                scratch[worker] = mine;
            }
            int from = task * perTask;
            int to = (int) Math.min(rows, (long) from + perTask);
            for (int row = from; row < to; row++) {
                work.run(mine, task, row);
            }
        });
    }

    /** Sets {@code out} to {@code matrix x factors}, negative entries of the matrix taken as 0. */
    void multiply(SparseMatrix matrix, FactorMatrixBuilder factors, FactorMatrixBuilder out) {
        RowReader source = factors::copyRow;
        forEachRow(matrix.rows(), (mine, task, row) -> {
            mine.weightedSum(source, mine.gather(matrix, row));
            out.setRow(row, mine.sum, 0);
        });
    }

    /**
     * Sets {@code out} to {@code in x map}.
     *
     * @param map one row for each column of {@code in}; rows of {@code out}'s width, which is at most this object's
     */
    void transform(FactorMatrixBuilder in, float[][] map, FactorMatrixBuilder out) {
        int inner = in.factors();
        int outer = out.factors();
        forEachRow(in.rows(), (mine, task, row) -> {
            in.copyRow(row, mine.row, 0);
            Arrays.fill(mine.sum, 0f);
            for (int f = 0; f < inner; f++) {
                Axpy.add(mine.row[f], map[f], mine.sum, 0, outer);
            }
            out.setRow(row, mine.sum, 0);
        });
    }

    /** The Gram matrix {@code x^T x}, both triangles. */
    double[][] gram(FactorMatrixBuilder x) {
        return Gram.of(x::copyRow, x.rows(), x.factors(), context.parallelism(), context.cancellation(), Nmf.NAME);
    }

    /** The sum of all rows. Cheap beside a pass over the entries, so it is not cut into tasks. */
    double[] columnSums(FactorMatrixBuilder x) {
        return Divergence.columnSums(x::copyRow, x.rows(), x.factors());
    }

    /** Work on one row. */
    @FunctionalInterface
    interface RowWork {
        void run(RowScratch mine, int task, int row);
    }
}
