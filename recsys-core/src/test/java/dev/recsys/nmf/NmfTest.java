package dev.recsys.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.CancelledException;
import dev.recsys.DataException;
import dev.recsys.TrainingException;
import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.SparseMatrix;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.FactorModel;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NmfTest {

    private static FactorModel train(Nmf trainer, SparseMatrix matrix) {
        return trainer.train(TrainingInput.of(matrix), TrainingContext.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "COORDINATE_DESCENT, RANDOM, 0.02",
        "COORDINATE_DESCENT, NNDSVD, 0.02",
        "COORDINATE_DESCENT, NNDSVDA, 0.02",
        "MULTIPLICATIVE_UPDATES, RANDOM, 0.05"
    })
    void aPlantedFactorisationIsFoundAgain(Nmf.Solver solver, Nmf.Start start, double tolerance) {
        double[][] v = Matrices.planted(80, 60, 4, 17);
        SparseMatrix matrix = Matrices.sparse(v, 60);
        Nmf trainer = Nmf.frobenius()
                .withFactors(4)
                .withIterations(400)
                .withSolver(solver)
                .withStart(start);

        double error = Nmf.reconstructionError(matrix, train(trainer, matrix));

        assertThat(error / Matrices.norm(v)).isLessThan(tolerance);
    }

    @ParameterizedTest
    @EnumSource(Nmf.Start.class)
    void aCheckerboardIsSeparated(Nmf.Start start) {
        double[][] v = new double[30][20];
        for (int u = 0; u < 30; u++) {
            for (int i = 0; i < 20; i++) {
                v[u][i] = u % 2 == i % 2 && u / 2 != i / 2 ? 1 : 0; // one cell per item held out
            }
        }
        FactorModel model = train(Nmf.frobenius().withFactors(2).withStart(start), Matrices.sparse(v, 20));

        for (int u = 0; u < 20; u++) {
            int[] best = model.forUser(u).topK(10, ItemMask.all(20)).items();
            for (int item : best) {
                assertThat(item % 2).as("user %s, item %s", u, item).isEqualTo(u % 2);
            }
            assertThat(best).as("user %s", u).contains(u);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FROBENIUS, COORDINATE_DESCENT, NNDSVD",
        "FROBENIUS, COORDINATE_DESCENT, RANDOM",
        "FROBENIUS, MULTIPLICATIVE_UPDATES, NNDSVDA",
        "KULLBACK_LEIBLER, MULTIPLICATIVE_UPDATES, NNDSVDA"
    })
    void theBitsDoNotDependOnTheParallelism(Nmf.Loss loss, Nmf.Solver solver, Nmf.Start start) {
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(701, 303, 0.05, 23), 303);
        Nmf trainer = Nmf.frobenius()
                .withFactors(13)
                .withIterations(5)
                .withLoss(loss)
                .withSolver(solver)
                .withRegularization(0.001)
                .withStart(start);
        FactorModel alone = train(trainer, matrix);
        for (int workers : new int[] {2, 3, 8}) {
            FactorModel together = trainer.train(
                    TrainingInput.of(matrix), TrainingContext.defaults().withParallelism(Parallelism.threads(workers)));
            assertThat(together.userFactors()).as("%s workers", workers).isEqualTo(alone.userFactors());
            assertThat(together.itemFactors()).as("%s workers", workers).isEqualTo(alone.itemFactors());
        }
    }

    @ParameterizedTest
    @EnumSource(Nmf.Start.class)
    void rowsWithoutEntriesGetZeros(Nmf.Start start) {
        double[][] v = Matrices.ratings(9, 8, 0.5, 2);
        v[4] = new double[8];
        for (double[] row : v) {
            row[3] = 0;
        }
        for (Nmf.Solver solver : Nmf.Solver.values()) {
            FactorModel model =
                    train(Nmf.frobenius().withFactors(3).withSolver(solver).withStart(start), Matrices.sparse(v, 8));
            assertThat(model.userFactors().row(4)).containsOnly(0f);
            assertThat(model.itemFactors().row(3)).containsOnly(0f);
            assertNonNegative(model);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 3", "3, 0", "1, 1", "1, 6", "6, 1", "2, 3", "5, 5"})
    void anyShapeIsTrainedOnWithMoreFactorsThanRows(int rows, int columns) {
        double[][] v = Matrices.ratings(rows, columns, 0.8, 31);
        SparseMatrix matrix = Matrices.sparse(v, columns);
        for (Nmf.Solver solver : Nmf.Solver.values()) {
            for (Nmf.Start start : Nmf.Start.values()) {
                FactorModel model = train(
                        Nmf.frobenius()
                                .withFactors(11)
                                .withIterations(200)
                                .withSolver(solver)
                                .withStart(start),
                        matrix);
                assertNonNegative(model);
                assertThat(Nmf.reconstructionError(matrix, model))
                        .as("%s %s", solver, start)
                        .isLessThanOrEqualTo(0.7 * Matrices.norm(v));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 3", "3, 0", "1, 1", "1, 6", "6, 1", "2, 3", "5, 5"})
    void anyShapeIsTrainedOnForTheDivergence(int rows, int columns) {
        double[][] v = Matrices.ratings(rows, columns, 0.8, 31);
        SparseMatrix matrix = Matrices.sparse(v, columns);
        for (Nmf.Start start : Nmf.Start.values()) {
            Nmf trainer =
                    Nmf.kullbackLeibler().withFactors(11).withIterations(200).withStart(start);
            FactorModel model = train(trainer, matrix);
            assertNonNegative(model);
            double ofOnes = 0; // what the factors 1 would cost
            for (double[] row : v) {
                for (double value : row) {
                    ofOnes += value == 0 ? 11 : value * Math.log(value / 11) - value + 11;
                }
            }
            assertThat(trainer.objective(matrix, model)).as("%s", start).isLessThanOrEqualTo(0.2 * ofOnes);
        }
    }

    @ParameterizedTest
    @EnumSource(Nmf.Loss.class)
    void aMatrixWithoutEntriesGivesZeros(Nmf.Loss loss) {
        for (Nmf.Start start : Nmf.Start.values()) {
            FactorModel model = train(
                    Nmf.kullbackLeibler().withLoss(loss).withStart(start),
                    SparseMatrix.builder(3, 4).build());
            assertThat(model.userFactors().row(0)).containsOnly(0f);
            assertThat(model.itemFactors().row(3)).containsOnly(0f);
        }
    }

    @Test
    void aNegativeWeightCountsAsNone() {
        double[][] v = Matrices.ratings(12, 9, 0.4, 8);
        double[][] disliked = Matrices.ratings(12, 9, 0.4, 8);
        disliked[3][2] = -4;
        v[3][2] = 0;
        SparseMatrix matrix = Matrices.sparse(v, 9);
        SparseMatrix withDislike = Matrices.sparse(disliked, 9);

        FactorModel model = train(Nmf.frobenius().withFactors(3), withDislike);

        assertThat(model.userFactors())
                .isEqualTo(train(Nmf.frobenius().withFactors(3), matrix).userFactors());
        assertThat(Nmf.reconstructionError(withDislike, model)).isEqualTo(Nmf.reconstructionError(matrix, model));
    }

    @ParameterizedTest
    @EnumSource(Nmf.Solver.class)
    void weightsNearTheLargestFloatAreRefused(Nmf.Solver solver) {
        double[][] v = Matrices.ratings(12, 9, 0.4, 8);
        for (double[] row : v) {
            for (int i = 0; i < 9; i++) {
                row[i] *= 6e37;
            }
        }
        for (Nmf.Start start : Nmf.Start.values()) {
            Nmf trainer = Nmf.frobenius().withFactors(3).withSolver(solver).withStart(start);
            assertThatThrownBy(() -> train(trainer, Matrices.sparse(v, 9)))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageStartingWith("nmf: ")
                    .hasMessageContaining("scale them down");
        }
    }

    @Test
    void progressIsReportedOncePerIterationWithTheError() {
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(12, 9, 0.4, 8), 9);
        List<String> heard = new ArrayList<>();
        FactorModel model = Nmf.frobenius()
                .withFactors(3)
                .withIterations(4)
                .train(
                        TrainingInput.of(matrix),
                        TrainingContext.defaults()
                                .withProgress((step, done, total, detail) ->
                                        heard.add(step + " " + done + "/" + total + " " + detail)));

        assertThat(heard).hasSize(4);
        String last = heard.get(3);
        assertThat(last).startsWith("nmf iteration 4/4 reconstruction error ");
        assertThat(Double.parseDouble(last.substring(last.lastIndexOf(' '))))
                .isCloseTo(Nmf.reconstructionError(matrix, model), within(1e-3));
    }

    @Test
    void progressShowsTheDivergenceOfTheNewUsersAndTheOldItems() {
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(12, 9, 0.4, 8), 9);
        Nmf trainer = Nmf.kullbackLeibler().withFactors(3);
        List<Double> heard = new ArrayList<>();
        trainer.withIterations(40)
                .train(
                        TrainingInput.of(matrix),
                        TrainingContext.defaults()
                                .withProgress((step, done, total, detail) ->
                                        heard.add(Double.parseDouble(detail.substring("divergence ".length())))));

        for (int iteration : new int[] {2, 5, 40}) {
            double after = trainer.objective(matrix, train(trainer.withIterations(iteration), matrix));
            double before = trainer.objective(matrix, train(trainer.withIterations(iteration - 1), matrix));
            assertThat(heard.get(iteration - 1)).isBetween(after - 1e-3, before + 1e-3);
        }
    }

    @Test
    void cancellationEndsTraining() {
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(12, 9, 0.4, 8), 9);
        AtomicInteger iterations = new AtomicInteger();
        TrainingContext context = TrainingContext.defaults()
                .withProgress((step, done, total, detail) -> iterations.incrementAndGet())
                .withCancellation(() -> iterations.get() == 2);

        assertThatThrownBy(() -> Nmf.frobenius().train(TrainingInput.of(matrix), context))
                .isInstanceOf(CancelledException.class);
        assertThat(iterations).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(Nmf.Solver.class)
    void aToleranceEndsTrainingEarly(Nmf.Solver solver) {
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(30, 20, 0.4, 8), 20);
        AtomicInteger iterations = new AtomicInteger();
        Nmf.frobenius()
                .withFactors(2)
                .withIterations(1000)
                .withSolver(solver)
                .withTolerance(1e-2)
                .train(
                        TrainingInput.of(matrix),
                        TrainingContext.defaults()
                                .withProgress((step, done, total, detail) -> iterations.incrementAndGet()));
        assertThat(iterations.get()).isBetween(2, 900);
    }

    @Test
    void parametersAreReadFromTextAndShownAgain() {
        Map<String, String> values = Map.of(
                "factors", "5",
                "iterations", "7",
                "loss", "kullback-leibler",
                "solver", "multiplicative-updates",
                "start", "nndsvd",
                "regularization", "0.25",
                "itemRegularization", "0.125",
                "l1Ratio", "0.75",
                "tolerance", "0.001",
                "seed", "-3");
        Nmf config = Nmf.ALGORITHM.parameters().parse(values);

        assertThat(Nmf.ALGORITHM.parameters().describe(config)).containsExactlyInAnyOrderEntriesOf(values);
        assertThat(config.solver()).isEqualTo(Nmf.Solver.MULTIPLICATIVE_UPDATES);
        assertThat(config.start()).isEqualTo(Nmf.Start.NNDSVD);
        assertThat(config.itemRegularization()).hasValue(0.125);
        assertThat(Nmf.ALGORITHM
                        .parameters()
                        .with(config, "itemRegularization", "same")
                        .itemRegularization())
                .isEmpty();
        assertThat(Nmf.ALGORITHM.parameters().describe(Nmf.frobenius())).containsEntry("itemRegularization", "same");
        assertThatThrownBy(() -> Nmf.ALGORITHM.trainer(Map.of("alpha", "1")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "factors, iterations, loss, solver, start, regularization, itemRegularization, l1Ratio, "
                                + "tolerance, seed");
    }

    @Test
    void theDivergenceIsNotMinimisedByCoordinateDescent() {
        Nmf impossible = Nmf.frobenius().withLoss(Nmf.Loss.KULLBACK_LEIBLER);
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(5, 4, 0.5, 2), 4);
        assertThatThrownBy(() -> train(impossible, matrix))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("loss")
                .hasMessageContaining("set solver=multiplicative-updates or loss=frobenius");
        assertThatThrownBy(() -> Nmf.ALGORITHM.trainer(Map.of("loss", "kullback-leibler")))
                .isInstanceOf(DataException.class);
        assertThat(Nmf.ALGORITHM.trainer(Map.of("loss", "kullback-leibler", "solver", "multiplicative-updates")))
                .hasToString(Nmf.kullbackLeibler().toString());
    }

    @Test
    void aPenaltyThatOutweighsTheDataGivesZeros() {
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(12, 9, 0.4, 8), 9);
        FactorModel model =
                train(Nmf.frobenius().withFactors(3).withRegularization(100).withL1Ratio(1), matrix);
        assertNonNegative(model);
        assertThat(model.userFactors().row(0)).containsOnly(0f);
        assertThat(model.forHistory(History.of(2)).isInformed()).isFalse();
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Nmf.frobenius().withRegularization(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("regularization must be at least 0 and finite but was -1.0");
        assertThatThrownBy(() -> Nmf.frobenius().withItemRegularization(Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Nmf.frobenius().withL1Ratio(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("l1Ratio must be between 0 and 1 but was 1.5");
        assertThatThrownBy(() -> Nmf.ALGORITHM.trainer(Map.of("itemRegularization", "-0.5")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("same | number, at least 0");
        assertThatThrownBy(() -> Nmf.frobenius().withFactors(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("factors must be between 1 and 4096 but was 0");
        assertThatThrownBy(() -> Nmf.frobenius().withIterations(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Nmf.frobenius().withTolerance(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tolerance must be between 0 and 1 but was NaN");
    }

    @Test
    void theEstimateGrowsWithTheDataAndHoldsTheModel() {
        Nmf trainer = Nmf.frobenius().withFactors(64);
        DataShape shape = DataShape.of(1_000_000, 100_000, 50_000_000L);
        assertThat(trainer.estimate(shape, TrainingContext.defaults()).bytes())
                .isGreaterThan(4L * 64 * 1_100_000 + 8L * 50_000_000);
        assertThat(trainer.estimate(shape, TrainingContext.defaults()).operations())
                .isGreaterThan(50 * 4.0 * 64 * 50_000_000);
        assertThat(trainer.withStart(Nmf.Start.RANDOM)
                        .estimate(shape, TrainingContext.defaults())
                        .bytes())
                .isLessThan(trainer.estimate(shape, TrainingContext.defaults()).bytes());
        assertThat(trainer.estimate(DataShape.of(0, 0, 0), TrainingContext.defaults())
                        .bytes())
                .isNotNegative();
    }

    private static void assertNonNegative(FactorModel model) {
        for (FactorMatrix side : List.of(model.userFactors(), model.itemFactors())) {
            for (int row = 0; row < side.rows(); row++) {
                for (float value : side.row(row)) {
                    assertThat(value).isNotNegative().isFinite();
                }
            }
        }
    }
}
