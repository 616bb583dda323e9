package dev.recsys.knn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The definitions over all cells, in double precision and in no hurry. */
final class DenseKnn {

    private final Knn<?> config;
    private final double[][] weighted; // vectors x terms

    DenseKnn(Knn<?> config, double[][] vectors) {
        this.config = config;
        this.weighted = new double[vectors.length][];
        double mean =
                Arrays.stream(vectors).mapToDouble(DenseKnn::length).average().orElse(0);
        for (int a = 0; a < vectors.length; a++) {
            weighted[a] = new double[vectors[a].length];
        }
        for (int t = 0; t < vectors[0].length; t++) {
            double idf = idf(vectors, t);
            for (int a = 0; a < vectors.length; a++) {
                weighted[a][t] = weight(vectors[a][t], idf, mean == 0 ? 1 : length(vectors[a]) / mean);
            }
        }
    }

    private static double length(double[] vector) {
        return Arrays.stream(vector).map(Math::abs).sum();
    }

    private static double idf(double[][] vectors, int term) {
        double having = 0;
        for (double[] vector : vectors) {
            having += vector[term] == 0 ? 0 : 1;
        }
        return Math.log(vectors.length / (1 + having));
    }

    private double weight(double v, double idf, double relative) {
        if (config.similarity() == Similarity.JACCARD) {
            return v > 0 ? 1 : 0;
        }
        double damping = config.vectorK1() * (1 - config.vectorB() + config.vectorB() * relative);
        return v == 0
                ? 0
                : switch (config.vectorWeighting()) {
                    case NONE -> v;
                    case TF_IDF -> Math.signum(v) * Math.sqrt(Math.abs(v)) * idf;
                    case BM25 -> idf * v * (config.vectorK1() + 1) / (Math.abs(v) + damping);
                };
    }

    /** Every similarity, also those that are not kept. */
    double similarity(int a, int b) {
        double dot = dot(a, b);
        double aa = dot(a, a);
        double bb = dot(b, b);
        double shrinkage = config.shrinkage();
        double denominator = switch (config.similarity()) {
            case COSINE -> Math.pow(aa, config.asymmetry()) * Math.pow(bb, 1 - config.asymmetry()) + shrinkage;
            case DOT -> 1;
            case JACCARD -> aa + bb - dot + shrinkage;
        };
        return common(a, b) < config.minOverlap() || denominator == 0 ? 0 : dot / denominator;
    }

    private double dot(int a, int b) {
        double sum = 0;
        for (int t = 0; t < weighted[a].length; t++) {
            sum += weighted[a][t] * weighted[b][t];
        }
        return sum;
    }

    private int common(int a, int b) {
        int count = 0;
        for (int t = 0; t < weighted[a].length; t++) {
            count += weighted[a][t] != 0 && weighted[b][t] != 0 ? 1 : 0;
        }
        return count;
    }

    /** The similarities kept for one vector, 0 for all others. */
    double[] kept(int a, boolean withSelf) {
        double[] all = new double[weighted.length];
        Arrays.setAll(all, b -> withSelf || b != a ? similarity(a, b) : 0);
        double[] kept = new double[all.length];
        IntStream.range(0, kept.length)
                .filter(b -> all[b] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(b -> -(float) all[b]).thenComparingInt(b -> b))
                .limit(config.neighbours())
                .forEach(b -> kept[b] = all[b]);
        return kept;
    }

    /** Scores of all items for every user, item by item. */
    static double[][] itemScores(Knn<?> config, double[][] users, int items) {
        DenseKnn twin = new DenseKnn(config, transposed(users, items));
        double[][] scores = new double[users.length][items];
        for (int i = 0; i < items; i++) {
            double[] kept = twin.kept(i, false);
            for (int u = 0; u < users.length; u++) {
                for (int j = 0; j < items; j++) {
                    scores[u][i] += users[u][j] * kept[j];
                }
            }
        }
        return scores;
    }

    /** Scores of all items for every user, neighbour by neighbour. */
    static double[][] userScores(Knn<?> config, double[][] users, int items) {
        DenseKnn twin = new DenseKnn(config, users);
        double[][] scores = new double[users.length][items];
        for (int u = 0; u < users.length; u++) {
            double[] kept = twin.kept(u, true);
            for (int v = 0; v < users.length; v++) {
                for (int i = 0; i < items; i++) {
                    scores[u][i] += kept[v] * users[v][i];
                }
            }
        }
        return scores;
    }

    static double[][] transposed(double[][] matrix, int columns) {
        double[][] out = new double[columns][matrix.length];
        for (int r = 0; r < matrix.length; r++) {
            for (int c = 0; c < columns; c++) {
                out[c][r] = matrix[r][c];
            }
        }
        return out;
    }
}
