package dev.recsys.nmf;

import dev.recsys.data.FactorMatrix;
import dev.recsys.internal.math.GramAccumulator;
import dev.recsys.internal.solve.NonNegativeSweep;
import dev.recsys.model.FoldIn;
import dev.recsys.model.History;
import java.util.Arrays;

/**
 * Finds the non-negative factors of one row that come closest to it, with the items fixed, by coordinate descent from zero.
 * The Gram matrix of the items is computed when first asked for. Cost O(history * factors + sweeps * factors^2). A history
 * whose weights are too large for 32-bit floats gets zeros: nothing is known.
 */
final class NmfFoldIn implements FoldIn {

    private static final int MOST_SWEEPS = 200;
    private static final double TOLERANCE = 1e-6;
    private static final int GRAM_ROWS = 256;

    private final FactorMatrix items;
    private volatile float[][] gram = new float[0][];

    NmfFoldIn(FactorMatrix items) {
        this.items = items;
    }

    @Override
    public void solve(History history, float[] out) {
        int factors = items.factors();
        RowScratch mine = new RowScratch(factors, history.size());
        int count = 0;
        for (int i = 0; i < history.size(); i++) {
            if (history.weight(i) > 0) {
                mine.put(count++, history.item(i), history.weight(i));
            }
        }
        mine.weightedSum(items::copyRow, count);
        Arrays.fill(mine.row, 0f);
        descend(gram(), mine);
        for (float value : mine.row) {
            if (!Float.isFinite(value)) {
                Arrays.fill(out, 0f);
                return;
            }
        }
        System.arraycopy(mine.row, 0, out, 0, factors);
    }

    @Override
    public NmfFoldIn withFixed(FactorMatrix fixed) {
        return new NmfFoldIn(fixed);
    }

    private static void descend(float[][] gram, RowScratch mine) {
        double first = 0;
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            NonNegativeSweep.gradient(gram, mine.sum, mine.row, mine.gradient);
            double violation = NonNegativeSweep.descend(gram, mine.row, mine.gradient, mine.row.length);
            first = sweep == 0 ? violation : first;
            if (!(violation > TOLERANCE * first)) {
                return;
            }
        }
    }

    private float[][] gram() {
        float[][] current = gram;
        if (current.length == 0) {
            synchronized (this) {
                current = gram;
                if (current.length == 0) {
                    current = computeGram();
                    gram = current;
                }
            }
        }
        return current;
    }

    private float[][] computeGram() {
        int factors = items.factors();
        double[][] upper = new double[factors][factors];
        GramAccumulator part = new GramAccumulator(factors);
        float[] row = new float[factors];
        for (int first = 0; first < items.rows(); first += GRAM_ROWS) {
            part.clear();
            for (int item = first; item < Math.min(items.rows(), first + GRAM_ROWS); item++) {
                items.copyRow(item, row, 0);
                part.add(row, 0);
            }
            part.addTo(upper);
        }
        float[][] full = new float[factors][factors];
        for (int f = 0; f < factors; f++) {
            for (int g = f; g < factors; g++) {
                full[f][g] = (float) upper[f][g];
                full[g][f] = full[f][g];
            }
        }
        return full;
    }
}
