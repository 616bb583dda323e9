package dev.recsys.model;

import dev.recsys.Stable;
import dev.recsys.data.SparseMatrix;
import java.util.Arrays;

/**
 * What one user did, by item position, with the weights the trainer would have seen. Fold-in takes the whole history, not
 * only what is new.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class History {

    private final int[] items;
    private final float[] weights;

    private History(int[] items, float[] weights) {
        this.items = items;
        this.weights = weights;
    }

    /** Items with weight 1 each, distinct, in any order. */
    public static History of(int... items) {
        float[] ones = new float[items.length];
        Arrays.fill(ones, 1f);
        return of(items, ones, items.length);
    }

    /**
     * Items with weights.
     *
     * @param items distinct positions in any order, the first {@code count} of them; copied
     * @param weights finite, not 0; a negative one says the user dislikes the item; copied
     */
    public static History of(int[] items, float[] weights, int count) {
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            order[i] = (long) items[i] << 32 | i;
        }
        Arrays.sort(order);
        int[] sortedItems = new int[count];
        float[] sortedWeights = new float[count];
        for (int i = 0; i < count; i++) {
            sortedItems[i] = (int) (order[i] >>> 32);
            sortedWeights[i] = weights[(int) order[i]];
            if (sortedItems[i] < 0 || (i > 0 && sortedItems[i] == sortedItems[i - 1])) {
                throw new IllegalArgumentException(
                        "items must be distinct positions but " + sortedItems[i] + " is negative or repeated");
            }
            if (!Float.isFinite(sortedWeights[i]) || sortedWeights[i] == 0) {
                throw new IllegalArgumentException(
                        "item " + sortedItems[i] + ": the weight must be finite and not 0 but is " + sortedWeights[i]);
            }
        }
        return new History(sortedItems, sortedWeights);
    }

    /**
     * One row of a matrix of weights; stored zeros say nothing and are left out.
     *
     * @param row 0 to rows - 1
     */
    public static History ofRow(SparseMatrix weights, int row) {
        int[] columns = new int[weights.rowLength(row)];
        float[] values = new float[columns.length];
        int count = weights.copyRow(row, columns, values);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            columns[kept] = columns[i];
            values[kept] = values[i];
            kept += values[i] == 0 ? 0 : 1;
        }
        return of(columns, values, kept);
    }

    /** How many items there are. */
    public int size() {
        return items.length;
    }

    /** The item at place {@code index}; items ascend. */
    public int item(int index) {
        return items[index];
    }

    /** The weight at place {@code index}. */
    public float weight(int index) {
        return weights[index];
    }

    /** The items, ascending, a new array. */
    public int[] items() {
        return items.clone();
    }

    /** The weights in the order of {@link #items()}, a new array. */
    public float[] weights() {
        return weights.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof History that
                && Arrays.equals(items, that.items)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(items);
    }

    @Override
    public String toString() {
        return "history of " + items.length + " items";
    }
}
