package dev.recsys.nmf;

import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.internal.math.RowReader;
import dev.recsys.internal.solve.NonNegativeSweep;
import java.util.Locale;

/** The generalised Kullback-Leibler divergence over all cells: the other side is the sum of its rows. */
final class KullbackLeiblerFit implements Fit {

    private final Criterion criterion;
    private final SparseMatrix byUser;
    private final double total;
    private final RowTasks tasks;
    private double[] items = new double[0];
    private double product; // the sum of all cells of W H^T, between the halves of an iteration

    KullbackLeiblerFit(Criterion criterion, SparseMatrix byUser, MatrixSums sums, RowTasks tasks) {
        this.criterion = criterion;
        this.byUser = byUser;
        this.total = sums.total();
        this.tasks = tasks;
    }

    @Override
    public RowStep againstItems(FactorMatrixBuilder fixed, String when) {
        items = finite(tasks.columnSums(fixed), when);
        return step(fixed, common(items, criterion.users()), criterion.users(), false);
    }

    @Override
    public RowStep againstUsers(FactorMatrixBuilder fixed, String when) {
        double[] users = finite(tasks.columnSums(fixed), when);
        product = Divergence.dot(users, items);
        return step(fixed, common(users, criterion.items()), criterion.items(), true);
    }

    private static RowStep step(FactorMatrixBuilder fixed, float[] common, Penalty penalty, boolean measure) {
        return new Step(fixed::copyRow, common, (float) penalty.l2(), measure);
    }

    /** Sums up the ratios of each row, then multiplies the group. */
    private static final class Step implements RowStep {

        private final RowReader fixed;
        private final float[] common;
        private final float l2;
        private final boolean measure;

        Step(RowReader fixed, float[] common, float l2, boolean measure) {
            this.fixed = fixed;
            this.common = common;
            this.l2 = l2;
            this.measure = measure;
        }

        @Override
        public void gather(GroupScratch mine, int member, int count, Sums sums) {
            RowScratch entries = mine.entries;
            System.arraycopy(mine.rows, member * common.length, entries.row, 0, common.length);
            entries.ratioSum(fixed, count);
            System.arraycopy(entries.sum, 0, mine.sums, member * common.length, common.length);
            if (measure) {
                sums.loss += entries.logRatios(count);
            }
        }

        @Override
        public void improve(GroupScratch mine, int members, Sums sums) {
            NonNegativeSweep.multiplyByRatios(common, l2, mine.sums, mine.rows, members);
        }
    }

    /** The part of the denominators that all rows share. A factor that is 0 in all rows is divided by 1, as in scikit-learn. */
    static float[] common(double[] columnSums, Penalty penalty) {
        float[] common = new float[columnSums.length];
        for (int f = 0; f < common.length; f++) {
            common[f] = (float) ((columnSums[f] == 0 ? 1 : columnSums[f]) + penalty.l1());
        }
        return common;
    }

    private static double[] finite(double[] columnSums, String when) {
        for (int f = 0; f < columnSums.length; f++) {
            if (!Float.isFinite((float) columnSums[f])) {
                throw Fit.overflow(when + ": the sum of factor " + f + " is not finite");
            }
        }
        return columnSums;
    }

    /** {@inheritDoc} Shown is the sum of v log(v / product) with the new users and the old items, so this error is theirs. */
    @Override
    public double error(double shown) {
        return Math.sqrt(2 * Math.max(0, shown - total + product));
    }

    @Override
    public double firstError(FactorMatrixBuilder first, FactorMatrixBuilder second) {
        return Math.sqrt(2 * Divergence.of(byUser, first::copyRow, second::copyRow, first.factors()));
    }

    @Override
    public String describe(double error) {
        return String.format(Locale.ROOT, "divergence %.4f", error * error / 2);
    }
}
