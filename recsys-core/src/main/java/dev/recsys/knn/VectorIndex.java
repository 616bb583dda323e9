package dev.recsys.knn;

import dev.recsys.data.SparseMatrix;
import java.util.Arrays;

/**
 * The vectors that are compared, weighted and turned around: for each term the vectors that have it. Immutable, thread-safe.
 */
final class VectorIndex {

    private final Knn<?> config;
    private final EntryWeights weights;
    private final int[][] others; // by term: the vectors that have it, ascending
    private final float[][] otherWeights; // by term, in the same order
    private final double[] targetParts; // of the denominator, by vector
    private final double[] otherParts;

    private VectorIndex(SparseMatrix vectors, Knn<?> config) {
        this.config = config;
        this.weights = EntryWeights.fit(vectors, config);
        int[] terms = new int[vectors.maxRowLength()];
        float[] values = new float[terms.length];
        int[] lengths = new int[vectors.columns()];
        for (int row = 0; row < vectors.rows(); row++) {
            int count = weights.apply(terms, values, vectors.copyRow(row, terms, values));
            for (int i = 0; i < count; i++) {
                lengths[terms[i]]++;
            }
        }
        this.others = new int[lengths.length][];
        this.otherWeights = new float[lengths.length][];
        for (int term = 0; term < lengths.length; term++) {
            others[term] = new int[lengths[term]];
            otherWeights[term] = new float[lengths[term]];
        }
        this.otherParts = new double[vectors.rows()];
        this.targetParts = config.asymmetry() == 0.5 ? otherParts : new double[vectors.rows()];
        Arrays.fill(lengths, 0);
        for (int row = 0; row < vectors.rows(); row++) {
            int count = weights.apply(terms, values, vectors.copyRow(row, terms, values));
            targetParts[row] = targetPart(values, count);
            otherParts[row] = part(values, count, config, 1 - config.asymmetry());
            for (int i = 0; i < count; i++) {
                int at = lengths[terms[i]]++;
                others[terms[i]][at] = row;
                otherWeights[terms[i]][at] = values[i];
            }
        }
    }

    /** An index of the rows of {@code vectors}. */
    static VectorIndex of(SparseMatrix vectors, Knn<?> config) {
        return new VectorIndex(vectors, config);
    }

    /** How many vectors there are. */
    int size() {
        return otherParts.length;
    }

    Knn<?> config() {
        return config;
    }

    /** The vectors that have a term, ascending: the live array. */
    int[] others(int term) {
        return others[term];
    }

    /** The weight of a term in each of {@link #others}: the live array. */
    float[] weights(int term) {
        return otherWeights[term];
    }

    EntryWeights weights() {
        return weights;
    }

    /** The part of the denominator that a vector contributes when its neighbours are looked for. */
    double targetPart(float[] values, int count) {
        return part(values, count, config, config.asymmetry());
    }

    /** The same of a vector of the index. */
    double targetPart(int vector) {
        return targetParts[vector];
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
        double denominator = denominator(dot, targetPart, other);
        return denominator > 0 ? dot / denominator : 0;
    }

    /** What the product of two vectors is divided by. */
    double denominator(double dot, double targetPart, int other) {
        return switch (config.similarity()) {
            case COSINE -> targetPart * otherParts[other] + config.shrinkage();
            case DOT -> 1;
            case JACCARD -> targetPart + otherParts[other] - dot + config.shrinkage();
        };
    }
}
