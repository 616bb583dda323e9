package dev.recsys.nmf;

import dev.recsys.data.FactorMatrix;
import dev.recsys.internal.math.Gram;
import dev.recsys.internal.math.RowReader;
import dev.recsys.internal.solve.NonNegativeSweep;
import dev.recsys.model.FactorModel;
import dev.recsys.model.FoldIn;
import dev.recsys.model.History;
import java.util.Arrays;

/**
 * Finds the non-negative factors of one row that minimise what training minimised, with the other side fixed: for the squared
 * error by coordinate descent from zero, for the Kullback-Leibler divergence by multiplicative updates from equal factors.
 * Both problems are convex. The Gram matrix or the column sums of the other side are computed when first asked for. Cost
 * O(history * factors + sweeps * factors^2), or O(updates * history * factors). A history whose weights are too large for
 * 32-bit floats gets zeros: nothing is known.
 */
final class NmfFoldIn implements FoldIn {

    private static final int MOST_SWEEPS = 200;
    private static final int MOST_UPDATES = 500;
    private static final double TOLERANCE = 1e-6; // of the projected gradient
    private static final double SETTLED = 1e-5; // share of the sum of factors that an update still changes

    private final Criterion criterion;
    private final Penalty penalty;
    private final RowReader fixed;
    private final int rows;
    private final int factors;
    private volatile float[][] common =
            new float[0][]; // the Gram matrix, raised by the penalty, or one row of denominators

    /** Of a fixed side that no longer changes once the first row is solved. */
    NmfFoldIn(Criterion criterion, Penalty penalty, RowReader fixed, int rows, int factors) {
        this.criterion = criterion;
        this.penalty = penalty;
        this.fixed = fixed;
        this.rows = rows;
        this.factors = factors;
    }

    /** The model with folding in of users and of items. */
    static FactorModel addTo(FactorModel model, Criterion criterion) {
        return model.withFoldIn(ofUsers(criterion, model.itemFactors()))
                .withItemFoldIn(ofItems(criterion, model.userFactors()));
    }

    /** Finds factors of users. */
    static NmfFoldIn ofUsers(Criterion criterion, FactorMatrix items) {
        return new NmfFoldIn(criterion, criterion.users(), items::copyRow, items.rows(), items.factors());
    }

    /** Finds factors of items: histories hold users. */
    static NmfFoldIn ofItems(Criterion criterion, FactorMatrix users) {
        return new NmfFoldIn(criterion, criterion.items(), users::copyRow, users.rows(), users.factors());
    }

    Criterion criterion() {
        return criterion;
    }

    @Override
    public void solve(History history, float[] out) {
        RowScratch mine = new RowScratch(factors, history.size());
        int count = 0;
        for (int i = 0; i < history.size(); i++) {
            if (history.weight(i) > 0) {
                mine.put(count++, history.item(i), history.weight(i));
            }
        }
        solve(mine, count);
        System.arraycopy(mine.row, 0, out, 0, factors);
    }

    /** Sets {@code mine.row} to the solution for the gathered entries. */
    void solve(RowScratch mine, int count) {
        Arrays.fill(mine.row, 0f);
        if (count == 0) {
            return;
        }
        if (criterion.loss() == Nmf.Loss.KULLBACK_LEIBLER) {
            multiply(mine, count);
        } else {
            mine.weightedSum(fixed, count);
            descend(common(), mine);
        }
        for (float value : mine.row) {
            if (!Float.isFinite(value)) {
                Arrays.fill(mine.row, 0f);
                return;
            }
        }
    }

    @Override
    public NmfFoldIn withFixed(FactorMatrix newFixed) {
        return new NmfFoldIn(criterion, penalty, newFixed::copyRow, newFixed.rows(), newFixed.factors());
    }

    private void descend(float[][] gram, RowScratch mine) {
        double first = 0;
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            NonNegativeSweep.gradient(gram, mine.sum, (float) penalty.l1(), mine.row, mine.gradient);
            double violation = NonNegativeSweep.descend(gram, mine.row, mine.gradient, mine.row.length);
            first = sweep == 0 ? violation : first;
            if (!(violation > TOLERANCE * first)) {
                return;
            }
        }
    }

    /** Starts where all factors are equal and explain the sum of the history. */
    private void multiply(RowScratch mine, int count) {
        float[] denominators = common()[0];
        double sum = 0;
        for (float denominator : denominators) {
            sum += denominator;
        }
        Arrays.fill(mine.row, (float) (mine.total(count) / sum));
        for (int update = 0; update < MOST_UPDATES; update++) {
            System.arraycopy(mine.row, 0, mine.gradient, 0, mine.row.length);
            mine.ratioSum(fixed, count);
            NonNegativeSweep.multiplyByRatios(denominators, (float) penalty.l2(), mine.sum, mine.row, 1);
            if (!(change(mine) > SETTLED)) {
                return;
            }
        }
    }

    private static double change(RowScratch mine) {
        double moved = 0;
        double sum = 0;
        for (int f = 0; f < mine.row.length; f++) {
            moved += Math.abs(mine.row[f] - mine.gradient[f]);
            sum += mine.row[f];
        }
        return moved / sum;
    }

    private float[][] common() {
        float[][] current = common;
        if (current.length == 0) {
            synchronized (this) {
                current = common;
                if (current.length == 0) {
                    current = compute();
                    common = current;
                }
            }
        }
        return current;
    }

    private float[][] compute() {
        if (criterion.loss() == Nmf.Loss.FROBENIUS) {
            return Gram.toFloats(Gram.of(fixed, rows, factors), penalty.l2());
        }
        double[] sums = Divergence.columnSums(fixed, rows, factors);
        return new float[][] {KullbackLeiblerFit.common(sums, penalty)};
    }
}
