package dev.recsys.eval.metric;

/**
 * The logarithmic discount of ranks, 1 / log2(rank + 1), and its sums from the first rank on. Those of the first ranks are in tables;
 * sums beyond are made in the same order, so that equal sums are the same bits.
 */
final class Discount {

    private static final int RANKS = 4096;
    private static final double[] TABLE = new double[RANKS];
    private static final double[] SUMS = new double[RANKS + 1];

    static {
        for (int index = 0; index < RANKS; index++) {
            TABLE[index] = compute(index);
            SUMS[index + 1] = SUMS[index] + TABLE[index];
        }
    }

    private Discount() {}

    private static double compute(int index) {
        return Math.log(2) / Math.log(index + 2.0);
    }

    /** The discount of the item at a place, 0 for the best. */
    static double at(int index) {
        return index < RANKS ? TABLE[index] : compute(index);
    }

    /** The sum of the first {@code count} discounts. */
    static double sum(int count) {
        if (count <= RANKS) {
            return SUMS[count];
        }
        double sum = SUMS[RANKS];
        for (int index = RANKS; index < count; index++) {
            sum += compute(index);
        }
        return sum;
    }

    /** The sum of the discounts of places {@code from} to {@code end - 1}. */
    static double sum(int from, int end) {
        double sum = 0;
        for (int index = from; index < end; index++) {
            sum += at(index);
        }
        return sum;
    }
}
