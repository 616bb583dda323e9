package dev.recsys.eval;

import static dev.recsys.event.IdType.INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.als.Als;
import dev.recsys.data.Weighting;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.split.KFold;
import dev.recsys.eval.split.LeaveLastOut;
import dev.recsys.eval.split.Split;
import dev.recsys.eval.split.SplitPlan;
import dev.recsys.eval.split.TimeWindows;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.pipeline.Contender;
import dev.recsys.pipeline.Measurements;
import dev.recsys.popularity.Popularity;
import dev.recsys.train.TrainingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitEvaluatorTest {

    private static final SplitEvaluator EVALUATOR =
            SplitEvaluator.of(LeaveLastOut.defaults(), Metrics.parseAll("ndcg@10", "coverage@10"));

    @Test
    void contendersAreTrainedOnTheTrainingPartAndMeasuredOnTheSameTest() {
        EventLog<Integer, Integer> log = log();
        Contender popularity = Contender.of(Contender.POPULARITY, FeatureConfig.defaults(), Popularity.byUsers());
        Contender candidate = Contender.of(
                Contender.CANDIDATE, FeatureConfig.defaults(), Als.implicit().withFactors(4));

        Measurements measured = EVALUATOR.measure(log, List.of(candidate, popularity), TrainingContext.defaults());

        assertThat(measured.contenders()).containsExactly("candidate", "popularity");
        var split = LeaveLastOut.defaults().split(log);
        EvaluationResult<Integer> expected = Evaluation.of(Metrics.parseAll("ndcg@10", "coverage@10"))
                .evaluate(
                        Popularity.byUsers().train(FeatureBuilder.build(split.train(), FeatureConfig.defaults())),
                        split.test());
        assertThat(measured.metrics("popularity")).isEqualTo(expected.values());
        assertThat(measured.users()).isEqualTo(expected.users().size());
        assertThat(measured.value("candidate", "ndcg@10").orElseThrow()).isGreaterThan(expected.value("ndcg@10"));
    }

    @Test
    void severalSplitsAreAveragedAndTheirUsersSummed() {
        EventLog<Integer, Integer> log = log();
        SplitPlan windows = TimeWindows.ofShare(0.1, 3);
        Contender popularity = Contender.of(Contender.POPULARITY, FeatureConfig.defaults(), Popularity.byUsers());

        Measurements all = SplitEvaluator.of(windows, Metrics.parseAll("ndcg@10"))
                .measure(log, List.of(popularity), TrainingContext.defaults());

        double sum = 0;
        int users = 0;
        for (Split<Integer, Integer> split : windows.splits(log)) {
            EvaluationResult<Integer> one = Evaluation.of(Metrics.parseAll("ndcg@10"))
                    .evaluate(
                            Popularity.byUsers()
                                    .train(FeatureBuilder.build(split.train(), FeatureConfig.defaults())),
                            split.test());
            sum += one.value("ndcg@10");
            users += one.users().size();
        }
        assertThat(all.value("popularity", "ndcg@10")).hasValue(sum / 3);
        assertThat(all.users()).isEqualTo(users);
    }

    @Test
    void heldOutUsersAreFoldedIn() {
        EventLog<Integer, Integer> log = log();
        Contender candidate = Contender.of(
                Contender.CANDIDATE,
                FeatureConfig.defaults().withWeighting(Weighting.LOG),
                Als.implicit().withFactors(4));
        SplitPlan plan = KFold.byUsers(4, 1).withFoldInShare(0.5);

        Measurements shown = SplitEvaluator.of(plan, Metrics.parseAll("ndcg@10", "coverage@10"))
                .measure(log, List.of(candidate), TrainingContext.defaults());
        Measurements unknown = SplitEvaluator.of(KFold.byUsers(4, 1), Metrics.parseAll("ndcg@10", "coverage@10"))
                .measure(log, List.of(candidate), TrainingContext.defaults());

        assertThat(unknown.value("candidate", "ndcg@10")).hasValue(0); // a model with factors knows nothing of them
        assertThat(shown.value("candidate", "ndcg@10").orElseThrow()).isGreaterThan(0.1);
    }

    @Test
    void allContendersAreJudgedByWhatTheFirstWasTrainedOn() {
        EventLog<Integer, Integer> log = log();
        FeatureConfig strict = FeatureConfig.defaults().withMinUserItems(5).withMinItemUsers(9);
        FeatureConfig loose = FeatureConfig.defaults();
        Measurements alone = EVALUATOR.measure(
                log, List.of(Contender.of("loose", loose, Popularity.byUsers())), TrainingContext.defaults());
        Measurements both = EVALUATOR.measure(
                log,
                List.of(
                        Contender.of("loose", loose, Popularity.byUsers()),
                        Contender.of("weak", strict, Als.implicit().withFactors(2))),
                TrainingContext.defaults());
        assertThat(both.users()).isEqualTo(alone.users());
        assertThat(both.metrics("loose")).isEqualTo(alone.metrics("loose"));
        assertThat(EVALUATOR.measure(log, List.of(), TrainingContext.defaults()).users())
                .isZero();
    }

    @Test
    void whatTheFirstContenderIsNotTrainedOnIsNotRelevant() {
        EventLog<Integer, Integer> log = log(); // all events have weight 1
        EventLogBuilder<Integer, Integer> more = EventLog.builder(INT, INT);
        for (int row = 0; row < log.size(); row++) {
            more.add(log.interaction(row));
        }
        more.add(1, 29, 0.5f, Instant.ofEpochSecond(1_800_000_000)); // the last of user 1, but weak
        EventLog<Integer, Integer> extended = more.build();
        Contender any = Contender.of("any", FeatureConfig.defaults(), Popularity.byUsers());
        Contender strict = Contender.of("strict", FeatureConfig.defaults().withMinWeight(1), Popularity.byUsers());
        Measurements all = EVALUATOR.measure(extended, List.of(any), TrainingContext.defaults());
        Measurements strong = EVALUATOR.measure(extended, List.of(strict), TrainingContext.defaults());
        assertThat(strong.users()).isEqualTo(all.users() - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "ndcg@10 rmse, metric rmse is of ratings",
        "ndcg@10 calibration@10, metric calibration@10 needs categories or factors",
        "intra_list_diversity_factors@5, metric intra_list_diversity_factors@5 needs categories or factors",
        "ndcg@10 ndcg@10, metric ndcg@10 is there twice"
    })
    void metricsThatCannotBeMeasuredAreRefusedBeforeAnythingIsTrained(String names, String message) {
        assertThatThrownBy(() -> SplitEvaluator.of(LeaveLastOut.defaults(), Metrics.parseAll(names.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void settingsNameSplitAndMetrics() {
        assertThat(EVALUATOR.config())
                .isEqualTo(Map.of("split", LeaveLastOut.defaults().description(), "metrics", "ndcg@10, coverage@10"));
    }

    /** Three groups of users, each with a taste of its own. */
    private static EventLog<Integer, Integer> log() {
        EventLogBuilder<Integer, Integer> log = EventLog.builder(INT, INT);
        for (int user = 0; user < 60; user++) {
            for (int i = 0; i < 6; i++) {
                int item = (user % 3) * 10 + (user / 3 + i * 3) % 10;
                log.add(user, item, 1, Instant.ofEpochSecond(1_700_000_000 + user * 10L + i));
            }
        }
        return log.build();
    }
}
