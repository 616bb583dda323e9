package dev.recsys.als;

import static dev.recsys.als.SampleRatings.SEED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.Capability;
import dev.recsys.model.Contributions;
import dev.recsys.model.History;
import dev.recsys.model.ModelInfo;
import dev.recsys.model.Query;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("vector")
class ExplicitAlsTest {

    private static final ExplicitAls TRAINER = Als.explicit()
            .withFactors(5)
            .withIterations(8)
            .withRegularization(0.1)
            .withSeed(SEED);

    private final SparseMatrix ratings = SampleRatings.weights(40, 30);

    private static RatingModel train(ExplicitAls trainer, SparseMatrix ratings) {
        return trainer.train(TrainingInput.of(ratings), TrainingContext.defaults());
    }

    private static float[] scores(Query query, int items) {
        float[] out = new float[items];
        query.scores(IntStream.range(0, items).toArray(), items, out);
        return out;
    }

    @Test
    void scoresAreMeanPlusBiasesPlusProduct() {
        RatingModel model = train(TRAINER, ratings);
        NaiveRatings naive = new NaiveRatings(ratings, 0.1, model);

        assertThat(model.mean()).isCloseTo((float) naive.mean(), within(1e-5f));
        for (int u = 0; u < 40; u++) {
            float[] scores = scores(model.forUser(u), 30);
            for (int i = 0; i < 30; i++) {
                assertThat((double) scores[i]).as("user %d, item %d", u, i).isCloseTo(naive.score(u, i), within(1e-4));
            }
        }
    }

    /** The users are the last to be solved: factors and bias of each are where the objective is flat. */
    @Test
    void noUserCanLowerTheObjective() {
        RatingModel model = train(TRAINER, ratings);
        NaiveRatings naive = new NaiveRatings(ratings, 0.1, model);

        for (int u = 0; u < 40; u++) {
            assertThat(naive.slope(naive.userBias, u)).as("bias of user %d", u).isCloseTo(0, within(2e-3));
            for (int f = 0; f < 5; f++) {
                assertThat(naive.slope(naive.users[u], f))
                        .as("user %d, factor %d, seed %d", u, f, SEED)
                        .isCloseTo(0, within(2e-3));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theObjectiveNeverRises(boolean nonNegative) {
        double before = Double.POSITIVE_INFINITY;
        for (int iterations = 1; iterations <= 12; iterations++) {
            RatingModel model = train(TRAINER.withIterations(iterations).withNonNegative(nonNegative), ratings);
            double objective = new NaiveRatings(ratings, 0.1, model).objective();
            assertThat(objective).as("iteration %d, seed %d", iterations, SEED).isLessThanOrEqualTo(before + 1e-4);
            before = objective;
        }
    }

    /** The conditions of Karush, Kuhn and Tucker: flat where positive, rising where 0; biases flat. */
    @Test
    void nonNegativeFactorsAreTheBestOnes() {
        RatingModel model = train(TRAINER.withNonNegative(true), ratings);
        NaiveRatings naive = new NaiveRatings(ratings, 0.1, model);

        boolean negativeBias = false;
        for (int u = 0; u < 40; u++) {
            negativeBias |= naive.userBias[u] < 0;
            assertThat(naive.slope(naive.userBias, u)).as("bias of user %d", u).isCloseTo(0, within(5e-3));
            for (int f = 0; f < 5; f++) {
                double slope = naive.slope(naive.users[u], f);
                assertThat(naive.users[u][f]).isNotNegative();
                assertThat(naive.users[u][f] > 0 ? Math.abs(slope) : Math.max(0, -slope))
                        .as("user %d, factor %d, seed %d", u, f, SEED)
                        .isLessThan(5e-3);
            }
        }
        assertThat(negativeBias).isTrue();
        assertThat(Arrays.stream(naive.items).flatMapToDouble(Arrays::stream)).allMatch(value -> value >= 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void foldingInATrainingUserGivesThatUserAgain(boolean nonNegative) {
        RatingModel model = train(TRAINER.withNonNegative(nonNegative), ratings);
        for (int u = 0; u < 40; u++) {
            assertThat(scores(model.forHistory(History.ofRow(ratings, u)), 30))
                    .as("user %d", u)
                    .containsExactly(scores(model.forUser(u), 30), within(2e-3f));
        }
    }

    @Test
    void aUserWithoutRatingsGetsMeanAndBiasOfTheItem() {
        RatingModel model = train(TRAINER, ratings);
        Query nobody = model.forHistory(History.of());

        assertThat(nobody.isInformed()).isFalse();
        assertThat(model.forUser(3).isInformed()).isFalse(); // has no ratings
        assertThat(model.forUser(0).isInformed()).isTrue();
        float[] scores = scores(nobody, 30);
        assertThat(scores(model.forUser(3), 30)).containsExactly(scores);
        for (int i = 0; i < 30; i++) {
            assertThat(scores[i]).isCloseTo(model.mean() + model.itemBias(i), within(1e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void contributionsAddUpToThePrediction(boolean nonNegative) {
        RatingModel model = train(TRAINER.withNonNegative(nonNegative), ratings);
        for (int u = 0; u < 40; u++) {
            History history = History.ofRow(ratings, u);
            float[] scores = scores(model.forHistory(history), 30);
            for (int i = 0; i < 30; i++) {
                Contributions why = model.explain(history, i);
                assertThat(why.base()).isCloseTo(model.mean() + model.itemBias(i), within(1e-5));
                assertThat(why.size()).isEqualTo(history.size());
                assertThat(why.score()).as("user %d, item %d", u, i).isCloseTo(scores[i], within(1e-3));
            }
        }
    }

    /** The second factor would be negative and is 0, so nothing but what stands for it keeps its place regular. */
    @Test
    void contributionsAddUpWithoutAPenaltyToo() {
        FactorMatrixBuilder items = FactorMatrix.builder(4, 4); // 1, two factors, bias
        items.setRow(0, new float[] {1, 1, 0, 0}, 0);
        items.setRow(1, new float[] {1, 2, 0, 0}, 0);
        items.setRow(2, new float[] {1, 0, 1, 0}, 0);
        items.setRow(3, new float[] {1, 1, 2, 0}, 0);
        FactorMatrix users = FactorMatrix.builder(1, 4).build();
        ModelInfo info = ModelInfo.of("als-explicit", Map.of(), DataShape.of(1, 4, 4));
        RatingModel model = RatingModel.of(info, 3, 0, true, users, items.build());
        History history = History.of(new int[] {0, 1, 2, 3}, new float[] {5, 6, 1, 2}, 4);

        float[] scores = scores(model.forHistory(history), 4);

        assertThat(scores[1] - scores[0]).as("the first factor counts").isGreaterThan(0.5f);
        for (int item = 0; item < 4; item++) {
            assertThat(model.explain(history, item).score()).isCloseTo(scores[item], within(1e-3));
        }
    }

    @Test
    void newItemsAreSolvedExactlyAndOthersKeepTheirBits() {
        RatingModel model = train(TRAINER, ratings);
        SparseMatrix byItem = ratings.transpose();

        RatingModel extended = model.withItems(
                new int[] {0, 10, 32}, List.of(History.ofRow(byItem, 4), History.of(), History.ofRow(byItem, 5)));

        assertThat(extended.info().items()).isEqualTo(33);
        assertThat(extended.capabilities()).isEqualTo(model.capabilities()).contains(Capability.RATINGS);
        for (int u = 0; u < 40; u++) {
            float[] before = scores(model.forUser(u), 30);
            float[] after = scores(extended.forUser(u), 33);
            assertThat(IntStream.range(0, 33)
                            .filter(i -> i != 0 && i != 10 && i != 32)
                            .mapToObj(i -> after[i]))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 30).mapToObj(i -> before[i]).toList());
            assertThat(after[10]).as("nobody rated it").isCloseTo(model.mean() + model.userBias(u), within(1e-5f));
        }
        ExplicitAls oneMore = TRAINER.withIterations(9);
        RatingModel next = train(oneMore, ratings); // its items are solved for the users of the first
        assertThat(extended.itemFactors().row(0))
                .containsExactly(next.itemFactors().row(4), within(1e-4f));
        assertThat(extended.itemBias(32)).isCloseTo(next.itemBias(5), within(1e-4f));
    }

    @Test
    void similarItemsAreComparedByFactorsAlone() {
        RatingModel model = train(TRAINER, ratings);
        double[][] items = SampleRatings.rows(model.itemFactors());

        float[] scores = scores(model.forItem(2), 30);

        for (int i = 0; i < 30; i++) {
            assertThat((double) scores[i]).isCloseTo(cosine(items[2], items[i]), within(1e-5));
        }
        assertThat(model.similarUsers(0, 5).size()).isEqualTo(5);
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int f = 0; f < a.length; f++) {
            product += a[f] * b[f];
            squaresA += a[f] * a[f];
            squaresB += b[f] * b[f];
        }
        return squaresA == 0 || squaresB == 0 ? 0 : product / Math.sqrt(squaresA * squaresB);
    }

    @Test
    void anyParallelismGivesTheSameBits() {
        SparseMatrix many = SampleRatings.weights(900, 60);
        RatingModel alone = train(TRAINER, many);
        TrainingContext context = TrainingContext.defaults().withParallelism(Parallelism.threads(3));

        assertThat(TRAINER.train(TrainingInput.of(many), context)).isEqualTo(alone);
    }
}
