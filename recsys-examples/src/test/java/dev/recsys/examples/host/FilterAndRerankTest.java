package dev.recsys.examples.host;

import static dev.recsys.event.IdType.INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.data.ItemCatalog;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.ItemRule;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Request;
import dev.recsys.recommend.Reranker;
import dev.recsys.rerank.Calibration;
import dev.recsys.rerank.CategoryQuota;
import dev.recsys.rerank.Freshness;
import dev.recsys.rerank.MaximalMarginalRelevance;
import dev.recsys.rerank.PopularityDiscount;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The code of docs/how-to/filter-and-rerank.md, run; the last test checks that it is the same code. */
class FilterAndRerankTest {

    private final ModelBundle<Integer, Integer> model =
            Als.implicit().withFactors(16).train(Plays.log()).withCatalog(catalog());

    /** The made-up films with a price, a language, and a first day of sale. */
    private static ItemCatalog<Integer> catalog() {
        List<ItemCatalog.Item<Integer>> items = new ArrayList<>();
        for (ItemCatalog.Item<Integer> film : Plays.FILMS.catalog().items()) {
            int id = film.id();
            items.add(film.withAttributes(Map.of("price", id % 15 + ".50", "lang", id % 3 == 0 ? "fr" : "en"))
                    .withValidFrom(Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(id))));
        }
        return ItemCatalog.of(INT, items);
    }

    private List<String> categories(Recommendation<Integer> one) {
        return model.catalog().categories(one.item());
    }

    private String attribute(Recommendation<Integer> one, String name) {
        return model.catalog().find(one.item()).orElseThrow().attributes().get(name);
    }

    @Test
    void filters() {
        Set<Integer> soldOut = Set.of(3, 14, 15);
        ModelRecommender<Integer, Integer> inStock = Recommender.of(model).withFilter(item -> !soldOut.contains(item));

        assertThat(inStock.recommend(1, 30))
                .hasSize(30)
                .extracting(Recommendation::item)
                .doesNotContainAnyElementsOf(soldOut);

        ModelRecommender<Integer, Integer> cheap = inStock.withRule(ItemRule.parse("price<=10 & !lang=fr"));
        ModelRecommender<Integer, Integer> same = inStock.withRule(ItemRule.atMost("price", 10)
                .and(ItemRule.attribute("lang", "fr").not()));

        assertThat(cheap.recommend(1, 20)).hasSize(20).isEqualTo(same.recommend(1, 20));
        assertThat(cheap.recommend(1, 20)).allMatch(one -> Double.parseDouble(attribute(one, "price")) <= 10);
        assertThat(cheap.recommend(1, 20))
                .allMatch(one -> attribute(one, "lang").equals("en"));

        ItemRule own = ItemRule.category("Horror").not();
        List<Recommendation<Integer>> gentle =
                cheap.recommend(cheap.request(1, 10).withRule(own));

        assertThat(gentle).hasSize(10).noneMatch(one -> categories(one).contains("Horror"));

        ItemRule noSequel =
                ItemRule.where("no sequel", item -> !item.title().orElse("").endsWith(" II"));

        assertThat(cheap.withRule(noSequel).recommend(1, 3))
                .hasSize(3)
                .noneMatch(one -> model.catalog().label(one.item()).endsWith(" II"));

        ModelRecommender<Integer, Integer> today = cheap.withValidAt(Instant.parse("2026-03-01T00:00:00Z"));

        assertThat(today.recommend(1, 50)).isNotEmpty().allMatch(one -> one.item() <= 59);
    }

    @Test
    void rerankers() {
        ModelRecommender<Integer, Integer> plain = Recommender.of(model).orElse(Recommender.popular(model));
        ModelRecommender<Integer, Integer> varied = plain.withReranker(MaximalMarginalRelevance.byCategories(0.7), 100);

        assertThat(varied.recommend(1, 10)).hasSize(10);
        assertThat(differentCategories(varied)).isGreaterThan(differentCategories(plain));

        Reranker<Integer, Integer> together = PopularityDiscount.<Integer, Integer>of(0.2)
                .then(Freshness.of(Duration.ofDays(90), 0.2))
                .then(CategoryQuota.atMost(4));
        ModelRecommender<Integer, Integer> shop = plain.withReranker(together, 100);

        assertThat(shop.recommend(1, 10)).hasSize(10);

        Calibration<Integer, Integer> calibration = Calibration.of(0.5);
        ModelRecommender<Integer, Integer> calibrated = plain.withReranker(calibration.withAlpha(0.02), 100);

        assertThat(calibrated.recommend(1, 10)).hasSize(10);

        Set<Integer> sponsored = Set.of(20, 40, 60);
        Reranker<Integer, Integer> oneSponsored = (candidates, context) -> {
            List<Recommendation<Integer>> list = new ArrayList<>(candidates);
            list.stream()
                    .filter(one -> sponsored.contains(one.item()))
                    .findFirst()
                    .ifPresent(one -> {
                        list.remove(one);
                        list.add(0, one);
                    });
            return list;
        };
        ModelRecommender<Integer, Integer> withOne =
                plain.withReranker(MaximalMarginalRelevance.byModel(0.8), 100).withReranker(oneSponsored, 100);

        assertThat(withOne.recommend(1, 10)).hasSize(10);
        assertThat(sponsored).contains(withOne.recommend(1, 10).get(0).item());
        assertThat(withOne.recommend(1, 10))
                .extracting(Recommendation::rank)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

        Map<Integer, List<Recommendation<Integer>>> lists = new HashMap<>();
        varied.recommendAll(BatchRequest.of(10), lists::put);
        varied.recommendAll(List.of(1, 2, 3), BatchRequest.of(10), lists::put);

        assertThat(lists.get(2)).isEqualTo(varied.recommend(2, 10));
        assertThat(lists.get(50)).isEqualTo(varied.recommend(Request.forUser(50, 10)));
    }

    private int differentCategories(Recommender<Integer, Integer> recommender) {
        int sum = 0;
        for (int user = 1; user <= 50; user++) {
            Set<String> different = new HashSet<>();
            recommender.recommend(user, 10).forEach(one -> different.addAll(categories(one)));
            sum += different.size();
        }
        return sum;
    }

    @Test
    void thePageShowsThisCodeInThisOrder() throws IOException {
        PageCode.requireShown("docs/how-to/filter-and-rerank.md", FilterAndRerankTest.class);
    }
}
