package dev.recsys.als;

import dev.recsys.data.FactorMatrix;
import dev.recsys.internal.math.GramAccumulator;
import dev.recsys.internal.solve.DenseSystem;
import dev.recsys.internal.solve.DoubleRescue;
import dev.recsys.model.FoldIn;
import dev.recsys.model.History;
import java.util.Arrays;

/**
 * Solves the system of one user exactly, with the items of a model fixed. The Gram matrix of the items is computed when
 * first asked for. Cost O(history * factors^2 + factors^3). A history that has no answer gets zeros: nothing is known.
 */
final class AlsFoldIn implements FoldIn {

    private final Confidence confidence;
    private final FactorMatrix items;
    private volatile float[][] gram = new float[0][];

    AlsFoldIn(Confidence confidence, FactorMatrix items) {
        this.confidence = confidence;
        this.items = items;
    }

    Confidence confidence() {
        return confidence;
    }

    @Override
    public void solve(History history, float[] out) {
        float diagonal = confidence.diagonal(history.size(), items.rows());
        DenseSystem system = new DenseSystem(items.factors());
        system.start(gram(), confidence.unobserved(), diagonal);
        float[] row = new float[items.factors()];
        for (int i = 0; i < history.size(); i++) {
            items.copyRow(history.item(i), row, 0);
            system.add(row, 0, confidence.matrix(history.weight(i)), confidence.target(history.weight(i)));
        }
        if (!system.solve(out, 0) && !rescue(history, diagonal, out)) {
            Arrays.fill(out, 0f);
        }
    }

    @Override
    public AlsFoldIn withFixed(FactorMatrix fixed) {
        return new AlsFoldIn(confidence, fixed);
    }

    private boolean rescue(History history, float diagonal, float[] out) {
        DoubleRescue system = new DoubleRescue(gram(), confidence.unobserved(), diagonal);
        float[] row = new float[items.factors()];
        for (int i = 0; i < history.size(); i++) {
            items.copyRow(history.item(i), row, 0);
            system.add(row, 0, confidence.matrix(history.weight(i)), confidence.target(history.weight(i)));
        }
        return system.solve(out, 0);
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
        int n = items.factors();
        double[][] sum = new double[n][n];
        GramAccumulator part = new GramAccumulator(n);
        float[] row = new float[n];
        for (int item = 0; item < items.rows(); item++) {
            items.copyRow(item, row, 0);
            part.add(row, 0);
            if ((item + 1) % Sweep.GRAM_ROWS == 0 || item == items.rows() - 1) {
                part.addTo(sum);
                part.clear();
            }
        }
        return Sweep.symmetric(sum);
    }
}
