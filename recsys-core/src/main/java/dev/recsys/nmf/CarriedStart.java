package dev.recsys.nmf;

import dev.recsys.DataException;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.model.FactorModel;
import dev.recsys.train.WarmStart;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * The first factors of a training that goes on from an earlier model: those of the parent, and for new rows what folding in
 * finds, first for the users, then for the items. What is 0 and could not leave 0 again gets a random number: a row that is 0
 * throughout, as its partners may be too, those of a random start, and for multiplicative updates every other 0 a hundredth
 * of that.
 */
final class CarriedStart {

    private static final double SPARE = 0.01; // of the scale of a random start

    private final Nmf config;
    private final Criterion criterion;
    private final MatrixSums sums;
    private final RowTasks tasks;
    private final WarmStart warmStart;
    private final FactorModel parent;

    CarriedStart(Nmf config, Criterion criterion, MatrixSums sums, RowTasks tasks, WarmStart warmStart) {
        this.config = config;
        this.criterion = criterion;
        this.sums = sums;
        this.tasks = tasks;
        this.warmStart = warmStart;
        this.parent = requireFactors(warmStart, config.factors());
    }

    private static FactorModel requireFactors(WarmStart warmStart, int factors) {
        if (!(warmStart.parent() instanceof FactorModel model)) {
            throw new DataException(
                    "warm start of " + Nmf.NAME,
                    "a model of factors is needed but the parent is a model of "
                            + warmStart.parent().info().algorithm(),
                    "train without a warm start");
        }
        int theirs = model.itemFactors().factors();
        if (theirs != factors) {
            throw new DataException(
                    "warm start of " + Nmf.NAME,
                    "the parent has " + theirs + " factors but " + factors + " are trained",
                    "set factors=" + theirs + " or train without a warm start");
        }
        return model;
    }

    void fill(SparseMatrix byUser, SparseMatrix byItem, FactorMatrixBuilder users, FactorMatrixBuilder items) {
        copy(parent.userFactors(), warmStart::parentUser, users);
        copy(parent.itemFactors(), warmStart::parentItem, items);
        foldIn(byUser, warmStart::parentUser, criterion.users(), items, users);
        foldIn(byItem, warmStart::parentItem, criterion.items(), users, items);
        boolean all = warmStart.touchedOnlySweeps().isEmpty();
        awaken(byUser, user -> all || warmStart.isUserTouched(user), RandomStart.Side.USERS, users);
        awaken(byItem, item -> all || warmStart.isItemTouched(item), RandomStart.Side.ITEMS, items);
    }

    private void copy(FactorMatrix from, IntUnaryOperator places, FactorMatrixBuilder to) {
        tasks.forEachRow(to.rows(), (mine, row) -> {
            int place = places.applyAsInt(row);
            if (place != IdIndex.ABSENT) {
                from.copyRow(place, mine.row, 0);
                requireNonNegative(mine.row);
                to.setRow(row, mine.row, 0);
            }
        });
    }

    private void requireNonNegative(float[] row) {
        for (float value : row) {
            if (value < 0) {
                throw new DataException(
                        "warm start of " + Nmf.NAME,
                        "factors must be at least 0 but the parent, a model of "
                                + parent.info().algorithm() + ", has " + value,
                        "start from a model of " + Nmf.NAME + " or train without a warm start");
            }
        }
    }

    private void foldIn(
            SparseMatrix matrix,
            IntUnaryOperator places,
            Penalty penalty,
            FactorMatrixBuilder fixed,
            FactorMatrixBuilder to) {
        NmfFoldIn solver = new NmfFoldIn(criterion, penalty, fixed::copyRow, fixed.rows(), fixed.factors());
        tasks.forEachRow(to.rows(), (mine, row) -> {
            if (places.applyAsInt(row) == IdIndex.ABSENT) {
                solver.solve(mine, mine.gather(matrix, row));
                to.setRow(row, mine.row, 0);
            }
        });
    }

    private void awaken(SparseMatrix matrix, IntPredicate chosen, RandomStart.Side side, FactorMatrixBuilder to) {
        double mean = sums.total() / Math.max(1, (double) to.rows() * matrix.columns());
        double scale = Math.sqrt(mean / config.factors());
        boolean multiplied = config.solver() == Nmf.Solver.MULTIPLICATIVE_UPDATES;
        tasks.forEachRow(to.rows(), (mine, row) -> {
            to.copyRow(row, mine.row, 0);
            boolean unknown = isZero(mine.row);
            if (chosen.test(row) && (unknown || multiplied)) {
                SplittableRandom random = RandomStart.ofRow(config.seed(), side, row);
                for (int f = 0; f < mine.row.length; f++) {
                    double spare = (unknown ? scale : SPARE * scale) * Math.abs(random.nextGaussian());
                    mine.row[f] = mine.row[f] == 0 ? (float) spare : mine.row[f];
                }
                to.setRow(row, mine.row, 0);
            }
        });
    }

    private static boolean isZero(float[] row) {
        for (float value : row) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
