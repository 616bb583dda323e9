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
import dev.recsys.model.FactorModel;
import dev.recsys.model.History;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImplicitAlsTest {

    private static final long SEED = 20_261_122;

    /** Random weights, some negative, some rows and columns empty. */
    private static SparseMatrix random(int users, int items) {
        SplittableRandom random = new SplittableRandom(SEED);
        SparseMatrixBuilder builder = SparseMatrix.builder(users, items);
        for (int u = 0; u < users; u++) {
            int[] columns = u % 7 == 3
                    ? new int[0]
                    : random.ints(1 + random.nextInt(items / 2), 0, items - 1)
                            .sorted()
                            .distinct()
                            .toArray();
            float[] weights = new float[columns.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = random.nextInt(6) == 0 ? -1f : 1 + random.nextInt(4);
            }
            builder.appendRow(columns, weights, columns.length);
        }
        return builder.build();
    }

    private static double[][] rows(FactorMatrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.factors()];
        for (int r = 0; r < rows.length; r++) {
            for (int f = 0; f < matrix.factors(); f++) {
                rows[r][f] = matrix.get(r, f);
            }
        }
        return rows;
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
        int[] all = java.util.stream.IntStream.range(0, 25).toArray();
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
        int[] everything = java.util.stream.IntStream.range(0, 2500).toArray();
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
}
