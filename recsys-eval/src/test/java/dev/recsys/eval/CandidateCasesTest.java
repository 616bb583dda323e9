package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateCasesTest {

    private static final Evaluation NCF = Evaluation.of(Preset.NCF_LOO_99);

    /** Knows users a and b, and items 0 to 4. */
    private static Dataset<String, Integer> data() {
        EventLogBuilder<String, Integer> events = EventLog.builder(IdType.STRING, IdType.INT);
        IntStream.range(0, 5).forEach(item -> events.add("a", item).add("b", item));
        return FeatureBuilder.build(events.build(), FeatureConfig.defaults());
    }

    private static ModelBundle<String, Integer> scores(float... scores) {
        return ModelBundle.of(ItemScoresModel.of("scores", data().shape(), scores), data());
    }

    private static CandidateCases.Builder<String, Integer> cases() {
        return CandidateCases.builder(IdType.STRING, IdType.INT);
    }

    private static double rankOf(ModelBundle<String, Integer> model, int positive, Integer... negatives) {
        CandidateCases<String, Integer> cases =
                cases().add("a", positive, List.of(negatives)).build();
        double reciprocal = Evaluation.of(Metrics.parseAll("mrr@100"))
                .evaluate(model, cases)
                .value("mrr@100");
        return Math.round(1 / reciprocal);
    }

    @Test
    void ranksThePositiveAmongItsNegatives() {
        ModelBundle<String, Integer> model = scores(5, 4, 3, 2, 1);
        assertThat(rankOf(model, 0, 1, 2)).isEqualTo(1);
        assertThat(rankOf(model, 2, 4, 0, 1)).isEqualTo(3);
        assertThat(rankOf(scores(-5, -4, -3, 0, -0f), 0, 1, 2)).isEqualTo(3); // negative scores too
    }

    @Test
    void equalScoresRankByItem() {
        ModelBundle<String, Integer> model = scores(1, 1, 1, 1, 1);
        assertThat(rankOf(model, 0, 4, 1)).isEqualTo(1);
        assertThat(rankOf(model, 2, 4, 0)).isEqualTo(2);
        assertThat(rankOf(scores(0f, -0f, 0f, 0f, -0f), 1, 0, 2)).isEqualTo(2); // 0 and -0 are equal
    }

    @Test
    void candidatesUnknownToTheModelRankLast() {
        ModelBundle<String, Integer> model = scores(-1, -2, -3, -4, -Float.MAX_VALUE);
        assertThat(rankOf(model, 77, 0, 4)).isEqualTo(3);
        assertThat(rankOf(model, 77, 0, 4, 88)).isEqualTo(3);
        assertThat(rankOf(model, 77, 0, 4, 66)).isEqualTo(4);
        assertThat(rankOf(model, 4, -5, 77)).isEqualTo(1);
    }

    @Test
    void negativesAreDeduplicated() {
        CandidateCases<String, Integer> cases =
                cases().add("a", 2, List.of(1, 1, 2, 3)).build();
        assertThat(cases.droppedNegatives()).isEqualTo(2);
        assertThat(rankOf(scores(0, 9, 5, 9, 0), 2, 1, 1, 2, 3)).isEqualTo(3);
    }

    @Test
    void resultIsWatermarkedAndHasAValuePerUser() {
        CandidateCases<String, Integer> cases = cases().add("stranger", 0, List.of(1))
                .add("b", 4, List.of(0, 1, 2))
                .add("a", 0, List.of(1, 2))
                .build();
        EvaluationResult<String> result = NCF.evaluate(personal(), cases);
        assertThat(result.watermark()).contains("SAMPLED");
        assertThat(result.perUser("hit_rate@1")).containsExactly(1, 0, 0); // a, b, stranger
        assertThat(result.perUser("ndcg@5")[1]).isCloseTo(Math.log(2) / Math.log(5), within(1e-15));
        assertThat(result.usersWithoutList()).isEqualTo(1);
        assertThat(result.relevantPairs()).isEqualTo(3);
        assertThat(result.toString()).endsWith("(3 users, SAMPLED)");
        assertThat(NCF.evaluate(scores(5, 4, 3, 2, 1), cases).perUser("hit_rate@1"))
                .containsExactly(1, 0, 1); // everybody gets the same
    }

    @Test
    void casesOfOneUserAreAveraged() {
        CandidateCases<String, Integer> cases =
                cases().add("a", 4, List.of(0, 1)).add("a", 0, List.of(4, 1)).build();
        EvaluationResult<String> result = NCF.evaluate(scores(5, 4, 3, 2, 1), cases);
        assertThat(result.perUser("hit_rate@1")).containsExactly(0.5);
    }

    @Test
    void presetAndCandidatesMustFit() {
        CandidateCases<String, Integer> cases = cases().add("a", 0, List.of(1)).build();
        ModelBundle<String, Integer> model = scores(5, 4, 3, 2, 1);
        assertThatThrownBy(() -> Evaluation.of(Preset.LIGHTGCN).evaluate(model, cases))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("LIGHTGCN: ranks the full catalogue");
        EventLog<String, Integer> test =
                EventLog.builder(IdType.STRING, IdType.INT).add("a", 9).build();
        assertThatThrownBy(() -> NCF.evaluate(model, test))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("NCF_LOO_99: ranks given candidates");
        assertThatThrownBy(() -> Evaluation.of(Metrics.parseAll("coverage@10")).evaluate(model, cases))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("coverage@10");
    }

    @Test
    void brokenCasesAreErrors() {
        assertThatThrownBy(() -> cases().build())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no test case");
        assertThatThrownBy(() -> cases().add("a", 1, List.of(2))
                        .add("b", 1, List.of(3))
                        .add("a", 1, List.of(3))
                        .build())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("user a with item 1 is there twice");
    }

    @Test
    void casesThatDoNotBelongToTheTestAreFound() {
        CandidateCases<String, Integer> cases =
                cases().add("a", 1, List.of(2)).add("b", 2, List.of(3)).build();
        EventLogBuilder<String, Integer> same = EventLog.builder(IdType.STRING, IdType.INT);
        cases.requirePositivesOf(same.add("a", 1).add("b", 2).build());
        EventLogBuilder<String, Integer> other = EventLog.builder(IdType.STRING, IdType.INT);
        assertThatThrownBy(() ->
                        cases.requirePositivesOf(other.add("a", 1).add("b", 3).build()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("user b with item 3");
        EventLogBuilder<String, Integer> fewer = EventLog.builder(IdType.STRING, IdType.INT);
        assertThatThrownBy(() -> cases.requirePositivesOf(fewer.add("a", 1).build()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has 1 users, but candidates are given for 2");
    }

    @Test
    void sameAtAnyParallelismAndOrderOfCases() {
        SplittableRandom random = new SplittableRandom(99);
        CandidateCases.Builder<String, Integer> forward = cases();
        CandidateCases.Builder<String, Integer> backward = cases();
        List<Runnable> adds = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            String user = "u" + i;
            int positive = random.nextInt(8);
            List<Integer> negatives = random.ints(4, 0, 8).boxed().toList();
            forward.add(user, positive, negatives);
            adds.add(0, () -> backward.add(user, positive, negatives));
        }
        adds.forEach(Runnable::run);
        EvaluationResult<String> expected = NCF.evaluate(scores(2, 3, 3, 1, 0), forward.build());
        CandidateCases<String, Integer> reversed = backward.build();
        for (int workers : new int[] {1, 2, 3, 8}) {
            EvaluationResult<String> result =
                    NCF.withParallelism(Parallelism.threads(workers)).evaluate(scores(2, 3, 3, 1, 0), reversed);
            assertThat(result.values()).isEqualTo(expected.values());
            assertThat(result.perUser("ndcg@10")).isEqualTo(expected.perUser("ndcg@10"));
        }
    }

    /** Scores 5, 4, 3, 2, 1 for the users it knows, and none for others. */
    private static ModelBundle<String, Integer> personal() {
        Dataset<String, Integer> data = data();
        FactorMatrixBuilder users = FactorMatrix.builder(2, 1);
        FactorMatrixBuilder items = FactorMatrix.builder(5, 1);
        IntStream.range(0, 2).forEach(user -> users.setRow(user, new float[] {1}, 0));
        IntStream.range(0, 5).forEach(item -> items.setRow(item, new float[] {5 - item}, 0));
        ModelInfo info = ModelInfo.of("personal", Map.of(), data.shape());
        return ModelBundle.of(FactorModel.of(info, users.build(), items.build()), data);
    }
}
