package dev.recsys.als;

import dev.recsys.data.FactorMatrix;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.Contributions;
import dev.recsys.model.ExplainableFoldIn;
import dev.recsys.model.History;

/**
 * Solves the system of one row exactly, with the other side of a model fixed. The Gram matrix of that side is computed
 * when first asked for. Cost O(history * factors^2 + factors^3). A history that has no answer gets the row of one without
 * entries: nothing is known.
 */
final class AlsFoldIn implements ExplainableFoldIn {

    private final RowTerms terms;
    private final RowSolver.Method method;
    private final FactorMatrix fixed;
    private volatile float[][] gram = new float[0][];

    /** {@code nonNegative}: no factor may be negative. */
    AlsFoldIn(RowTerms terms, boolean nonNegative, FactorMatrix fixed) {
        this.terms = terms;
        this.method = nonNegative ? RowSolver.Method.NON_NEGATIVE : RowSolver.Method.EXACT;
        this.fixed = fixed;
    }

    RowTerms terms() {
        return terms;
    }

    boolean isNonNegative() {
        return method == RowSolver.Method.NON_NEGATIVE;
    }

    @Override
    public void solve(History history, float[] out) {
        RowSolver solver = solver();
        solver.blank(out, 0);
        if (!solver.solve(entries(history), FixedRows.of(fixed), gram(), fixed.rows(), Cancellation.NEVER, out, 0)) {
            solver.blank(out, 0);
        }
    }

    @Override
    public AlsFoldIn withFixed(FactorMatrix newFixed) {
        return new AlsFoldIn(terms, isNonNegative(), newFixed);
    }

    /** The score is y' A^-1 b, and b is a sum over the history (Hu, Koren, Volinsky 2008, section 5). */
    @Override
    public Contributions explain(History history, int row) {
        float[] y = fixed.row(row);
        double[] shares =
                solver().shares(entries(history), FixedRows.of(fixed), gram(), fixed.rows(), y, terms.observedFrom());
        return Contributions.of(terms.base(y, 0), history.items(), shares);
    }

    private RowSolver solver() {
        return new RowSolver("fold-in", terms, method, 0);
    }

    private static RowSolver.Entries entries(History history) {
        return new RowSolver.Entries(history.items(), history.weights(), history.size());
    }

    private float[][] gram() {
        float[][] current = gram;
        if (current.length == 0) {
            synchronized (this) {
                current = gram;
                if (current.length == 0) {
                    current = Sweep.gram(
                            terms, fixed::copyRow, fixed.rows(), Parallelism.single(), Cancellation.NEVER, "fold-in");
                    gram = current;
                }
            }
        }
        return current;
    }
}
