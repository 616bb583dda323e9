package dev.recsys.nmf;

import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.internal.math.Gram;
import dev.recsys.internal.simd.RowBlocks;
import dev.recsys.internal.simd.SweepKernel;
import java.util.Locale;

/** Half the squared error over all cells: the other side is its Gram matrix. */
final class FrobeniusFit implements Fit {

    private final Criterion criterion;
    private final Nmf.Solver solver;
    private final SparseMatrix byUser;
    private final double squares;
    private final RowTasks tasks;
    private double[][] users = new double[0][];
    private double[][] items = new double[0][];

    FrobeniusFit(Criterion criterion, Nmf.Solver solver, SparseMatrix byUser, MatrixSums sums, RowTasks tasks) {
        this.criterion = criterion;
        this.solver = solver;
        this.byUser = byUser;
        this.squares = sums.squares();
        this.tasks = tasks;
    }

    @Override
    public RowStep againstItems(FactorMatrixBuilder fixed, String when) {
        items = finite(tasks.gram(fixed), when);
        return new Step(RowTasks.blocks(fixed), items, criterion.users(), false);
    }

    @Override
    public RowStep againstUsers(FactorMatrixBuilder fixed, String when) {
        users = finite(tasks.gram(fixed), when);
        return new Step(RowTasks.blocks(fixed), users, criterion.items(), true);
    }

    /** Sums up the entries of each row, then sweeps over the group. */
    private final class Step implements RowStep {

        private final SweepKernel sweeps = tasks.sweeps();
        private final RowBlocks fixed;
        private final float[][] raised;
        private final float l1;
        private final boolean measure;

        Step(RowBlocks fixed, double[][] gram, Penalty penalty, boolean measure) {
            this.fixed = fixed;
            this.raised = Gram.toFloats(gram, penalty.l2());
            this.l1 = (float) penalty.l1();
            this.measure = measure;
        }

        @Override
        public void gather(GroupScratch mine, int member, int count, Sums sums) {
            RowScratch entries = mine.entries;
            int at = member * fixed.factors();
            sweeps.sum(fixed, entries.columns(), entries.values(), count, mine.sums, at, mine.kernel);
        }

        @Override
        public void improve(GroupScratch mine, int members, Sums sums) {
            int factors = fixed.factors();
            if (solver == Nmf.Solver.COORDINATE_DESCENT) {
                sums.violation += sweeps.descend(raised, mine.sums, l1, mine.rows, members, factors, mine.kernel);
            } else {
                sweeps.multiply(raised, mine.sums, l1, mine.rows, members, factors, mine.kernel);
            }
            if (measure) {
                sums.loss += dot(mine.rows, mine.sums, members * factors);
            }
        }
    }

    private static double dot(float[] x, float[] y, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            s0 += (double) x[i] * y[i];
            s1 += (double) x[i + 1] * y[i + 1];
            s2 += (double) x[i + 2] * y[i + 2];
            s3 += (double) x[i + 3] * y[i + 3];
        }
        for (; i < count; i++) {
            s0 += (double) x[i] * y[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** The diagonal shows whether any factor overflowed. */
    private static double[][] finite(double[][] gram, String when) {
        for (int f = 0; f < gram.length; f++) {
            if (!Float.isFinite((float) gram[f][f])) {
                throw Fit.overflow(when + ": the products of factor " + f + " are not finite");
            }
        }
        return gram;
    }

    /** {@inheritDoc} Shown is the sum of V * (W H^T) with the new items. */
    @Override
    public double error(double shown) {
        return ReconstructionError.of(squares, shown, users, items);
    }

    @Override
    public double firstError(FactorMatrixBuilder first, FactorMatrixBuilder second) {
        return ReconstructionError.of(byUser, first::copyRow, second::copyRow, first.factors());
    }

    @Override
    public String describe(double error) {
        return String.format(Locale.ROOT, "reconstruction error %.4f", error);
    }
}
