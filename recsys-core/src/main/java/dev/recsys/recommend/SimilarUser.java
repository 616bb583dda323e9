package dev.recsys.recommend;

import dev.recsys.Stable;

/**
 * A user like another one.
 *
 * @param user the id
 * @param similarity how alike, for factor models the cosine of their factors
 * @param rank 1 for the most similar
 * @param <U> the Java type of user ids
 */
@Stable
public record SimilarUser<U>(U user, float similarity, int rank) {}
