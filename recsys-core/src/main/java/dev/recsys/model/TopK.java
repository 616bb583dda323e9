package dev.recsys.model;

import dev.recsys.Stable;
import java.util.Arrays;

/**
 * The best items of one query, by position: score descending, then position ascending.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class TopK {

    private static final TopK EMPTY = new TopK(new int[0], new float[0]);

    private final int[] items;
    private final float[] scores;

    private TopK(int[] items, float[] scores) {
        this.items = items;
        this.scores = scores;
    }

    /** No items. */
    public static TopK empty() {
        return EMPTY;
    }

    /**
     * A list from arrays that are already in order.
     *
     * @param items positions, the first {@code count} of them; copied
     * @param scores no NaN, descending, equal ones by ascending position; copied
     * @throws IllegalArgumentException if the order does not hold
     */
    public static TopK of(int[] items, float[] scores, int count) {
        for (int i = 0; i < count; i++) {
            boolean ordered =
                    i == 0 || scores[i] < scores[i - 1] || (scores[i] == scores[i - 1] && items[i] > items[i - 1]);
            if (!ordered || Float.isNaN(scores[i])) {
                throw new IllegalArgumentException("rank " + (i + 1) + ": item " + items[i] + " with score " + scores[i]
                        + " is out of order (score descending, then position ascending, no NaN)");
            }
        }
        return new TopK(Arrays.copyOf(items, count), Arrays.copyOf(scores, count));
    }

    /**
     * The best allowed items of scores that are known already, for models that score all items at once.
     *
     * @param scores one for each item, no NaN; not modified
     * @param k at least 1
     * @param allowed over as many items as there are scores
     */
    public static TopK best(float[] scores, int k, ItemMask allowed) {
        return TopKScan.ofScores(scores, k, allowed);
    }

    /** How many items there are: k, or fewer where fewer were allowed. */
    public int size() {
        return items.length;
    }

    /** The item at place {@code index}, 0 being the best. */
    public int item(int index) {
        return items[index];
    }

    /** The score at place {@code index}. */
    public float score(int index) {
        return scores[index];
    }

    /** The items in order, a new array. */
    public int[] items() {
        return items.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopK that && Arrays.equals(items, that.items) && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(items);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < items.length; i++) {
            text.append(i == 0 ? "" : ", ").append(items[i]).append(':').append(scores[i]);
        }
        return text.append(']').toString();
    }
}
