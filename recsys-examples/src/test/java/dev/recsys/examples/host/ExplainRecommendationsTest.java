package dev.recsys.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.als.Als;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Explanation;
import dev.recsys.recommend.ItemRule;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Request;
import dev.recsys.recommend.SimilarUser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of docs/how-to/explain-recommendations.md, run; the last test checks that it is the same code. */
class ExplainRecommendationsTest {

    private final ModelBundle<Integer, Integer> model =
            Als.implicit().withFactors(16).train(Plays.log()).withCatalog(Plays.FILMS.catalog());

    @Test
    void whyAnItemHasItsScore() {
        ModelRecommender<Integer, Integer> recommender = Recommender.of(model);
        Recommendation<Integer> first = recommender.recommend(1, 10).get(0);
        List<String> because = new ArrayList<>();

        Explanation<Integer> explanation = recommender.explain(1, first.item()).orElseThrow();
        explanation.contributions().stream()
                .limit(3)
                .forEach(one -> because.add(model.catalog().label(one.item()) + " " + one.share()));

        assertThat(because).hasSize(3);
        double sum = explanation.contributions().stream()
                .mapToDouble(Explanation.Contribution::share)
                .sum();
        assertThat(explanation.base() + sum).isCloseTo(explanation.score(), within(1e-9));
        assertThat(explanation.score()).isCloseTo(first.score(), within(0.05));

        Request<Integer, Integer> visitor = recommender.request(-1, 10).withHistory(List.of(3, 14, 15));
        List<Recommendation<Integer>> list = recommender.recommend(visitor);
        Explanation<Integer> why =
                recommender.explain(visitor, list.get(0).item()).orElseThrow();

        assertThat(why.contributions())
                .extracting(Explanation.Contribution::item)
                .containsExactlyInAnyOrder(3, 14, 15);
        assertThat(why.score()).isCloseTo(list.get(0).score(), within(1e-4));
    }

    @Test
    void whatIsAlike() {
        ModelRecommender<Integer, Integer> recommender = Recommender.of(model);

        List<Recommendation<Integer>> likeThis = recommender.similarItems(17, 10);
        List<SimilarUser<Integer>> likeThem = recommender.similarUsers(1, 10);

        assertThat(likeThis).hasSize(10).extracting(Recommendation::item).doesNotContain(17);
        assertThat(likeThem).hasSize(10).extracting(SimilarUser::user).doesNotContain(1);

        List<Integer> basket = List.of(3, 14, 15);
        List<Recommendation<Integer>> goesWithIt = recommender.similarItems(
                basket, recommender.request(1, 10).withRule(ItemRule.parse("!category=Horror")));

        assertThat(goesWithIt).hasSize(10).extracting(Recommendation::item).doesNotContainAnyElementsOf(basket);
    }

    @Test
    void thePageShowsThisCodeInThisOrder() throws IOException {
        PageCode.requireShown("docs/how-to/explain-recommendations.md", ExplainRecommendationsTest.class);
    }
}
