package dev.recsys.nmf;

import dev.recsys.data.FactorMatrixBuilder;
import java.util.SplittableRandom;

/**
 * First factors from a singular value decomposition (Boutsidis and Gallopoulos, Pattern Recognition 41(4), 2008): of each
 * pair of singular vectors the positive or the negative parts, whichever outweigh the others. With the steps of
 * scikit-learn: the first pair in absolute values, elements below 1e-6 set to 0, and with {@link Nmf.Start#NNDSVDA} what
 * is 0 replaced by the mean of the matrix. A factor beyond the rank of the matrix starts at small random numbers.
 */
final class Nndsvd {

    private static final float SMALLEST = 1e-6f;
    private static final double SPARE = 0.01; // of the scale of a random start

    private final float zero; // what an element that is 0 becomes
    private final double spareScale;
    private final long seed;
    private final RowTasks tasks;

    /**
     * The rule.
     *
     * @param zero what elements that are 0 become
     * @param randomScale the scale a random start would have
     */
    Nndsvd(float zero, double randomScale, long seed, RowTasks tasks) {
        this.zero = zero;
        this.spareScale = SPARE * randomScale;
        this.seed = seed;
        this.tasks = tasks;
    }

    /** Fills both sides. */
    void fill(TruncatedSvd svd, FactorMatrixBuilder users, FactorMatrixBuilder items) {
        svd.copyLeft(users);
        svd.copyRight(items);
        double[][] userNorms = norms(users);
        double[][] itemNorms = norms(items);
        int factors = users.factors();
        float[] userScales = new float[factors];
        float[] itemScales = new float[factors];
        for (int f = 0; f < factors; f++) {
            double positive = userNorms[0][f] * itemNorms[0][f];
            double negative = userNorms[1][f] * itemNorms[1][f];
            int side = positive > negative ? 0 : 1;
            double strength = f == 0 ? 1 : Math.max(positive, negative);
            if (svd.value(f) > 0 && strength > 0) {
                double scale = Math.sqrt(svd.value(f) * strength) * (side == 0 ? 1 : -1);
                userScales[f] = (float) (scale / (f == 0 ? 1 : userNorms[side][f]));
                itemScales[f] = (float) (scale / (f == 0 ? 1 : itemNorms[side][f]));
            }
        }
        replace(users, userScales, RandomStart.Side.USERS);
        replace(items, itemScales, RandomStart.Side.ITEMS);
    }

    /** The norms of the positive and of the negative part of each column. */
    private static double[][] norms(FactorMatrixBuilder vectors) {
        int factors = vectors.factors();
        double[][] norms = new double[2][factors];
        float[] row = new float[factors];
        for (int r = 0; r < vectors.rows(); r++) {
            vectors.copyRow(r, row, 0);
            for (int f = 0; f < factors; f++) {
                norms[row[f] > 0 ? 0 : 1][f] += (double) row[f] * row[f];
            }
        }
        for (int f = 0; f < factors; f++) {
            norms[0][f] = Math.sqrt(norms[0][f]);
            norms[1][f] = Math.sqrt(norms[1][f]);
        }
        return norms;
    }

    /** Turns singular vectors into first factors; a scale of 0 marks a factor beyond the rank. */
    private void replace(FactorMatrixBuilder vectors, float[] scales, RandomStart.Side side) {
        int factors = vectors.factors();
        tasks.forEachRow(vectors.rows(), (mine, row) -> {
            vectors.copyRow(row, mine.row, 0);
            SplittableRandom random = RandomStart.ofRow(seed, side, row);
            for (int f = 0; f < factors; f++) {
                float value = scales[f] * mine.row[f];
                if (scales[f] == 0) {
                    mine.row[f] = (float) (spareScale * Math.abs(random.nextGaussian()));
                } else {
                    float chosen = f == 0 ? Math.abs(value) : value;
                    mine.row[f] = chosen < SMALLEST ? zero : chosen;
                }
            }
            vectors.setRow(row, mine.row, 0);
        });
    }
}
