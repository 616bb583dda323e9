package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.als.ImplicitAls;
import dev.recsys.data.Dataset;
import dev.recsys.data.Weighting;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.split.RandomRatio;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommender;
import dev.recsys.train.DeltaResult;
import dev.recsys.train.DeltaTraining;
import dev.recsys.train.Drift;
import dev.recsys.train.TrainingContext;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Delta training beside training from scratch on MovieLens 1M, which has no times: 20 % of each user's items are the test; of
 * the rest, all ratings of one user in a hundred and a tenth of those of one user in twenty are new, and unknown to the
 * parent. Figures are in docs/how-to/warm-start.md.
 */
class DeltaQualityTest {

    private static final ImplicitAls TRAINER =
            Als.implicit().withFactors(32).withUnobservedWeight(0.3).withSeed(1);

    @Test
    @Tag("slow")
    void deltaTrainingIsNearlyAsGoodAsTrainingFromScratch() {
        Split<Integer, Integer> split = RandomRatio.perUser(0.2, 11).split(ratings());
        Dataset<Integer, Integer> now = data(split.train());
        ModelBundle<Integer, Integer> parent = TRAINER.train(data(withoutNew(split.train())));

        Timed<ModelBundle<Integer, Integer>> cold = timed(() -> TRAINER.train(now));
        Timed<DeltaResult<Integer, Integer>> delta =
                timed(() -> DeltaTraining.of(TRAINER).train(parent, "parent-v1", now, TrainingContext.defaults()));

        Map<String, Recommender<Integer, Integer>> recommenders = new LinkedHashMap<>();
        recommenders.put("cold", Recommender.of(cold.value()));
        recommenders.put("delta", Recommender.of(delta.value().bundle()));
        Comparison<Integer> comparison = Evaluation.of(Metrics.parseAll("ndcg@10"))
                .compare(recommenders, Background.of(cold.value()), split.test());
        System.out.printf(
                "%s%ncold %.1f s, delta %.1f s; %s; %s of cold and delta differ; difference %s%n",
                comparison,
                cold.seconds(),
                delta.seconds(),
                delta.value(),
                Drift.between(cold.value(), delta.value().bundle(), 10, 10_000, 1),
                comparison.difference("ndcg@10", "delta", "cold"));

        assertThat(delta.value().isFull()).isFalse();
        assertThat(delta.value().drift().orElseThrow()).isLessThan(0.05);
        assertThat(comparison.result("delta").value("ndcg@10"))
                .isGreaterThan(0.98 * comparison.result("cold").value("ndcg@10"));
    }

    private record Timed<T>(T value, double seconds) {}

    /** In processor seconds of this thread. */
    private static <T> Timed<T> timed(Supplier<T> work) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        T value = work.get();
        return new Timed<>(value, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9);
    }

    private static EventLog<Integer, Integer> withoutNew(EventLog<Integer, Integer> log) {
        SplittableRandom random = new SplittableRandom(7);
        boolean[] isNew = new boolean[log.size()];
        for (int row = 0; row < isNew.length; row++) {
            int user = log.users().id(log.user(row));
            isNew[row] = user % 100 == 7 || (user % 20 == 3 && random.nextInt(10) == 0);
        }
        return log.where(row -> !isNew[row]);
    }

    private static Dataset<Integer, Integer> data(EventLog<Integer, Integer> log) {
        return FeatureBuilder.build(log, FeatureConfig.defaults().withWeighting(Weighting.BINARY));
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
