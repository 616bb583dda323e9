package dev.recsys.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.FactorModel;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Training is compared with a plain computation over all cells. */
class NmfDefinitionTest {

    @ParameterizedTest
    @CsvSource({
        "COORDINATE_DESCENT, 1, 1, 1",
        "COORDINATE_DESCENT, 7, 5, 3",
        "COORDINATE_DESCENT, 33, 65, 9",
        "COORDINATE_DESCENT, 300, 41, 17",
        "MULTIPLICATIVE_UPDATES, 1, 1, 1",
        "MULTIPLICATIVE_UPDATES, 7, 5, 3",
        "MULTIPLICATIVE_UPDATES, 33, 65, 9",
        "MULTIPLICATIVE_UPDATES, 300, 41, 17"
    })
    void sparseTrainingEqualsADenseComputation(Nmf.Solver solver, int rows, int columns, int factors) {
        double[][] v = Matrices.ratings(rows, columns, rows == 1 ? 1 : 0.3, 5);
        SparseMatrix matrix = Matrices.sparse(v, columns);
        Nmf trainer = Nmf.frobenius()
                .withFactors(factors)
                .withIterations(4)
                .withSolver(solver)
                .withStart(Nmf.Start.RANDOM)
                .withSeed(11);
        double[][] w = start(matrix, rows, factors, RandomStart.Side.USERS);
        double[][] h = start(matrix, columns, factors, RandomStart.Side.ITEMS);
        for (int iteration = 0; iteration < 4; iteration++) {
            DenseTwin.iterate(v, w, h, solver);
        }

        FactorModel model = trainer.train(TrainingInput.of(matrix), TrainingContext.defaults());

        assertClose(model.userFactors(), w);
        assertClose(model.itemFactors(), h);
        assertThat(Nmf.reconstructionError(matrix, model)).isCloseTo(DenseTwin.error(v, w, h), within(1e-3));
    }

    @ParameterizedTest
    @EnumSource(Nmf.Solver.class)
    void theErrorNeverGrowsFromOneIterationToTheNext(Nmf.Solver solver) {
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(60, 47, 0.2, 3), 47);
        for (Nmf.Start start : Nmf.Start.values()) {
            Nmf trainer = Nmf.frobenius().withFactors(7).withSolver(solver).withStart(start);
            double previous = Double.MAX_VALUE;
            for (int iterations = 1; iterations <= 25; iterations++) {
                FactorModel model =
                        trainer.withIterations(iterations).train(TrainingInput.of(matrix), TrainingContext.defaults());
                double error = Nmf.reconstructionError(matrix, model);
                assertThat(error)
                        .as("%s, %s, iteration %s", solver, start, iterations)
                        .isLessThan(previous + 1e-4);
                previous = error;
            }
        }
    }

    private static double[][] start(SparseMatrix matrix, int rows, int factors, RandomStart.Side side) {
        double mean = MatrixSums.of(matrix).total() / ((double) matrix.rows() * matrix.columns());
        FactorMatrixBuilder builder = FactorMatrix.builder(rows, factors);
        RowTasks tasks = new RowTasks(TrainingContext.defaults(), factors, 0);
        RandomStart.fill(builder, side, 11, Math.sqrt(mean / factors), tasks);
        return Matrices.dense(builder.build());
    }

    private static void assertClose(FactorMatrix actual, double[][] expected) {
        for (int row = 0; row < expected.length; row++) {
            for (int f = 0; f < expected[row].length; f++) {
                assertThat((double) actual.get(row, f))
                        .as("row %s, factor %s", row, f)
                        .isCloseTo(expected[row][f], within(2e-4 * (1 + expected[row][f])));
            }
        }
    }
}
