package dev.recsys.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Serving while people come and go: somebody the model never saw, and a model replaced under way. */
class LiveServingTest {

    /** The host's one shared reference; a request reads it once and keeps what it got. */
    private final AtomicReference<ModelRecommender<Integer, Integer>> live = new AtomicReference<>();

    private static ModelRecommender<Integer, Integer> serving(ModelBundle<Integer, Integer> model) {
        return Recommender.of(model).orElse(Recommender.popular(model));
    }

    @Test
    void aNewUserIsServedFromWhatTheyDidAMinuteAgo() {
        ModelBundle<Integer, Integer> model = Als.implicit().withFactors(16).train(Plays.log());
        live.set(serving(model));
        int newUser = 99_999;

        List<Recommendation<Integer>> atFirst = live.get().recommend(newUser, 5);
        List<Recommendation<Integer>> afterThree =
                live.get().recommend(live.get().request(newUser, 5).withHistory(List.of(3, 14, 15)));

        assertThat(atFirst).hasSize(5).extracting(Recommendation::source).containsOnly("popularity");
        assertThat(afterThree).hasSize(5).extracting(Recommendation::source).containsOnly("ials");
        assertThat(afterThree).extracting(Recommendation::item).doesNotContain(3, 14, 15);
    }

    @Test
    void aModelIsReplacedWholeWhileOthersServe() {
        live.set(serving(Als.implicit().withFactors(8).train(Plays.log())));
        Recommender<Integer, Integer> underWay = live.get();

        live.set(serving(Als.implicit().withFactors(8).withSeed(1).train(Plays.log())));

        assertThat(underWay.recommend(1, 5))
                .as("a request keeps the model it began with")
                .hasSize(5);
        assertThat(live.get().bundle().info().config()).containsEntry("seed", "1");
    }
}
