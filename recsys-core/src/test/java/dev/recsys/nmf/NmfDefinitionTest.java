package dev.recsys.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.FactorModel;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training is compared with a plain computation over all cells. */
@Tag("vector")
class NmfDefinitionTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "7, 5, 3", "33, 65, 9", "300, 41, 17"})
    void sparseTrainingEqualsADenseComputation(int rows, int columns, int factors) {
        double[][] v = Matrices.ratings(rows, columns, rows == 1 ? 1 : 0.3, 5);
        SparseMatrix matrix = Matrices.sparse(v, columns);
        for (Nmf setting : settings()) {
            Nmf trainer = setting.withFactors(factors)
                    .withIterations(4)
                    .withStart(Nmf.Start.RANDOM)
                    .withSeed(11);
            DenseTwin twin = new DenseTwin(trainer, v);
            double[][] w = start(matrix, rows, factors, RandomStart.Side.USERS);
            double[][] h = start(matrix, columns, factors, RandomStart.Side.ITEMS);
            for (int iteration = 0; iteration < 4; iteration++) {
                twin.iterate(w, h);
                clearEmpty(matrix, w);
                clearEmpty(matrix.transpose(), h);
            }

            FactorModel model = trainer.train(TrainingInput.of(matrix), TrainingContext.defaults());

            assertClose(trainer, model.userFactors(), w);
            assertClose(trainer, model.itemFactors(), h);
            double expected = twin.objective(w, h);
            assertThat(trainer.objective(matrix, model))
                    .as("%s", trainer)
                    .isCloseTo(expected, within(1e-3 + 1e-5 * expected));
        }
    }

    /** Both losses and solvers, without penalties, with either and with both, and with one for each side. */
    static List<Nmf> settings() {
        List<Nmf> settings = new ArrayList<>();
        for (Nmf plain : List.of(
                Nmf.frobenius(),
                Nmf.frobenius().withSolver(Nmf.Solver.MULTIPLICATIVE_UPDATES),
                Nmf.kullbackLeibler())) {
            settings.add(plain);
            settings.add(plain.withRegularization(0.01));
            settings.add(plain.withRegularization(0.01).withL1Ratio(1));
            settings.add(
                    plain.withRegularization(0.01).withItemRegularization(0).withL1Ratio(0.5));
            settings.add(plain.withItemRegularization(0.02).withL1Ratio(0.3));
        }
        return settings;
    }

    /** The trainer leaves out rows without entries at once; the twin's L2 penalties only shrink them. */
    private static void clearEmpty(SparseMatrix matrix, double[][] side) {
        for (int row = 0; row < side.length; row++) {
            if (matrix.rowLength(row) == 0) {
                Arrays.fill(side[row], 0);
            }
        }
    }

    @Test
    void theObjectiveNeverGrowsFromOneIterationToTheNext() {
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(60, 47, 0.2, 3), 47);
        for (Nmf setting : settings()) {
            for (Nmf.Start start : Nmf.Start.values()) {
                Nmf trainer = setting.withFactors(7).withStart(start);
                double previous = Double.MAX_VALUE;
                for (int iterations = 1; iterations <= 25; iterations += 3) {
                    FactorModel model = trainer.withIterations(iterations)
                            .train(TrainingInput.of(matrix), TrainingContext.defaults());
                    double objective = trainer.objective(matrix, model);
                    assertThat(objective)
                            .as("%s, iteration %s", trainer, iterations)
                            .isLessThan(previous + 1e-2);
                    previous = objective;
                }
            }
        }
    }

    @Test
    void penaltiesMakeFactorsSmall() {
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(60, 47, 0.2, 3), 47);
        for (Nmf plain : List.of(Nmf.frobenius(), Nmf.kullbackLeibler())) {
            Nmf small = plain.withFactors(7).withStart(Nmf.Start.RANDOM);
            double without = squares(small, matrix);
            assertThat(squares(small.withRegularization(0.03), matrix))
                    .as("L2, %s", plain.loss())
                    .isLessThan(0.9 * without);
            assertThat(squares(small.withRegularization(0.03).withL1Ratio(1), matrix))
                    .as("L1, %s", plain.loss())
                    .isLessThan(0.9 * without);
        }
    }

    private static double squares(Nmf trainer, SparseMatrix matrix) {
        FactorModel model = trainer.train(TrainingInput.of(matrix), TrainingContext.defaults());
        return Math.pow(Matrices.norm(Matrices.dense(model.userFactors())), 2)
                + Math.pow(Matrices.norm(Matrices.dense(model.itemFactors())), 2);
    }

    private static double[][] start(SparseMatrix matrix, int rows, int factors, RandomStart.Side side) {
        double mean = MatrixSums.of(matrix).total() / ((double) matrix.rows() * matrix.columns());
        FactorMatrixBuilder builder = FactorMatrix.builder(rows, factors);
        RowTasks tasks = new RowTasks(TrainingContext.defaults(), factors, 0, false);
        RandomStart.fill(builder, side, 11, Math.sqrt(mean / factors), tasks);
        return Matrices.dense(builder.build());
    }

    private static void assertClose(Nmf trainer, FactorMatrix actual, double[][] expected) {
        for (int row = 0; row < expected.length; row++) {
            for (int f = 0; f < expected[row].length; f++) {
                assertThat((double) actual.get(row, f))
                        .as("%s, row %s, factor %s", trainer, row, f)
                        .isCloseTo(expected[row][f], within(2e-4 * (1 + expected[row][f])));
            }
        }
    }
}
