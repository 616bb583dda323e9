package dev.recsys.knn;

import dev.recsys.Stable;

/** How alike two vectors a and b are. {@code s} is the shrinkage. */
@Stable
public enum Similarity {
    /**
     * {@code a.b / (|a|^(2 asymmetry) |b|^(2 (1 - asymmetry)) + s)}, a being the one whose neighbours are looked for: the
     * cosine for asymmetry 0.5, the default, and the asymmetric cosine of Aiolli (2013) for any other.
     */
    COSINE,
    /** {@code a.b}, without any normalisation; the shrinkage has no effect. Favours vectors with many entries. */
    DOT,
    /**
     * {@code c / (|A| + |B| - c + s)}, A and B being the positive entries of a and b, and c how many they have in common. The size
     * of weights and their weighting have no effect.
     */
    JACCARD
}
