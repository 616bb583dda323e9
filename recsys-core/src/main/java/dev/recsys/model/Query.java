package dev.recsys.model;

import dev.recsys.Stable;
import dev.recsys.execution.Parallelism;

/**
 * One question to a model: scores of items for one user, one history, or one item. Scores are comparable within one query
 * only, unless the model says more. Thread-safe.
 */
@Stable
public interface Query {

    /**
     * Whether the model knows anything of who or what is asked for. If not, scores are all the same and say nothing: a
     * recommender then goes to its fallback. Example: a factor vector of zeros.
     */
    default boolean isInformed() {
        return true;
    }

    /**
     * The best allowed items: score descending, then position ascending. If {@code k} items are allowed, {@code k} come
     * back.
     *
     * @param k at least 1
     * @param allowed over the model's items
     * @throws IllegalArgumentException if k is less than 1 or the mask has another size
     */
    TopK topK(int k, ItemMask allowed);

    /**
     * The same list, found on several workers where the model can share one scan among them: less time for one answer, more
     * processor time in all.
     *
     * @param parallelism whose threads; the caller takes part
     */
    default TopK topK(int k, ItemMask allowed, Parallelism parallelism) {
        return topK(k, allowed);
    }

    /**
     * Scores of given items, the same bits {@link #topK} would report. Never NaN.
     *
     * @param items positions, the first {@code count} of them; not modified
     * @param count how many
     * @param out receives {@code count} scores; modified
     */
    void scores(int[] items, int count, float[] out);
}
