package dev.recsys.knn;

import dev.recsys.data.SparseMatrix;

/** A {@link VectorWeighting} fitted to a matrix of vectors, so that a vector made later is weighted like these. */
final class EntryWeights {

    private final Knn<?> config;
    private final boolean positiveOnly; // weighting then has no effect
    private final double[] idf; // by term; empty where not used
    private final double meanLength;

    private EntryWeights(Knn<?> config, boolean positiveOnly, double[] idf, double meanLength) {
        this.config = config;
        this.positiveOnly = positiveOnly;
        this.idf = idf;
        this.meanLength = meanLength;
    }

    /** Fits to the rows of a matrix. */
    static EntryWeights fit(SparseMatrix vectors, Knn<?> config) {
        if (config.similarity() == Similarity.JACCARD || config.vectorWeighting() == VectorWeighting.NONE) {
            return new EntryWeights(config, config.similarity() == Similarity.JACCARD, new double[0], 1);
        }
        int[] columns = new int[vectors.maxRowLength()];
        float[] values = new float[columns.length];
        double[] idf = new double[vectors.columns()];
        double sum = 0;
        for (int row = 0; row < vectors.rows(); row++) {
            int count = vectors.copyRow(row, columns, values);
            sum += length(values, count);
            for (int i = 0; i < count; i++) {
                idf[columns[i]] += values[i] == 0 ? 0 : 1;
            }
        }
        for (int term = 0; term < idf.length; term++) {
            idf[term] = Math.log(vectors.rows() / (1 + idf[term]));
        }
        return new EntryWeights(config, false, idf, sum / vectors.rows());
    }

    private static double length(float[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.abs(values[i]);
        }
        return sum;
    }

    /**
     * Weights the entries of one vector and leaves out those that become 0.
     *
     * @param terms modified
     * @param values modified
     * @return how many entries are left
     */
    int apply(int[] terms, float[] values, int count) {
        double relative = positiveOnly || meanLength == 0 ? 1 : length(values, count) / meanLength;
        double damping = config.vectorK1() * (1 - config.vectorB() + config.vectorB() * relative);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            float weighted = weighted(terms[i], values[i], damping);
            if (weighted != 0) {
                terms[kept] = terms[i];
                values[kept++] = weighted;
            }
        }
        return kept;
    }

    private float weighted(int term, float value, double damping) {
        if (positiveOnly) {
            return value > 0 ? 1 : 0;
        }
        double strength = Math.abs(value);
        return strength == 0
                ? 0
                : switch (config.vectorWeighting()) {
                    case NONE -> value;
                    case TF_IDF -> (float) (Math.signum(value) * Math.sqrt(strength) * idf[term]);
                    case BM25 ->
                        (float) (Math.signum(value)
                                * idf[term]
                                * (config.vectorK1() + 1)
                                * (strength / (strength + damping)));
                };
    }
}
