package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.als.ImplicitAls;
import dev.recsys.data.Weighting;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.split.RandomRatio;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommender;
import dev.recsys.train.TrainingContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How well users are served whom the model was not trained on, from their histories, beside the same users when it was. Of
 * every user 20 % of the items are held out; one user in ten is taken out of training; both models are asked for lists of
 * these users. Figures are in docs/reference/quality.md.
 */
class FoldInQualityTest {

    private static final ImplicitAls TRAINER = Als.implicit()
            .withFactors(64)
            .withIterations(12)
            .withRegularization(0.01)
            .withUnobservedWeight(0.2)
            .withSeed(1);

    private static final FeatureConfig FEATURES = FeatureConfig.defaults().withWeighting(Weighting.BINARY);

    @Test
    @Tag("slow")
    void foldedInUsersGetListsNearlyAsGoodAsWhenTrainedIn() {
        Split<Integer, Integer> split = RandomRatio.perUser(0.2, 11).split(ratings());
        EventLog<Integer, Integer> all = split.train();
        EventLog<Integer, Integer> others = all.where(row -> !isTakenOut(all, row));
        EventLog<Integer, Integer> test = split.test().where(row -> isTakenOut(split.test(), row));

        ModelBundle<Integer, Integer> trainedIn = train(all);
        ModelBundle<Integer, Integer> without = train(others);
        Map<Integer, Map<Integer, Float>> histories = histories(all);

        Map<String, Recommender<Integer, Integer>> recommenders = new LinkedHashMap<>();
        recommenders.put("trained in", Recommender.of(trainedIn));
        recommenders.put(
                "folded in",
                request -> Recommender.of(without)
                        .recommend(
                                request.withHistory(histories.get(request.user().orElseThrow()))));
        recommenders.put("popularity", Recommender.popular(trainedIn));
        Comparison<Integer> comparison = Evaluation.of(Metrics.parseAll("ndcg@10", "recall@10", "coverage@10"))
                .withParallelism(Parallelism.threads(2))
                .compare(recommenders, Background.of(trainedIn), test);

        PairedDifference difference = comparison.difference("ndcg@10", "folded in", "trained in");
        double share = comparison.result("folded in").value("ndcg@10")
                / comparison.result("trained in").value("ndcg@10");
        assertThat(without.users().size()).isLessThan(trainedIn.users().size());
        assertThat(share)
                .as("%s%nfolded in is %.4f of trained in; difference %s", comparison, share, difference)
                .isGreaterThanOrEqualTo(0.95);
    }

    /** Every tenth user, by id. */
    private static boolean isTakenOut(EventLog<Integer, Integer> log, int row) {
        return log.users().id(log.user(row)) % 10 == 0;
    }

    private static ModelBundle<Integer, Integer> train(EventLog<Integer, Integer> log) {
        return TRAINER.train(
                FeatureBuilder.build(log, FEATURES),
                TrainingContext.defaults().withParallelism(Parallelism.threads(2)));
    }

    private static Map<Integer, Map<Integer, Float>> histories(EventLog<Integer, Integer> log) {
        Map<Integer, Map<Integer, Float>> histories = new HashMap<>();
        for (int row = 0; row < log.size(); row++) {
            histories
                    .computeIfAbsent(log.users().id(log.user(row)), user -> new HashMap<>())
                    .put(log.items().id(log.item(row)), log.weight(row));
        }
        return histories;
    }

    private static EventLog<Integer, Integer> ratings() {
        EventLogBuilder<Integer, Integer> log = EventLog.builder(IdType.INT, IdType.INT);
        for (String line : SharedData.lines("data/ml-1m/ratings.notime.dat.gz")) {
            String[] cells = line.split("::");
            log.add(Integer.valueOf(cells[0]), Integer.valueOf(cells[1]), Double.parseDouble(cells[2]));
        }
        return log.build();
    }
}
