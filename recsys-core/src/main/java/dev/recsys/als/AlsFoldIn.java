package dev.recsys.als;

import dev.recsys.TrainingException;
import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.internal.math.GramAccumulator;
import dev.recsys.internal.solve.DenseSystem;
import dev.recsys.model.FoldIn;
import dev.recsys.model.History;

/** Solves the system of one user exactly, with the items of a model fixed. Cost O(history * factors^2 + factors^3). */
final class AlsFoldIn implements FoldIn {

    private final FactorMatrix items;
    private final Confidence confidence;
    private final DataShape shape;
    private final float[][] gram;

    AlsFoldIn(ImplicitAls config, FactorMatrix items, DataShape shape) {
        this.items = items;
        this.confidence = new Confidence(config);
        this.shape = shape;
        this.gram = gram(items);
    }

    private static float[][] gram(FactorMatrix items) {
        int n = items.factors();
        double[][] sum = new double[n][n];
        GramAccumulator part = new GramAccumulator(n);
        float[] row = new float[n];
        for (int first = 0; first < items.rows(); first += Sweep.GRAM_ROWS) {
            part.clear();
            for (int i = first; i < Math.min(items.rows(), first + Sweep.GRAM_ROWS); i++) {
                items.copyRow(i, row, 0);
                part.add(row, 0);
            }
            part.addTo(sum);
        }
        return Sweep.symmetric(sum);
    }

    @Override
    public void solve(History history, float[] out) {
        DenseSystem system = new DenseSystem(items.factors());
        system.start(gram, confidence.unobserved(), confidence.diagonal(history.size(), shape.items()));
        float[] row = new float[items.factors()];
        for (int i = 0; i < history.size(); i++) {
            items.copyRow(history.item(i), row, 0);
            system.add(row, 0, confidence.matrix(history.weight(i)), confidence.target(history.weight(i)));
        }
        if (!system.solve(out, 0)) {
            throw new TrainingException("ials: the history of " + history.size()
                    + " items cannot be folded in, its system is singular; train with a larger regularization");
        }
    }
}
