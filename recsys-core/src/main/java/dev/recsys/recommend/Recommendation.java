package dev.recsys.recommend;

import dev.recsys.Stable;

/**
 * One recommended item.
 *
 * @param item its id
 * @param score its score; comparable only with scores of the same source and query
 * @param rank 1 for the best
 * @param source which recommender of a chain it came from, by default its algorithm's name
 * @param <I> the Java type of item ids
 */
@Stable
public record Recommendation<I>(I item, float score, int rank, String source) {}
