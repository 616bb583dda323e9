package dev.recsys.data;

import dev.recsys.Stable;

/** How the aggregated strength v of a user-item pair becomes the weight a trainer sees. The sign of v is kept. */
@Stable
public enum Weighting {
    /** 1 for every pair. */
    BINARY,
    /** v as it is. */
    LINEAR,
    /** ln(1 + |v| / epsilon), damping large counts (Hu, Koren, Volinsky 2008, equation 6). */
    LOG,
    /**
     * idf(item) * |v| * (k1 + 1) / (|v| + k1 * (1 - b + b * length(user) / mean length)), with idf(item) =
     * ln((users + 1) / (users with the item + 1)) + 1, and length(user) the sum of the user's |v| (Robertson and Walker
     * 1994, with users as documents). The idf is smoothed so that it stays at least 1 - an item everybody has keeps its
     * term-frequency part.
     */
    BM25
}
