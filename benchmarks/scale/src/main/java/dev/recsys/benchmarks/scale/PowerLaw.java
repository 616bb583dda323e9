package dev.recsys.benchmarks.scale;

/**
 * Ranks 0 to {@code ranks - 1}, of which rank r is drawn about in proportion to {@code (r + 1)^-exponent}: the inverse of
 * the continuous distribution, from a table. Immutable, thread-safe.
 */
final class PowerLaw {

    private static final int CELLS = 1 << 12;

    private final int ranks;
    private final double[] quantiles = new double[CELLS + 1];

    /**
     * A law.
     *
     * @param exponent above 0, not 1
     */
    PowerLaw(int ranks, double exponent) {
        if (!(exponent > 0) || exponent == 1) {
            throw new IllegalArgumentException("the exponent must be above 0 and not 1 but was " + exponent);
        }
        this.ranks = ranks;
        double power = 1 - exponent;
        double whole = StrictMath.pow(ranks + 1.0, power) - 1;
        for (int cell = 0; cell <= CELLS; cell++) {
            quantiles[cell] = StrictMath.pow(1 + whole * cell / CELLS, 1 / power) - 1;
        }
    }

    /**
     * The rank at a quantile.
     *
     * @param quantile 0 to 1, exclusive
     */
    int rank(double quantile) {
        double place = quantile * CELLS;
        int cell = (int) place;
        double low = quantiles[cell];
        double at = low + (place - cell) * (quantiles[cell + 1] - low);
        return Math.max(0, Math.min(ranks - 1, (int) at));
    }
}
