package dev.recsys.als;

import dev.recsys.TrainingException;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.internal.math.Gram;
import dev.recsys.internal.math.RowReader;
import dev.recsys.train.TrainingContext;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Half an iteration: solves rows of one side with the other side fixed. Rows are cut into tasks by their entries, the same
 * way at any parallelism; each row's result depends on nothing but the fixed side and, for a few steps, its own value.
 */
final class Sweep {

    private static final int TASK_ROWS = 256;
    private static final double TASK_OPERATIONS = 2e8; // a tenth of a second or so

    private final String what;
    private final SparseMatrix entries; // rows of this side x rows of the fixed side
    private final AlsPlan plan;
    private final RowTerms terms;
    private final TrainingContext context;
    private final Worker[] workers;

    /** {@code what}: a row of this side, for messages. */
    Sweep(String what, SparseMatrix entries, AlsPlan plan, RowTerms terms, TrainingContext context) {
        this.what = what;
        this.entries = entries;
        this.plan = plan;
        this.terms = terms;
        this.context = context;
        this.workers = new Worker[context.parallelism().workers()];
    }

    /** All rows of this side. */
    int[] allRows() {
        return IntStream.range(0, entries.rows()).toArray();
    }

    /** Replaces the given rows of {@code target}, ascending positions; the others stay. */
    void run(int[] rows, FactorMatrixBuilder target, FactorMatrixBuilder fixed) {
        if (rows.length == 0) {
            return;
        }
        float[][] gram =
                gram(terms, fixed::copyRow, fixed.rows(), context.parallelism(), context.cancellation(), plan.name());
        FixedRows fixedRows = FixedRows.of(fixed);
        int[] starts = cut(rows);
        context.parallelism().run(starts.length - 1, context.cancellation(), plan.name(), (worker, task) -> {
            Worker mine = workers[worker];
            if (mine == null) {
                mine = new Worker();
                workers[worker] = mine;
            }
            for (int i = starts[task]; i < starts[task + 1]; i++) {
                context.cancellation().check(plan.name());
                mine.solve(rows[i], target, fixedRows, gram);
            }
        });
    }

    /** The sum of y y' over all rows of the fixed side; zeros where the terms have no use for it. */
    static float[][] gram(
            RowTerms terms,
            RowReader fixed,
            int rows,
            Parallelism parallelism,
            Cancellation cancellation,
            String name) {
        int n = terms.unknowns();
        return terms.common() == 0
                ? new float[n][n]
                : Gram.toFloats(Gram.of(fixed, rows, n, parallelism, cancellation, name), 0);
    }

    private int[] cut(int[] rows) {
        double unknowns = terms.unknowns();
        int[] starts = new int[rows.length + 1];
        int tasks = 0;
        double held = 0;
        for (int i = 0; i < rows.length; i++) {
            boolean full = tasks > 0 && (held > TASK_OPERATIONS || i - starts[tasks - 1] >= TASK_ROWS);
            if (tasks == 0 || full) {
                starts[tasks++] = i;
                held = 0;
            }
            held += unknowns * unknowns * (entries.rowLength(rows[i]) + unknowns);
        }
        starts[tasks] = rows.length;
        return Arrays.copyOf(starts, tasks + 1);
    }

    /** The scratch space of one worker. */
    private final class Worker {

        private final int[] columns = new int[entries.maxRowLength()];
        private final float[] weights = new float[entries.maxRowLength()];
        private final RowSolver solver = new RowSolver(plan.name(), terms, plan.method(), plan.steps());

        void solve(int row, FactorMatrixBuilder target, FixedRows fixed, float[][] gram) {
            int count = entries.copyRow(row, columns, weights);
            boolean solved = solver.solve(
                    new RowSolver.Entries(columns, weights, count),
                    fixed,
                    gram,
                    entries.columns(),
                    context.cancellation(),
                    target.block(target.blockOf(row)),
                    target.offsetOf(row));
            if (!solved) {
                throw new TrainingException(plan.name() + ": the system of " + what + " " + row + " (" + count
                        + " entries) is singular or overflows; raise regularization or " + terms.remedy());
            }
        }
    }
}
