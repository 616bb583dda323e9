package dev.recsys.als;

import dev.recsys.execution.Cancellation;
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

    /** {@code name}: of the algorithm, for messages. */
    RowSolver(String name, RowTerms terms, Method method, int steps) {
        this.name = name;
        this.terms = terms;
        this.method = method;
        this.steps = steps;
        this.system = new DenseSystem(method == Method.STEPS ? 0 : terms.unknowns());
        this.gradient = new ConjugateGradient(method == Method.STEPS ? terms.unknowns() : 0);
        this.x = new float[terms.unknowns()];
    }

    /** The entries of a row: positions of the fixed side and weights, the first {@code count}; not modified. */
    record Entries(int[] columns, float[] weights, int count) {}

    /**
     * Solves one row.
     *
     * @param gram G of the fixed side
     * @param others how many rows the fixed side has
     * @param row holds the kept row from {@code offset} on, the previous value; receives the new one
     * @return false if there is no finite answer; {@code row} is not modified then
     */
    boolean solve(
            Entries entries,
            FixedRows fixed,
            float[][] gram,
            int others,
            Cancellation cancellation,
            float[] row,
            int offset) {
        if (entries.count() == 0) { // nothing pulls the row away from zero
            blank(row, offset);
            return true;
        }
        terms.load(row, offset, x);
        float diagonal = terms.diagonal(entries.count(), others);
        boolean solved = method == Method.STEPS
                ? approach(entries, fixed, gram, diagonal)
                : exactly(entries, fixed, gram, diagonal, cancellation);
        if (!solved && (method == Method.NON_NEGATIVE || !rescue(entries, fixed, gram, diagonal))) {
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
            Entries entries, FixedRows fixed, float[][] gram, float diagonal, Cancellation cancellation) {
        system.start(gram, terms.common(), diagonal);
        for (int i = 0; i < entries.count(); i++) {
            if (i % ENTRIES_PER_CHECK == ENTRIES_PER_CHECK - 1) {
                cancellation.check(name);
            }
            add(entries, i, fixed);
        }
        return method == Method.NON_NEGATIVE ? system.solveNonNegative(x, terms.free()) : system.solve(x, 0);
    }

    private void add(Entries entries, int i, FixedRows fixed) {
        float[] source = fixed.array(entries.columns()[i]);
        int offset = fixed.offset(entries.columns()[i]);
        float weight = entries.weights()[i];
        system.add(source, offset + terms.observedFrom(), terms.matrix(weight), terms.target(weight, source, offset));
    }

    private boolean approach(Entries entries, FixedRows fixed, float[][] gram, float diagonal) {
        gradient.start();
        for (int i = 0; i < entries.count(); i++) {
            float[] source = fixed.array(entries.columns()[i]);
            int offset = fixed.offset(entries.columns()[i]);
            float weight = entries.weights()[i];
            gradient.add(
                    source,
                    offset + terms.observedFrom(),
                    terms.matrix(weight),
                    terms.target(weight, source, offset));
        }
        return gradient.solve(gram, terms.common(), diagonal, steps, x, 0);
    }

    /** A system that floats cannot solve, once more in doubles. */
    private boolean rescue(Entries entries, FixedRows fixed, float[][] gram, float diagonal) {
        DoubleRescue rescue = new DoubleRescue(gram, terms.common(), diagonal);
        for (int i = 0; i < entries.count(); i++) {
            float[] source = fixed.array(entries.columns()[i]);
            int offset = fixed.offset(entries.columns()[i]);
            float weight = entries.weights()[i];
            rescue.add(
                    source,
                    offset + terms.observedFrom(),
                    terms.matrix(weight),
                    terms.target(weight, source, offset));
        }
        return rescue.solve(x, 0);
    }

    /**
     * What each entry adds to the product of the row with {@code y}: target_j * (y' A^-1 y_j), A being the matrix of the
     * row. Only with {@link Method#EXACT}.
     *
     * @param y holds an observation from {@code from} on; not modified
     * @return one share for each entry; zeros if there is no finite answer
     */
    double[] shares(Entries entries, FixedRows fixed, float[][] gram, int others, float[] y, int from) {
        double[] shares = new double[entries.count()];
        if (entries.count() == 0) {
            return shares;
        }
        DoubleRescue precise =
                new DoubleRescue(gram, terms.common(), terms.diagonal(entries.count(), others));
        for (int i = 0; i < entries.count(); i++) {
            precise.add(
                    fixed.array(entries.columns()[i]),
                    fixed.offset(entries.columns()[i]) + terms.observedFrom(),
                    terms.matrix(entries.weights()[i]),
                    0);
        }
        precise.add(y, from, 0, 1);
        if (!precise.solve(x, 0)) {
            return shares;
        }
        for (int i = 0; i < entries.count(); i++) {
            float[] source = fixed.array(entries.columns()[i]);
            int offset = fixed.offset(entries.columns()[i]);
            double sum = 0;
            for (int f = 0; f < x.length; f++) {
                sum += (double) x[f] * source[offset + terms.observedFrom() + f];
            }
            shares[i] = sum * terms.target(entries.weights()[i], source, offset);
        }
        return shares;
    }
}
