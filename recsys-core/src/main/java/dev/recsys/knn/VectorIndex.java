package dev.recsys.knn;

import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;

/**
 * The vectors that are compared, weighted and turned around: for each term the vectors that have it. Immutable, thread-safe.
 */
final class VectorIndex {

    private final Knn<?> config;
    private final EntryWeights weights;
    private final SparseMatrix byTerm; // terms x vectors
    private final double[] otherParts; // of the denominator, by vector

    private VectorIndex(Knn<?> config, EntryWeights weights, SparseMatrix byTerm, double[] otherParts) {
        this.config = config;
        this.weights = weights;
        this.byTerm = byTerm;
        this.otherParts = otherParts;
    }

    /** An index of the rows of {@code vectors}. */
    static VectorIndex of(SparseMatrix vectors, Knn<?> config) {
        EntryWeights weights = EntryWeights.fit(vectors, config);
        SparseMatrixBuilder weighted = SparseMatrix.builder(vectors.rows(), vectors.columns());
        double[] otherParts = new double[vectors.rows()];
        int[] terms = new int[vectors.maxRowLength()];
        float[] values = new float[terms.length];
        for (int row = 0; row < vectors.rows(); row++) {
            int count = weights.apply(terms, values, vectors.copyRow(row, terms, values));
            weighted.appendRow(terms, values, count);
            otherParts[row] = part(values, count, config, 1 - config.asymmetry());
        }
        return new VectorIndex(config, weights, weighted.build().transpose(), otherParts);
    }

    /** How many vectors there are. */
    int size() {
        return otherParts.length;
    }

    Knn<?> config() {
        return config;
    }

    SparseMatrix byTerm() {
        return byTerm;
    }

    EntryWeights weights() {
        return weights;
    }

    /** The part of the denominator that a vector contributes when its neighbours are looked for. */
    double targetPart(float[] values, int count) {
        return part(values, count, config, config.asymmetry());
    }

    private static double part(float[] values, int count, Knn<?> config, double exponent) {
        double square = 0;
        for (int i = 0; i < count; i++) {
            square += (double) values[i] * values[i];
        }
        if (config.similarity() != Similarity.COSINE) {
            return square;
        }
        return exponent == 0.5 ? Math.sqrt(square) : Math.pow(square, exponent);
    }

    /** How alike a vector is to the one at position {@code other}; 0 where the denominator is 0. */
    double similarity(double dot, double targetPart, int other) {
        double denominator = switch (config.similarity()) {
            case COSINE -> targetPart * otherParts[other] + config.shrinkage();
            case DOT -> 1;
            case JACCARD -> targetPart + otherParts[other] - dot + config.shrinkage();
        };
        return denominator > 0 ? dot / denominator : 0;
    }
}
