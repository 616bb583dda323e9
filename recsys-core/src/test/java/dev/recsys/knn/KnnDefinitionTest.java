package dev.recsys.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.data.SparseMatrix;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.Model;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training and scoring are compared with a plain computation over all cells. */
class KnnDefinitionTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "7, 1", "5, 3", "33, 17", "64, 65", "129, 41", "31, 131"})
    void neighboursAndScoresEqualADenseComputation(int users, int items) {
        long seed = 31L * users + items;
        double[][] dense = Weights.random(users, items, 0.25, seed);
        for (Knn<ItemKnnModel> config : variants(Knn.items())) {
            ItemKnnModel model = train(config, Weights.sparse(dense, items));
            DenseKnn twin = new DenseKnn(config, DenseKnn.transposed(dense, items));
            for (int item = 0; item < items; item++) {
                assertKept(model.neighbours(), item, twin.kept(item, false), config, seed);
            }
            assertScores(model, DenseKnn.itemScores(config, dense, items), config, seed);
        }
        for (Knn<UserKnnModel> config : variants(Knn.users())) {
            UserKnnModel model = train(config, Weights.sparse(dense, items));
            DenseKnn twin = new DenseKnn(config, dense);
            for (int user = 0; user < users; user++) {
                assertKept(model.neighbours(), user, twin.kept(user, true), config, seed);
            }
            assertScores(model, DenseKnn.userScores(config, dense, items), config, seed);
        }
    }

    private static <M extends Model> List<Knn<M>> variants(Knn<M> defaults) {
        List<Knn<M>> variants = new ArrayList<>();
        for (Similarity similarity : Similarity.values()) {
            for (VectorWeighting weighting : VectorWeighting.values()) {
                Knn<M> config = defaults.withSimilarity(similarity).withVectorWeighting(weighting);
                variants.add(config);
                variants.add(config.withShrinkage(0).withNeighbours(4));
                variants.add(config.withMinOverlap(2).withAsymmetry(0.3));
            }
        }
        variants.add(defaults.withVectorK1(0));
        variants.add(defaults.withVectorB(1).withVectorK1(2).withAsymmetry(1));
        return variants;
    }

    private static <M extends Model> M train(Knn<M> config, SparseMatrix matrix) {
        return config.train(
                TrainingInput.of(matrix), TrainingContext.defaults().withParallelism(Parallelism.threads(2)));
    }

    private static void assertKept(SparseMatrix neighbours, int row, double[] expected, Knn<?> config, long seed) {
        for (int other = 0; other < expected.length; other++) {
            assertThat((double) neighbours.value(row, other))
                    .as("seed %d, %s: similarity of %d to %d", seed, config, other, row)
                    .isCloseTo(expected[other], within(1e-5 * Math.max(1, expected[other])));
        }
    }

    private static void assertScores(Model model, double[][] expected, Knn<?> config, long seed) {
        for (int user = 0; user < expected.length; user++) {
            float[] scores = Weights.scores(model.forUser(user), expected[user].length);
            for (int item = 0; item < scores.length; item++) {
                assertThat((double) scores[item])
                        .as("seed %d, %s: user %d, item %d", seed, config, user, item)
                        .isCloseTo(expected[user][item], within(1e-4 * Math.max(1, Math.abs(expected[user][item]))));
            }
        }
    }
}
