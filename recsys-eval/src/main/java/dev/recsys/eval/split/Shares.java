package dev.recsys.eval.split;

/** Parts of a whole. */
final class Shares {

    private static final double ROUNDING = 1e-9;

    private Shares() {}

    static double require(String name, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(name + " must lie between 0 and 1, exclusive, but was " + share);
        }
        return share;
    }

    /** The share of a count, rounded down; a product short of a whole number by a rounding error only is that number. */
    static int floor(double share, int count) {
        return (int) Math.floor(share * count + ROUNDING);
    }
}
