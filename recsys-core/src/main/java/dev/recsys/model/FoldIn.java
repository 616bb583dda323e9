package dev.recsys.model;

import dev.recsys.Stable;

/** Finds the factors of a user from a history, with the items fixed. Immutable, thread-safe. */
@Stable
@FunctionalInterface
public interface FoldIn {

    /**
     * Solves for one user. A history that has no usable answer - its weights are too large for 32-bit floats, say - gets
     * zeros, as if nothing were known of the user; it is no reason for an exception.
     *
     * @param history positions within the model's items
     * @param out receives the factors; modified; finite afterwards
     */
    void solve(History history, float[] out);
}
