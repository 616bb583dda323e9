package dev.recsys.als;

import dev.recsys.TrainingException;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.internal.math.Gram;
import dev.recsys.internal.math.RowReader;
import dev.recsys.internal.solve.CommonMatrix;
import dev.recsys.train.TrainingContext;

/**
 * Half an iteration: solves rows of one side with the other side fixed. Rows are cut into tasks by what they cost, the
 * dearest first; each row's result depends on nothing but the fixed side and, for a few steps, its own value.
 */
final class Sweep {

    private static final int TASK_ROWS = 256;
    private static final double TASK_OPERATIONS = 5e7; // some milliseconds

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

    /** Replaces the given rows of {@code target}, ascending positions; the others stay. */
    void run(int[] rows, FactorMatrixBuilder target, FactorMatrixBuilder fixed) {
        if (rows.length == 0) {
            return;
        }
        CommonMatrix common =
                gram(terms, fixed::copyRow, fixed.rows(), context.parallelism(), context.cancellation(), plan.name());
        FixedRows fixedRows = FixedRows.of(fixed);
        RowCosts tasks = RowCosts.cut(rows.length, i -> cost(rows[i]), TASK_ROWS, TASK_OPERATIONS);
        context.parallelism().run(tasks.count(), context.cancellation(), plan.name(), (worker, task) -> {
            Worker mine = workers[worker];
            if (mine == null) {
                mine = new Worker();
                workers[worker] = mine;
            }
            for (int i = tasks.from(task); i < tasks.to(task); i++) {
                context.cancellation().check(plan.name());
                mine.solve(rows[i], target, fixedRows, common);
            }
        });
    }

    /** About how many operations a row takes. */
    private double cost(int row) {
        double unknowns = terms.unknowns();
        double entries = this.entries.rowLength(row);
        return plan.method() == RowSolver.Method.STEPS
                ? (plan.steps() + 1) * unknowns * (4 * entries + 2 * unknowns)
                : unknowns * unknowns * (entries + unknowns);
    }

    /** The sum of y y' over all rows of the fixed side, with its factor; zeros where the terms have no use for it. */
    static CommonMatrix gram(
            RowTerms terms,
            RowReader fixed,
            int rows,
            Parallelism parallelism,
            Cancellation cancellation,
            String name) {
        int n = terms.unknowns();
        return terms.common() == 0
                ? CommonMatrix.zero(n)
                : CommonMatrix.of(
                        Gram.toFloats(Gram.of(fixed, rows, n, parallelism, cancellation, name), 0), terms.common());
    }

    /** The scratch space of one worker. */
    private final class Worker {

        private final int[] columns = new int[entries.maxRowLength()];
        private final float[] weights = new float[entries.maxRowLength()];
        private final RowSolver solver =
                new RowSolver(plan.name(), terms, plan.method(), plan.steps(), entries.maxRowLength());

        void solve(int row, FactorMatrixBuilder target, FixedRows fixed, CommonMatrix common) {
            int count = entries.copyRow(row, columns, weights);
            boolean solved = solver.solve(
                    columns,
                    weights,
                    count,
                    fixed,
                    common,
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
