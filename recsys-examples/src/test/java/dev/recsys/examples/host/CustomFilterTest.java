package dev.recsys.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.data.ItemCatalog;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules of the host's own about what may be shown. They run inside top-K: lists stay full. */
class CustomFilterTest {

    private final ItemCatalog<Integer> catalog = Plays.FILMS.catalog();
    private final ModelBundle<Integer, Integer> model =
            Als.implicit().withFactors(16).train(Plays.log()).withCatalog(catalog);

    @Test
    void noHorrorForAnybody() {
        ModelRecommender<Integer, Integer> everybody = Recommender.of(model);
        Recommender<Integer, Integer> gentle =
                everybody.withFilter(item -> !catalog.categories(item).contains("Horror"));

        List<Recommendation<Integer>> list = gentle.recommend(1, 30);

        assertThat(list).hasSize(30);
        assertThat(list).noneMatch(r -> catalog.categories(r.item()).contains("Horror"));
        assertThat(everybody.recommend(1, 100))
                .anyMatch(r -> catalog.categories(r.item()).contains("Horror"));
    }

    @Test
    void oneRequestMayAllowAndExcludeItemsOfItsOwn() {
        Recommender<Integer, Integer> recommender = Recommender.of(model);

        List<Recommendation<Integer>> list = recommender.recommend(recommender
                .request(1, 10)
                .withAllowed(List.of(5, 6, 7, 8))
                .withExcluded(List.of(6))
                .withExcludeSeen(false));

        assertThat(list).extracting(Recommendation::item).containsExactlyInAnyOrder(5, 7, 8);
    }
}
