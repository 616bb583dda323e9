package dev.recsys.nmf;

import dev.recsys.internal.math.RowReader;

/** What the factors of one side cost beside the error: {@code l1 sum(w) + l2 / 2 sum(w^2)}. */
record Penalty(double l1, double l2) {

    static final Penalty NONE = new Penalty(0, 0);

    /** As scikit-learn scales it: by the rows of the other side, so that its weight does not depend on the number of rows. */
    static Penalty of(double regularization, double l1Ratio, int otherRows) {
        double scaled = regularization * otherRows;
        return new Penalty(scaled * l1Ratio, scaled * (1 - l1Ratio));
    }

    double cost(RowReader rows, int count, int factors) {
        double sum = 0;
        double squares = 0;
        float[] row = new float[factors];
        for (int r = 0; r < count; r++) {
            rows.copyRow(r, row, 0);
            for (float value : row) {
                sum += value;
                squares += (double) value * value;
            }
        }
        return l1 * sum + l2 / 2 * squares;
    }
}
