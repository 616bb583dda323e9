package dev.recsys.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.data.Dataset;
import dev.recsys.eval.Comparison;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.Preset;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.Split;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.ModelBundle;
import dev.recsys.popularity.Popularity;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two trainers on one split: which is better, and for how many users? */
class ComparingTrainersTest {

    @Test
    void theSameEventsAndTheSameTestForBoth() {
        Split<Integer, Integer> split = GlobalTimeSplit.latest(0.2).split(Plays.log());
        Dataset<Integer, Integer> data = FeatureBuilder.build(split.train(), FeatureConfig.defaults());
        Map<String, ModelBundle<Integer, Integer>> models = Map.of(
                "personal",
                        Als.implicit().withFactors(8).withRegularization(0.05).train(data),
                "popular", Popularity.byUsers().train(data));

        Comparison<Integer> comparison = Evaluation.of(Preset.LIGHTGCN).compare(models, split.test());

        double[] personal = comparison.result("personal").perUser("ndcg@20");
        double[] popular = comparison.result("popular").perUser("ndcg@20");
        int wins = 0;
        int losses = 0;
        for (int user = 0; user < personal.length; user++) {
            wins += personal[user] > popular[user] ? 1 : 0;
            losses += personal[user] < popular[user] ? 1 : 0;
        }
        System.out.println(comparison.toTable() + "personal is better for " + wins + " users, worse for " + losses);

        assertThat(comparison.hasSameUsers()).isTrue();
        assertThat(comparison.names()).containsExactlyInAnyOrder("personal", "popular");
        assertThat(wins + losses).isPositive();
    }
}
