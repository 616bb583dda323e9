package dev.recsys.als;

import dev.recsys.data.FactorMatrix;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.internal.solve.CommonMatrix;
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
    private volatile CommonMatrix common = CommonMatrix.zero(0);

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
        RowSolver solver = solver(history);
        solver.blank(out, 0);
        boolean solved = solver.solve(
                history.items(),
                history.weights(),
                history.size(),
                FixedRows.of(fixed),
                common(),
                fixed.rows(),
                Cancellation.NEVER,
                out,
                0);
        if (!solved) {
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
        double[] shares = solver(history)
                .shares(
                        history.items(),
                        history.weights(),
                        history.size(),
                        FixedRows.of(fixed),
                        common(),
                        fixed.rows(),
                        y,
                        terms.observedFrom());
        return Contributions.of(terms.base(y, 0), history.items(), shares);
    }

    private RowSolver solver(History history) {
        return new RowSolver("fold-in", terms, method, 0, history.size());
    }

    private CommonMatrix common() {
        CommonMatrix current = common;
        if (current.full().length == 0) {
            synchronized (this) {
                current = common;
                if (current.full().length == 0) {
                    current = Sweep.gram(
                            terms, fixed::copyRow, fixed.rows(), Parallelism.single(), Cancellation.NEVER, "fold-in");
                    common = current;
                }
            }
        }
        return current;
    }
}
