package dev.recsys.model;

import dev.recsys.Stable;
import java.util.Arrays;

/**
 * Why a model gave an item its score, by position: a base that does not depend on the history, and what each item of the
 * history adds. Base and shares add up to the score but for rounding.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Contributions {

    private final double base;
    private final int[] items;
    private final double[] shares;

    private Contributions(double base, int[] items, double[] shares) {
        this.base = base;
        this.items = items;
        this.shares = shares;
    }

    /**
     * Contributions in any order; they are sorted by size, the largest absolute share first, equal ones by position.
     *
     * @param base the part of the score that does not depend on the history; finite
     * @param items distinct positions; copied
     * @param shares one for each item, finite; copied
     */
    public static Contributions of(double base, int[] items, double[] shares) {
        if (items.length != shares.length) {
            throw new IllegalArgumentException("there are " + items.length + " items but " + shares.length + " shares");
        }
        Integer[] order = new Integer[items.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> {
            int bySize = Double.compare(Math.abs(shares[b]), Math.abs(shares[a]));
            return bySize != 0 ? bySize : Integer.compare(items[a], items[b]);
        });
        int[] sortedItems = new int[items.length];
        double[] sortedShares = new double[items.length];
        for (int i = 0; i < order.length; i++) {
            sortedItems[i] = items[order[i]];
            sortedShares[i] = requireFinite(shares[order[i]]);
        }
        return new Contributions(requireFinite(base), sortedItems, sortedShares);
    }

    private static double requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("base and shares must be finite but one is " + value);
        }
        return value;
    }

    /** The part of the score that does not depend on the history, for instance a mean, or a count of users. */
    public double base() {
        return base;
    }

    /** How many items contribute. */
    public int size() {
        return items.length;
    }

    /** The item of the history at place {@code index}, 0 being the largest contribution. */
    public int item(int index) {
        return items[index];
    }

    /** What it adds to the score; negative if it speaks against the item. */
    public double share(int index) {
        return shares[index];
    }

    /** Base and shares together: the score. */
    public double score() {
        double sum = base;
        for (double share : shares) {
            sum += share;
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Contributions that
                && base == that.base
                && Arrays.equals(items, that.items)
                && Arrays.equals(shares, that.shares);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(items);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("base ").append(base);
        for (int i = 0; i < items.length; i++) {
            text.append(", ").append(items[i]).append(':').append(shares[i]);
        }
        return text.toString();
    }
}
