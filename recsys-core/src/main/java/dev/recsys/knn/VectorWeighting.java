package dev.recsys.knn;

import dev.recsys.Stable;

/**
 * How the entries v of the vectors are weighted before they are compared. A vector is a document and its entries are terms:
 * N is the number of vectors, and idf(t) = ln(N / (1 + vectors with an entry at t)). For items a term is a user, and a user who
 * has nearly everything says little; for users a term is an item. The sign of v is kept.
 */
@Stable
public enum VectorWeighting {
    /** v. */
    NONE,
    /** {@code sqrt|v| idf(t)}. */
    TF_IDF,
    /**
     * {@code idf(t) |v| (k1 + 1) / (|v| + k1 (1 - b + b length / mean length))}, the length of a vector being the sum of its |v|
     * (Robertson and Walker 1994): entries of long vectors count less.
     */
    BM25
}
