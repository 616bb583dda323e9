/**
 * Re-rankers: variety, calibration, popularity discount, freshness, quotas of categories. Each puts the candidates of one
 * request in another order and is set with {@code ModelRecommender.withReranker}; joined with {@code then}.
 *
 * <p>Scores of models differ in scale. Where a formula needs a score it takes the <em>relevance</em>: scores stretched to
 * 0..1 over the candidates, rel = (score - min) / (max - min), all 1 where all scores are equal. If candidates come from S
 * sources (a fallback completed the list), source number j = 0, 1, ... in the order of the chain is stretched within itself
 * to (S - 1 - j + rel) / S, so that the order of the chain is kept. After one of the re-rankers that replace scores, all
 * candidates count as one source. See {@code RerankContext.relevance}.
 */
@NullMarked
package dev.recsys.rerank;

import org.jspecify.annotations.NullMarked;
