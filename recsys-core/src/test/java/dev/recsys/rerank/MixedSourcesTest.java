package dev.recsys.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.event.IdType;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Request;
import dev.recsys.recommend.RerankContext;
import dev.recsys.recommend.Reranker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Re-rankers after one another where a fallback has completed the list. */
class MixedSourcesTest {

    private static final int NEW = 37;
    private static final List<Recommendation<Integer>> CANDIDATES = List.of(
            Recommendation.of(0, 5f, 1, "factors"),
            Recommendation.of(1, 4f, 2, "factors"),
            Recommendation.of(2, 3f, 3, "factors"),
            Recommendation.of(36, 1000f, 4, "popularity"),
            Recommendation.of(NEW, 900f, 5, "popularity"),
            Recommendation.of(38, 800f, 6, "popularity"));
    private static final RerankContext<Integer, Integer> CONTEXT = context();

    private static RerankContext<Integer, Integer> context() {
        List<Item<Integer>> entries = IntStream.range(0, Shelf.ITEMS)
                .mapToObj(item -> Item.of(item)
                        .withCategories(List.of(item == 38 ? "rare" : "common"))
                        .withValidFrom(Shelf.NOW.minus(Duration.ofDays(item == NEW ? 0 : 1000))))
                .toList();
        var bundle = new Shelf(1).bundle.withCatalog(ItemCatalog.of(IdType.INT, entries));
        return RerankContext.of(Request.forUser(0, CANDIDATES.size()), bundle, Shelf.NOW);
    }

    private static List<Integer> order(Reranker<Integer, Integer> reranker) {
        return Shelf.items(reranker.rerank(CANDIDATES, CONTEXT));
    }

    private static Reranker<Integer, Integer> freshness() {
        return Freshness.of(Duration.ofDays(30), 0.8);
    }

    private static Reranker<Integer, Integer> byRelevance() {
        return MaximalMarginalRelevance.byCategories(1);
    }

    private static Reranker<Integer, Integer> rareFirst() {
        return (candidates, context) -> {
            List<Recommendation<Integer>> list = new ArrayList<>(candidates);
            list.sort((a, b) -> Boolean.compare(b.item() == 38, a.item() == 38));
            return list;
        };
    }

    @Test
    void whatFreshnessLiftedAboveAnEarlierSourceStaysThere() {
        List<Integer> fresh = List.of(NEW, 0, 1, 2, 36, 38);

        assertThat(order(freshness())).isEqualTo(fresh);
        assertThat(order(freshness().then(byRelevance()))).isEqualTo(fresh);
        assertThat(order(freshness().then(PopularityDiscount.of(0)))).isEqualTo(fresh);
        assertThat(order(freshness().then(PopularityDiscount.of(0)).then(byRelevance())))
                .isEqualTo(fresh);
        assertThat(order(freshness().then(rareFirst().then(byRelevance())))).isEqualTo(fresh);
        assertThat(order(freshness().then(rareFirst()).then(byRelevance()))).isEqualTo(fresh);
    }

    @Test
    void anItemOfTheFallbackMovedToTheFrontDoesNotTakeItsSourceAlong() {
        List<Integer> chain = Shelf.items(CANDIDATES);

        assertThat(order(rareFirst().then(byRelevance()))).isEqualTo(chain);
        assertThat(order(rareFirst().then(PopularityDiscount.of(0)))).isEqualTo(chain);
        assertThat(order(rareFirst().then(freshness()))).containsExactly(NEW, 0, 1, 2, 36, 38);
    }

    @Test
    void aSourceThatARerankerMadeUpStandsWhereItIs() {
        Reranker<Integer, Integer> relabelled =
                (candidates, context) -> rareFirst().rerank(candidates, context).stream()
                        .map(one -> one.item() == 38 ? Recommendation.of(38, 1f, 1, "sponsored") : one)
                        .toList();

        assertThat(order(relabelled.then(byRelevance()))).containsExactly(38, 0, 1, 2, 36, NEW);
    }

    @Test
    void onlySequencesWithNewScoresHaveOneScale() {
        assertThat(rareFirst().then(byRelevance()).unifiesScores()).isFalse();
        assertThat(rareFirst().then(freshness()).unifiesScores()).isTrue();
        assertThat(freshness().then(rareFirst()).unifiesScores()).isTrue();
    }
}
