package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.als.ExplicitAls;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.train.TrainingContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Predicted ratings on the five folds that come with MovieLens 100K, one setting for all of them. */
class RatingFoldsTest {

    private static final ExplicitAls TRAINER = Als.explicit();

    @Test
    @Tag("slow")
    void explicitAlsPredictsTheRatingsOfAllFolds() {
        TrainingContext context = TrainingContext.defaults().withParallelism(Parallelism.threads(2));
        List<EvaluationResult<Integer>> results = new ArrayList<>();
        for (int fold = 1; fold <= 5; fold++) {
            EventLog<Integer, Integer> train = ratings("data/ml-100k/u" + fold + ".base.gz");
            results.add(Evaluation.of(Preset.RATING)
                    .withParallelism(context.parallelism())
                    .evaluate(
                            TRAINER.train(FeatureBuilder.build(train, FeatureConfig.defaults()), context),
                            ratings("data/ml-100k/u" + fold + ".test.gz")));
        }
        Folds<Integer> folds = Folds.of(results);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.relevantPairs()).isEqualTo(20_000);
            assertThat(result.unpredictedPairs()).isZero();
        });
        assertThat(folds.value("rmse")).as("%s", folds).isLessThanOrEqualTo(0.920);
        assertThat(folds.value("mae")).as("%s", folds).isLessThanOrEqualTo(0.730);
    }

    private static EventLog<Integer, Integer> ratings(String file) {
        EventLogBuilder<Integer, Integer> log = EventLog.builder(IdType.INT, IdType.INT);
        for (String line : SharedData.lines(file)) {
            String[] cells = line.split("\t");
            log.add(Integer.valueOf(cells[0]), Integer.valueOf(cells[1]), Double.parseDouble(cells[2]));
        }
        return log.build();
    }
}
