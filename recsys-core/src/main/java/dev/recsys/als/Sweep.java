package dev.recsys.als;

import dev.recsys.TrainingException;
import dev.recsys.als.ImplicitAls.Solver;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.internal.math.GramAccumulator;
import dev.recsys.internal.solve.ConjugateGradient;
import dev.recsys.internal.solve.DenseSystem;
import dev.recsys.internal.solve.DoubleRescue;
import dev.recsys.train.TrainingContext;
import java.util.Arrays;

/**
 * Half an iteration: solves every row of one side with the other side fixed. Rows are cut into tasks by their entries,
 * the same way at any parallelism; each row's result depends on nothing but the fixed side.
 */
final class Sweep {

    /** Rows per partial Gram matrix; partial sums are added in order. */
    static final int GRAM_ROWS = 4096;

    private static final int TASK_ROWS = 256;
    private static final double TASK_OPERATIONS = 2e8; // a tenth of a second or so
    private static final int ENTRIES_PER_CHECK = 4096;

    private final String what;
    private final SparseMatrix entries; // rows of this side x rows of the fixed side
    private final ImplicitAls config;
    private final Confidence confidence;
    private final TrainingContext context;
    private final int[] taskStarts;
    private final RowSolver[] solvers;

    Sweep(String what, SparseMatrix entries, ImplicitAls config, TrainingContext context) {
        this.what = what;
        this.entries = entries;
        this.config = config;
        this.confidence = Confidence.of(config);
        this.context = context;
        this.taskStarts = cut(entries, config.factors());
        this.solvers = new RowSolver[context.parallelism().workers()];
    }

    private static int[] cut(SparseMatrix entries, double factors) {
        int[] starts = new int[entries.rows() + 1];
        int tasks = 0;
        double held = 0;
        for (int row = 0; row < entries.rows(); row++) {
            boolean full = tasks > 0 && (held > TASK_OPERATIONS || row - starts[tasks - 1] >= TASK_ROWS);
            if (tasks == 0 || full) {
                starts[tasks++] = row;
                held = 0;
            }
            held += factors * factors * (entries.rowLength(row) + factors);
        }
        starts[tasks] = entries.rows();
        return Arrays.copyOf(starts, tasks + 1);
    }

    /** Replaces every row of {@code target}. */
    void run(FactorMatrixBuilder target, FactorMatrixBuilder fixed) {
        float[][] gram = gram(fixed);
        context.parallelism().run(taskStarts.length - 1, context.cancellation(), ImplicitAls.NAME, (worker, task) -> {
            RowSolver solver = solvers[worker];
            if (solver == null) {
                solver = new RowSolver();
                solvers[worker] = solver;
            }
            for (int row = taskStarts[task]; row < taskStarts[task + 1]; row++) {
                context.cancellation().check(ImplicitAls.NAME);
                solver.solve(row, target, fixed, gram);
            }
        });
    }

    private float[][] gram(FactorMatrixBuilder fixed) {
        int n = fixed.factors();
        int parts = (int) (((long) fixed.rows() + GRAM_ROWS - 1) / GRAM_ROWS);
        int perRound = Math.max(1, context.parallelism().workers());
        GramAccumulator[] sums = new GramAccumulator[Math.min(parts, perRound)];
        double[][] total = new double[n][n];
        for (int first = 0; first < parts; first += sums.length) {
            int round = first;
            int count = Math.min(sums.length, parts - first);
            context.parallelism().run(count, context.cancellation(), ImplicitAls.NAME, (worker, task) -> {
                if (sums[task] == null) {
                    sums[task] = new GramAccumulator(n);
                }
                sums[task].clear();
                int from = (round + task) * GRAM_ROWS;
                int to = from + Math.min(GRAM_ROWS, fixed.rows() - from);
                for (int row = from; row < to; row++) {
                    sums[task].add(fixed.block(fixed.blockOf(row)), fixed.offsetOf(row));
                }
            });
            for (int part = 0; part < count; part++) {
                sums[part].addTo(total);
            }
        }
        return symmetric(total);
    }

    /** Both triangles, in floats. */
    static float[][] symmetric(double[][] upper) {
        int n = upper.length;
        float[][] full = new float[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                full[i][j] = (float) upper[i][j];
                full[j][i] = full[i][j];
            }
        }
        return full;
    }

    /** The scratch space of one worker. */
    private final class RowSolver {

        private final int[] columns = new int[entries.maxRowLength()];
        private final float[] weights = new float[entries.maxRowLength()];
        private final DenseSystem system;
        private final ConjugateGradient gradient;

        RowSolver() {
            boolean exact = config.solver() == Solver.CHOLESKY;
            system = new DenseSystem(exact ? config.factors() : 0);
            gradient = new ConjugateGradient(exact ? 0 : config.factors());
        }

        void solve(int row, FactorMatrixBuilder target, FactorMatrixBuilder fixed, float[][] gram) {
            float[] out = target.block(target.blockOf(row));
            int offset = target.offsetOf(row);
            int count = entries.copyRow(row, columns, weights);
            if (count == 0) { // nothing pulls the row away from zero
                Arrays.fill(out, offset, offset + config.factors(), 0f);
                return;
            }
            float diagonal = confidence.diagonal(count, entries.columns());
            boolean solved = config.solver() == Solver.CHOLESKY
                    ? cholesky(count, diagonal, fixed, gram, out, offset)
                    : conjugateGradient(count, diagonal, fixed, gram, out, offset);
            if (!solved && !rescue(count, diagonal, fixed, gram, out, offset)) {
                throw new TrainingException(ImplicitAls.NAME + ": the system of " + what + " " + row + " (" + count
                        + " entries) is singular or overflows; raise regularization or lower alpha or the weights");
            }
        }

        /** A system that floats cannot solve, once more in doubles. */
        private boolean rescue(
                int count, float diagonal, FactorMatrixBuilder fixed, float[][] gram, float[] out, int offset) {
            DoubleRescue rescue = new DoubleRescue(gram, confidence.unobserved(), diagonal);
            for (int i = 0; i < count; i++) {
                int other = columns[i];
                float weight = weights[i];
                rescue.add(
                        fixed.block(fixed.blockOf(other)),
                        fixed.offsetOf(other),
                        confidence.matrix(weight),
                        confidence.target(weight));
            }
            return rescue.solve(out, offset);
        }

        private boolean cholesky(
                int count, float diagonal, FactorMatrixBuilder fixed, float[][] gram, float[] out, int offset) {
            system.start(gram, confidence.unobserved(), diagonal);
            for (int i = 0; i < count; i++) {
                if (i % ENTRIES_PER_CHECK == ENTRIES_PER_CHECK - 1) {
                    context.cancellation().check(ImplicitAls.NAME);
                }
                int other = columns[i];
                float weight = weights[i];
                system.add(
                        fixed.block(fixed.blockOf(other)),
                        fixed.offsetOf(other),
                        confidence.matrix(weight),
                        confidence.target(weight));
            }
            return system.solve(out, offset);
        }

        private boolean conjugateGradient(
                int count, float diagonal, FactorMatrixBuilder fixed, float[][] gram, float[] out, int offset) {
            gradient.start();
            for (int i = 0; i < count; i++) {
                int other = columns[i];
                float weight = weights[i];
                gradient.add(
                        fixed.block(fixed.blockOf(other)),
                        fixed.offsetOf(other),
                        confidence.matrix(weight),
                        confidence.target(weight));
            }
            return gradient.solve(gram, confidence.unobserved(), diagonal, config.solverSteps(), out, offset);
        }
    }
}
