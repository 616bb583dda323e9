package dev.recsys.feature;

import dev.recsys.data.FittedWeighting;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.data.Weighting;

/** Takes a weighting's statistics from strengths, and applies it to them. */
final class WeightingFit {

    private WeightingFit() {}

    static FittedWeighting fit(SparseMatrix strengths, FeatureConfig config) {
        return switch (config.weighting()) {
            case BINARY -> FittedWeighting.binary();
            case LINEAR -> FittedWeighting.linear();
            case LOG -> FittedWeighting.log(config.logEpsilon());
            case BM25 -> bm25(strengths, config);
        };
    }

    private static FittedWeighting bm25(SparseMatrix strengths, FeatureConfig config) {
        int[] users = strengths.columnLengths();
        float[] idf = new float[users.length];
        for (int item = 0; item < idf.length; item++) {
            idf[item] = FittedWeighting.idf(strengths.rows(), users[item]);
        }
        int[] columns = new int[strengths.maxRowLength()];
        float[] values = new float[columns.length];
        double sum = 0;
        for (int user = 0; user < strengths.rows(); user++) {
            int count = strengths.copyRow(user, columns, values);
            for (int i = 0; i < count; i++) {
                sum += Math.abs(values[i]);
            }
        }
        return FittedWeighting.bm25(config.bm25K1(), config.bm25B(), sum / strengths.rows(), idf);
    }

    static SparseMatrix apply(FittedWeighting weighting, SparseMatrix strengths) {
        if (weighting.kind() == Weighting.LINEAR) {
            return strengths; // as they are
        }
        SparseMatrixBuilder builder = SparseMatrix.builder(strengths.rows(), strengths.columns());
        int[] columns = new int[strengths.maxRowLength()];
        float[] values = new float[columns.length];
        for (int user = 0; user < strengths.rows(); user++) {
            int count = strengths.copyRow(user, columns, values);
            weighting.apply(columns, values, count);
            builder.appendRow(columns, values, count);
        }
        return builder.build();
    }
}
