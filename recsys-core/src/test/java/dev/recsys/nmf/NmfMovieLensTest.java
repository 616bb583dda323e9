package dev.recsys.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.data.SparseMatrix;
import dev.recsys.execution.Parallelism;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reconstruction errors on the ratings of MovieLens 100K, 943 x 1682, against those scikit-learn 1.9.1 reaches with the same
 * number of components and iterations, tol=0 (random starts: the mean of random_state 0, 1 and 2). The numbers come from
 * docs/how-to/train-nmf.md.
 */
class NmfMovieLensTest {

    private static final double HALF_A_PERCENT = 0.005;

    @ParameterizedTest
    @CsvSource({
        "20, 50, COORDINATE_DESCENT, NNDSVD, 837.8684",
        "20, 50, COORDINATE_DESCENT, NNDSVDA, 838.5344",
        "20, 50, COORDINATE_DESCENT, RANDOM, 837.7689",
        "20, 50, MULTIPLICATIVE_UPDATES, NNDSVDA, 842.8977"
    })
    void reachesTheErrorOfScikitLearn(int factors, int iterations, Nmf.Solver solver, Nmf.Start start, double expected)
            throws IOException {
        assertThat(error(factors, iterations, solver, start)).isCloseTo(expected, within(HALF_A_PERCENT * expected));
    }

    @ParameterizedTest
    @Tag("slow")
    @CsvSource({
        "20, 200, COORDINATE_DESCENT, NNDSVD, 837.5598",
        "20, 200, COORDINATE_DESCENT, NNDSVDA, 837.0098",
        "20, 200, COORDINATE_DESCENT, RANDOM, 836.9014",
        "20, 200, MULTIPLICATIVE_UPDATES, NNDSVDA, 838.7605",
        "20, 200, MULTIPLICATIVE_UPDATES, RANDOM, 840.6415",
        "64, 200, COORDINATE_DESCENT, NNDSVD, 761.6813",
        "64, 200, COORDINATE_DESCENT, NNDSVDA, 761.7811",
        "64, 200, COORDINATE_DESCENT, RANDOM, 761.7440",
        "64, 200, MULTIPLICATIVE_UPDATES, NNDSVDA, 770.6714",
        "64, 200, MULTIPLICATIVE_UPDATES, RANDOM, 770.4897"
    })
    void reachesTheErrorOfScikitLearnAfterManyIterations(
            int factors, int iterations, Nmf.Solver solver, Nmf.Start start, double expected) throws IOException {
        assertThat(error(factors, iterations, solver, start)).isCloseTo(expected, within(HALF_A_PERCENT * expected));
    }

    /** Loss and penalties after 100 iterations; scikit-learn's figures are on the same page. */
    @ParameterizedTest
    @Tag("slow")
    @CsvSource({
        "FROBENIUS, COORDINATE_DESCENT, 0.001, 0.001, 0, 354576.15",
        "FROBENIUS, COORDINATE_DESCENT, 0.001, 0.001, 1, 358428.01",
        "FROBENIUS, COORDINATE_DESCENT, 0.001, 0.0005, 0.5, 355201.01",
        "FROBENIUS, MULTIPLICATIVE_UPDATES, 0.001, 0.001, 0.5, 358101.31",
        "KULLBACK_LEIBLER, MULTIPLICATIVE_UPDATES, 0.0001, 0.0001, 0, 377664.91",
        "KULLBACK_LEIBLER, MULTIPLICATIVE_UPDATES, 0.0001, 0.0001, 1, 377925.21",
        "KULLBACK_LEIBLER, MULTIPLICATIVE_UPDATES, 0.0001, 0, 0.5, 377273.65"
    })
    void reachesThePenalisedLossOfScikitLearn(
            Nmf.Loss loss, Nmf.Solver solver, double users, double items, double l1Ratio, double expected)
            throws IOException {
        SparseMatrix ratings = ratings();
        Nmf trainer = Nmf.frobenius()
                .withFactors(20)
                .withIterations(100)
                .withLoss(loss)
                .withSolver(solver)
                .withRegularization(users)
                .withItemRegularization(items)
                .withL1Ratio(l1Ratio);
        TrainingContext context = TrainingContext.defaults().withParallelism(Parallelism.threads(2));
        double objective = trainer.objective(ratings, trainer.train(TrainingInput.of(ratings), context));
        assertThat(objective).isCloseTo(expected, within(HALF_A_PERCENT * expected));
    }

    private static double error(int factors, int iterations, Nmf.Solver solver, Nmf.Start start) throws IOException {
        SparseMatrix ratings = ratings();
        Nmf trainer = Nmf.frobenius()
                .withFactors(factors)
                .withIterations(iterations)
                .withSolver(solver)
                .withStart(start);
        TrainingContext context = TrainingContext.defaults().withParallelism(Parallelism.threads(2));
        return Nmf.reconstructionError(ratings, trainer.train(TrainingInput.of(ratings), context));
    }

    private static SparseMatrix ratings() throws IOException {
        String shared = System.getProperty("recsys.shared", "");
        Path file = Path.of(shared, "data", "ml-100k", "u.data.gz");
        assumeTrue(!shared.isEmpty() && Files.exists(file), "MovieLens 100K is not there: " + file);
        double[][] dense = new double[943][1682];
        for (String line : lines(file)) {
            String[] fields = line.split("\t", -1);
            dense[Integer.parseInt(fields[0]) - 1][Integer.parseInt(fields[1]) - 1] = Double.parseDouble(fields[2]);
        }
        return Matrices.sparse(dense, 1682);
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
