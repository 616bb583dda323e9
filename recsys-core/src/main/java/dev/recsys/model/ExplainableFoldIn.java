package dev.recsys.model;

import dev.recsys.Stable;

/**
 * A fold-in whose scores are sums over the history, so that each entry's part of a score is known. Immutable,
 * thread-safe.
 */
@Stable
public interface ExplainableFoldIn extends FoldIn {

    /**
     * What each entry of a history adds to the score of a row of the fixed side.
     *
     * @param history positions of the fixed side, with weights
     * @param row the row whose score is explained
     * @return contributions that add up to the product of the row and what {@link #solve} finds
     */
    Contributions explain(History history, int row);
}
