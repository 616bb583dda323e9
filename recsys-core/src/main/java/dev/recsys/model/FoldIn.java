package dev.recsys.model;

import dev.recsys.Stable;
import dev.recsys.data.FactorMatrix;

/**
 * Finds the factors of one row from its history, with the other side fixed: of a user from items, or of an item from the
 * users who took it. Immutable, thread-safe.
 */
@Stable
@FunctionalInterface
public interface FoldIn {

    /**
     * Solves for one row. A history that has no usable answer - its weights are too large for 32-bit floats, say - gets
     * zeros, as if nothing were known; it is no reason for an exception.
     *
     * @param history positions of the fixed side, with weights
     * @param out receives the factors; modified; finite afterwards
     */
    void solve(History history, float[] out);

    /**
     * The same method with another fixed side, for a model that takes in new items.
     *
     * @throws UnsupportedOperationException unless overridden
     */
    default FoldIn withFixed(FactorMatrix fixed) {
        throw new UnsupportedOperationException(
                "this fold-in cannot be moved to " + fixed + "; override FoldIn.withFixed");
    }
}
