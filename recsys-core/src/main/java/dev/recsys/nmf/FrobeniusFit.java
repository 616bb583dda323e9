package dev.recsys.nmf;

import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.internal.math.Gram;
import dev.recsys.internal.solve.NonNegativeSweep;
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
        return step(fixed, items, criterion.users());
    }

    @Override
    public RowStep againstUsers(FactorMatrixBuilder fixed, String when) {
        users = finite(tasks.gram(fixed), when);
        return step(fixed, users, criterion.items());
    }

    private RowStep step(FactorMatrixBuilder fixed, double[][] gram, Penalty penalty) {
        float[][] raised = Gram.toFloats(gram, penalty.l2());
        float l1 = (float) penalty.l1();
        boolean descend = solver == Nmf.Solver.COORDINATE_DESCENT;
        return (mine, count, sums) -> {
            mine.weightedSum(fixed::copyRow, count);
            if (descend) {
                NonNegativeSweep.gradient(raised, mine.sum, l1, mine.row, mine.gradient);
                sums.violation += NonNegativeSweep.descend(raised, mine.row, mine.gradient, mine.row.length);
            } else {
                NonNegativeSweep.multiply(raised, mine.sum, l1, mine.row, mine.gradient);
            }
            sums.loss += dot(mine.row, mine.sum);
        };
    }

    private static double dot(float[] x, float[] y) {
        double sum = 0;
        for (int f = 0; f < x.length; f++) {
            sum += (double) x[f] * y[f];
        }
        return sum;
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
