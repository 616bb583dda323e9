package dev.recsys.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.TrainingException;
import dev.recsys.als.ImplicitAls.Objective;
import dev.recsys.als.ImplicitAls.Solver;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.Contributions;
import dev.recsys.model.FactorModel;
import dev.recsys.model.History;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("vector")
class ImplicitAlsTest {

    private static final long SEED = SampleRatings.SEED;

    private static SparseMatrix random(int users, int items) {
        return SampleRatings.weights(users, items);
    }

    private static double[][] rows(FactorMatrix matrix) {
        return SampleRatings.rows(matrix);
    }

    private static FactorModel train(ImplicitAls trainer, SparseMatrix matrix) {
        return trainer.train(TrainingInput.of(matrix), TrainingContext.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "ALL_PAIRS, 1, 0.1, 1",
        "ALL_PAIRS, 2.5, 0.3, 0.5",
        "ALL_PAIRS, 1, 0, 0",
        "MISSING_PAIRS, 1, 1, 0",
        "MISSING_PAIRS, 40, 1, 0",
        "MISSING_PAIRS, 3, 0.2, 1"
    })
    void everyUserIsTheNaiveAnswerToTheItems(Objective objective, double alpha, double unobserved, double exponent) {
        SparseMatrix matrix = random(45, 31);
        ImplicitAls trainer = Als.implicit()
                .withObjective(objective)
                .withAlpha(alpha)
                .withUnobservedWeight(unobserved)
                .withRegularizationExponent(exponent)
                .withRegularization(0.05)
                .withFactors(7)
                .withIterations(4)
                .withSeed(SEED);

        FactorModel model = train(trainer, matrix);

        NaiveAls naive = new NaiveAls(trainer, matrix);
        double[][] items = rows(model.itemFactors());
        double[][] users = rows(model.userFactors());
        for (int u = 0; u < users.length; u++) {
            assertThat(users[u])
                    .as("seed %d, user %d", SEED, u)
                    .containsExactly(naive.solveUser(u, items), within(2e-4));
        }
    }

    @Test
    void anIterationSolvesItemsThenUsers() {
        SparseMatrix matrix = random(20, 15);
        ImplicitAls trainer = Als.implicit().withFactors(5).withRegularization(0.1);
        double[][] users = rows(train(trainer.withIterations(2), matrix).userFactors());

        FactorModel next = train(trainer.withIterations(3), matrix);

        NaiveAls naive = new NaiveAls(trainer, matrix);
        double[][] items = rows(next.itemFactors());
        for (int i = 0; i < items.length; i++) {
            assertThat(items[i]).as("item %d", i).containsExactly(naive.solveItem(i, users), within(2e-4));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "4", "9", "17"})
    void conjugateGradientsWithManyStepsAgreeWithCholesky(int factors) {
        SparseMatrix matrix = random(40, 30);
        ImplicitAls exact =
                Als.implicit().withFactors(factors).withIterations(3).withRegularization(0.1);

        FactorModel direct = train(exact, matrix);
        FactorModel iterative =
                train(exact.withSolver(Solver.CONJUGATE_GRADIENT).withSolverSteps(60), matrix);

        for (int u = 0; u < 40; u++) {
            assertThat(iterative.userFactors().row(u))
                    .as("user %d", u)
                    .containsExactly(direct.userFactors().row(u), within(2e-3f));
        }
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void foldingInATrainingUserGivesThatUserAgain(Objective objective) {
        SparseMatrix matrix = random(30, 25);
        FactorModel model = train(Als.implicit().withFactors(6).withObjective(objective), matrix);
        int[] columns = new int[matrix.maxRowLength()];
        float[] weights = new float[columns.length];
        float[] mine = new float[25];
        float[] folded = new float[25];
        int[] all = IntStream.range(0, 25).toArray();
        for (int u = 0; u < 30; u++) {
            int count = matrix.copyRow(u, columns, weights);

            model.forUser(u).scores(all, 25, mine);
            model.forHistory(History.of(columns, weights, count)).scores(all, 25, folded);

            assertThat(folded).as("user %d", u).containsExactly(mine, within(1e-4f));
        }
    }

    @Test
    void aUserWithNothingButDislikesIsNotInformed() {
        SparseMatrix matrix = SparseMatrix.builder(3, 3)
                .appendRow(new int[] {0, 1}, new float[] {1, 1}, 2)
                .appendRow(new int[] {0, 2}, new float[] {-1, -1}, 2)
                .appendRow(new int[] {1, 2}, new float[] {1, 1}, 2)
                .build();

        FactorModel model = train(Als.implicit().withFactors(2), matrix);

        assertThat(model.forUser(0).isInformed()).isTrue();
        assertThat(model.forUser(1).isInformed()).isFalse();
        assertThat(model.forHistory(History.of(new int[] {0}, new float[] {-1}, 1))
                        .isInformed())
                .isFalse();
    }

    @Test
    void aLongRowAndManyTasksGiveTheSameBitsAtAnyParallelism() {
        SparseMatrixBuilder builder = SparseMatrix.builder(3000, 2500);
        SplittableRandom random = new SplittableRandom(SEED);
        int[] everything = IntStream.range(0, 2500).toArray();
        float[] ones = new float[2500];
        Arrays.fill(ones, 1f);
        for (int u = 0; u < 3000; u++) {
            int[] some = random.ints(5, 0, 2500).sorted().distinct().toArray();
            builder.appendRow(u == 17 ? everything : some, ones, u == 17 ? 2500 : some.length);
        }
        SparseMatrix matrix = builder.build();
        ImplicitAls trainer = Als.implicit().withFactors(24).withIterations(2);
        FactorModel alone = train(trainer, matrix);

        for (int workers : new int[] {2, 3, 8}) {
            FactorModel model = trainer.train(
                    TrainingInput.of(matrix), TrainingContext.defaults().withParallelism(Parallelism.threads(workers)));
            assertThat(model).as("seed %d, %d workers", SEED, workers).isEqualTo(alone);
        }
    }

    @Test
    void whatCannotBeSolvedIsATrainingExceptionThatNamesTheRow() {
        SparseMatrix matrix = SparseMatrix.builder(1, 1)
                .appendRow(new int[] {0}, new float[] {1}, 1)
                .build();
        ImplicitAls trainer =
                Als.implicit().withFactors(2).withRegularization(0).withUnobservedWeight(0);

        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> train(trainer, matrix))
                .withMessageStartingWith("ials: the system of item 0 (1 entries) is singular")
                .withMessageContaining("raise regularization");
    }

    @Test
    void withersRefuseWhatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Als.implicit().withFactors(0))
                .withMessage("factors must be between 1 and 4096 but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Als.implicit().withAlpha(Double.NaN))
                .withMessageStartingWith("alpha must be between");
    }

    @ParameterizedTest
    @CsvSource({"ALL_PAIRS, false", "ALL_PAIRS, true", "MISSING_PAIRS, false", "MISSING_PAIRS, true"})
    void theObjectiveNeverRises(Objective objective, boolean nonNegative) {
        SparseMatrix matrix = random(35, 28);
        ImplicitAls trainer = Als.implicit()
                .withObjective(objective)
                .withNonNegative(nonNegative)
                .withFactors(5)
                .withSeed(SEED);
        NaiveAls naive = new NaiveAls(trainer, matrix);
        double before = Double.POSITIVE_INFINITY;
        for (int iterations = 1; iterations <= 12; iterations++) {
            FactorModel model = train(trainer.withIterations(iterations), matrix);
            double value = naive.objective(rows(model.userFactors()), rows(model.itemFactors()));
            assertThat(value).as("iteration %d, seed %d", iterations, SEED).isLessThanOrEqualTo(before + 1e-4);
            before = value;
        }
    }

    /** The conditions of Karush, Kuhn and Tucker: flat where a factor is positive, rising where it is 0. */
    @ParameterizedTest
    @CsvSource({"ALL_PAIRS, 1, 0.1", "ALL_PAIRS, 2.5, 0.3", "MISSING_PAIRS, 3, 1"})
    void nonNegativeUsersAreTheBestAnswerToTheItems(Objective objective, double alpha, double unobserved) {
        SparseMatrix matrix = random(45, 31);
        ImplicitAls trainer = Als.implicit()
                .withNonNegative(true)
                .withObjective(objective)
                .withAlpha(alpha)
                .withUnobservedWeight(unobserved)
                .withFactors(7)
                .withIterations(4)
                .withSeed(SEED);

        FactorModel model = train(trainer, matrix);

        NaiveAls naive = new NaiveAls(trainer, matrix);
        double[][] users = rows(model.userFactors());
        double[][] items = rows(model.itemFactors());
        int zeros = 0;
        for (int u = 0; u < users.length; u++) {
            double[] slope = naive.slope(u, users, items);
            for (int f = 0; f < 7; f++) {
                assertThat(users[u][f]).isNotNegative();
                zeros += users[u][f] == 0 ? 1 : 0;
                assertThat(users[u][f] > 0 ? Math.abs(slope[f]) : Math.max(0, -slope[f]))
                        .as("seed %d, user %d, factor %d", SEED, u, f)
                        .isLessThan(1e-3);
            }
        }
        assertThat(zeros).as("some bounds hold").isPositive();
        assertThat(Arrays.stream(items).flatMapToDouble(Arrays::stream)).allMatch(value -> value >= 0);
    }

    @Test
    void nonNegativeFactorsAndConjugateGradientsAreRefusedTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Als.implicit().withNonNegative(true).withSolver(Solver.CONJUGATE_GRADIENT))
                .withMessageStartingWith("nonNegative=true needs solver=cholesky");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Als.implicit().withSolver(Solver.CONJUGATE_GRADIENT).withNonNegative(true))
                .withMessageStartingWith("nonNegative=true needs solver=cholesky");
    }

    @ParameterizedTest
    @CsvSource({"ALL_PAIRS, false", "ALL_PAIRS, true", "MISSING_PAIRS, false", "MISSING_PAIRS, true"})
    void contributionsAddUpToTheScore(Objective objective, boolean nonNegative) {
        SparseMatrix matrix = random(30, 25);
        ImplicitAls trainer =
                Als.implicit().withFactors(6).withObjective(objective).withNonNegative(nonNegative);
        FactorModel model = train(trainer, matrix);
        int[] all = IntStream.range(0, 25).toArray();
        float[] scores = new float[25];
        for (int u = 0; u < 30; u++) {
            History history = History.ofRow(matrix, u);
            model.forHistory(history).scores(all, 25, scores);
            for (int i = 0; i < 25; i++) {
                Contributions why = model.explain(history, i);
                assertThat(why.base()).isZero();
                assertThat(why.score())
                        .as("seed %d, user %d, item %d", SEED, u, i)
                        .isCloseTo(scores[i], within(1e-4));
            }
        }
    }

    @Test
    void aDislikeContributesNothingButHoldsTheOthersBack() {
        FactorModel model = train(Als.implicit().withFactors(6), random(30, 25));
        History liked = History.of(new int[] {1, 2}, new float[] {1, 1}, 2);
        History one = History.of(new int[] {1, 2, 5}, new float[] {1, 1, -3}, 3);

        Contributions why = model.explain(one, 5);

        assertThat(why.item(2)).isEqualTo(5);
        assertThat(why.share(2)).isZero();
        assertThat(Math.abs(why.score()))
                .isLessThan(Math.abs(model.explain(liked, 5).score()));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aFoldedInItemIsTheItemOfTheNextIteration(boolean nonNegative) {
        SparseMatrix matrix = random(30, 25);
        ImplicitAls trainer = Als.implicit().withFactors(6).withNonNegative(nonNegative);
        FactorModel model = train(trainer.withIterations(5), matrix);
        FactorModel next = train(trainer.withIterations(6), matrix);

        FactorModel extended = model.withItems(new int[] {3}, List.of(History.ofRow(matrix.transpose(), 7)));

        assertThat(extended.info().items()).isEqualTo(26);
        assertThat(extended.itemFactors().row(3))
                .containsExactly(next.itemFactors().row(7), within(1e-4f));
        assertThat(extended.itemFactors().row(4))
                .containsExactly(model.itemFactors().row(3));
    }
}
