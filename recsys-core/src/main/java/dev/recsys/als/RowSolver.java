package dev.recsys.als;

import dev.recsys.execution.Cancellation;
import dev.recsys.internal.solve.CommonMatrix;
import dev.recsys.internal.solve.ConjugateGradient;
import dev.recsys.internal.solve.DenseSystem;
import dev.recsys.internal.solve.DoubleRescue;
import java.util.Arrays;

/** Solves the systems of rows, one after the other. The scratch space of one worker; not thread-safe. */
final class RowSolver {

    /** How a row is solved. */
    enum Method {
        /** Exactly, by Cholesky. */
        EXACT,
        /** Exactly up to a small tolerance, without negative elements. */
        NON_NEGATIVE,
        /** By a few steps of conjugate gradients from the row's previous value. */
        STEPS
    }

    private static final int ENTRIES_PER_CHECK = 4096;

    private final String name;
    private final RowTerms terms;
    private final Method method;
    private final int steps;
    private final DenseSystem system;
    private final ConjugateGradient gradient;
    private final float[] x;

    /** {@code name}: of the algorithm, for messages; {@code entries}: about how many a row has at most. */
    RowSolver(String name, RowTerms terms, Method method, int steps, int entries) {
        this.name = name;
        this.terms = terms;
        this.method = method;
        this.steps = steps;
        this.system = new DenseSystem(method == Method.STEPS ? 0 : terms.unknowns(), entries);
        this.gradient = new ConjugateGradient(method == Method.STEPS ? terms.unknowns() : 0);
        this.x = new float[terms.unknowns()];
    }

    /**
     * Solves one row.
     *
     * @param columns positions of the fixed side, the first {@code count}; not modified
     * @param weights one per column; not modified
     * @param common G of the fixed side
     * @param others how many rows the fixed side has
     * @param row holds the kept row from {@code offset} on, the previous value; receives the new one
     * @return false if there is no finite answer; {@code row} is not modified then
     */
    boolean solve(
            int[] columns,
            float[] weights,
            int count,
            FixedRows fixed,
            CommonMatrix common,
            int others,
            Cancellation cancellation,
            float[] row,
            int offset) {
        if (count == 0) { // nothing pulls the row away from zero
            blank(row, offset);
            return true;
        }
        terms.load(row, offset, x);
        float diagonal = terms.diagonal(count, others);
        boolean solved = method == Method.STEPS
                ? approach(columns, weights, count, fixed, common, diagonal)
                : exactly(columns, weights, count, fixed, common, diagonal, cancellation);
        if (!solved && (method == Method.NON_NEGATIVE || !rescue(columns, weights, count, fixed, common, diagonal))) {
            return false;
        }
        terms.store(x, row, offset);
        return true;
    }

    /** Writes the row of one without entries. */
    void blank(float[] row, int offset) {
        Arrays.fill(x, 0f);
        terms.store(x, row, offset);
    }

    private boolean exactly(
            int[] columns,
            float[] weights,
            int count,
            FixedRows fixed,
            CommonMatrix common,
            float diagonal,
            Cancellation cancellation) {
        system.start(common, diagonal);
        for (int i = 0; i < count; i++) {
            if (i % ENTRIES_PER_CHECK == ENTRIES_PER_CHECK - 1) {
                cancellation.check(name);
            }
            add(columns[i], weights[i], fixed);
        }
        return method == Method.NON_NEGATIVE ? system.solveNonNegative(x, terms.free()) : system.solve(x, 0);
    }

    private void add(int column, float weight, FixedRows fixed) {
        float[] source = fixed.array(column);
        int offset = fixed.offset(column);
        system.add(source, offset + terms.observedFrom(), terms.matrix(weight), terms.target(weight, source, offset));
    }

    private boolean approach(
            int[] columns, float[] weights, int count, FixedRows fixed, CommonMatrix common, float diagonal) {
        gradient.start();
        for (int i = 0; i < count; i++) {
            float[] source = fixed.array(columns[i]);
            int offset = fixed.offset(columns[i]);
            float weight = weights[i];
            gradient.add(
                    source, offset + terms.observedFrom(), terms.matrix(weight), terms.target(weight, source, offset));
        }
        return gradient.solve(common, diagonal, steps, x, 0);
    }

    /** A system that floats cannot solve, once more in doubles. */
    private boolean rescue(
            int[] columns, float[] weights, int count, FixedRows fixed, CommonMatrix common, float diagonal) {
        DoubleRescue rescue = new DoubleRescue(common.full(), common.scale(), diagonal);
        for (int i = 0; i < count; i++) {
            float[] source = fixed.array(columns[i]);
            int offset = fixed.offset(columns[i]);
            float weight = weights[i];
            rescue.add(
                    source, offset + terms.observedFrom(), terms.matrix(weight), terms.target(weight, source, offset));
        }
        return rescue.solve(x, 0);
    }

    /**
     * What each entry adds to the product of the row with {@code y}: target_j * (y' A^-1 y_j), A being the matrix of the
     * row. Where no element may be negative, those that are 0 are left out of y, y_j and A: the answer is linear in the
     * entries as long as the same elements stay 0.
     *
     * @param y holds an observation from {@code from} on; not modified
     * @return one share for each entry; zeros if there is no finite answer
     */
    double[] shares(
            int[] columns,
            float[] weights,
            int count,
            FixedRows fixed,
            CommonMatrix common,
            int others,
            float[] y,
            int from) {
        double[] shares = new double[count];
        float[] row = new float[terms.width()];
        blank(row, 0);
        if (count == 0 || !solve(columns, weights, count, fixed, common, others, Cancellation.NEVER, row, 0)) {
            return shares;
        }
        boolean[] kept = new boolean[x.length];
        for (int f = 0; f < x.length; f++) {
            kept[f] = method != Method.NON_NEGATIVE || x[f] != 0 || f == terms.free();
        }
        DoubleRescue precise =
                new DoubleRescue(kept(common.full(), kept), common.scale(), terms.diagonal(count, others));
        for (int i = 0; i < count; i++) {
            float[] observed = observed(columns[i], fixed, kept);
            precise.add(observed, 0, terms.matrix(weights[i]), 0);
        }
        separate(kept, precise);
        precise.add(kept(y, from, kept), 0, 0, 1);
        if (!precise.solve(x, 0)) {
            return shares;
        }
        for (int i = 0; i < count; i++) {
            float[] observed = observed(columns[i], fixed, kept);
            double sum = 0;
            for (int f = 0; f < x.length; f++) {
                sum += (double) x[f] * observed[f];
            }
            int column = columns[i];
            shares[i] = sum * terms.target(weights[i], fixed.array(column), fixed.offset(column));
        }
        return shares;
    }

    private float[] observed(int column, FixedRows fixed, boolean[] kept) {
        float[] source = fixed.array(column);
        return kept(source, fixed.offset(column) + terms.observedFrom(), kept);
    }

    private static float[] kept(float[] source, int from, boolean[] kept) {
        float[] out = new float[kept.length];
        for (int f = 0; f < out.length; f++) {
            out[f] = kept[f] ? source[from + f] : 0f;
        }
        return out;
    }

    /** What is left out stands alone, with a 1 that keeps the matrix regular whatever the penalty and the factor of G. */
    private static void separate(boolean[] kept, DoubleRescue system) {
        for (int f = 0; f < kept.length; f++) {
            if (!kept[f]) {
                float[] unit = new float[kept.length];
                unit[f] = 1f;
                system.add(unit, 0, 1, 0);
            }
        }
    }

    private static float[][] kept(float[][] gram, boolean[] kept) {
        float[][] out = new float[kept.length][];
        for (int f = 0; f < out.length; f++) {
            out[f] = kept[f] ? kept(gram[f], 0, kept) : new float[kept.length];
        }
        return out;
    }
}
