package dev.recsys.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.TrainingException;
import dev.recsys.data.DataShape;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.Contributions;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnnModelsTest {

    /** Users 0 and 1 have items 0 and 1, users 2 and 3 items 2 and 3; user 3 dislikes item 0, user 4 has nothing. */
    private static final SparseMatrix TWO_TASTES = Weights.sparse(
            new double[][] {{1, 1, 0, 0, 0}, {2, 1, 0, 0, 0}, {0, 0, 1, 3, 0}, {-1, 0, 1, 1, 0}, {0, 0, 0, 0, 0}}, 5);

    private static final Knn<ItemKnnModel> COSINE_OF_ITEMS =
            Knn.items().withVectorWeighting(VectorWeighting.NONE).withShrinkage(0);

    private static final Knn<UserKnnModel> COSINE_OF_USERS =
            Knn.users().withVectorWeighting(VectorWeighting.NONE).withShrinkage(0);

    @Test
    void itemsByHand() {
        ItemKnnModel model = train(COSINE_OF_ITEMS, TWO_TASTES);
        float cosine = (float) (3 / Math.sqrt(6 * 2)); // of items 0 and 1: (1, 2, 0, -1) and (1, 1, 0, 0)
        assertThat(model.neighbours().value(0, 1)).isEqualTo(cosine);
        assertThat(model.neighbours().columnsOf(0))
                .as("items 2 and 3 are opposed to item 0")
                .containsExactly(1);
        assertThat(Weights.scores(model.forUser(1), 5)).containsExactly(cosine, 2 * cosine, 0, 0, 0);
        assertThat(Weights.scores(model.forHistory(History.of(0)), 5)).containsExactly(0, cosine, 0, 0, 0);
    }

    @Test
    void dislikedItemLowersWhatIsSimilarToIt() {
        ItemKnnModel model = train(COSINE_OF_ITEMS, TWO_TASTES);
        History dislike = History.of(new int[] {0}, new float[] {-1}, 1);
        assertThat(Weights.scores(model.forHistory(dislike), 5)[1]).isNegative();
        assertThat(model.forHistory(dislike).isInformed())
                .as("nothing speaks for any item")
                .isFalse();
        assertThat(model.forUser(3).isInformed()).isTrue();
    }

    @Test
    void whereNothingOverlapsNothingIsKnown() {
        ItemKnnModel items = train(COSINE_OF_ITEMS, TWO_TASTES);
        assertThat(items.forUser(4).isInformed()).isFalse();
        assertThat(items.forItem(4).isInformed()).isFalse();
        assertThat(items.forItem(0).isInformed()).isTrue();
        assertThat(items.forHistory(History.of(4)).isInformed()).isFalse();
        UserKnnModel users = train(COSINE_OF_USERS, TWO_TASTES);
        assertThat(users.forUser(4).isInformed()).isFalse();
        assertThat(users.forUser(0).isInformed()).isTrue();
        assertThat(users.forHistory(History.of()).isInformed()).isFalse();
        assertThat(users.forHistory(History.of(4)).isInformed()).isFalse();
    }

    @Test
    void itemIsAsSimilarToItselfAsItsNearestNeighbourAndOneAtLeast() {
        ItemKnnModel dots = train(COSINE_OF_ITEMS.withSimilarity(Similarity.DOT), TWO_TASTES);
        TopK best = dots.forItem(2).topK(2, ItemMask.all(5));
        assertThat(best.items()).containsExactly(2, 3);
        assertThat(best.score(0)).isEqualTo(best.score(1)).isEqualTo(4);
        TopK shrunk =
                train(COSINE_OF_ITEMS.withShrinkage(100), TWO_TASTES).forItem(2).topK(1, ItemMask.all(5));
        assertThat(shrunk).hasToString("[2:1.0]");
    }

    @Test
    void similaritiesOfSomeItemsAreThoseOfTheRanking() {
        ItemKnnModel model = train(COSINE_OF_ITEMS.withSimilarity(Similarity.DOT), TWO_TASTES);
        for (int item = 0; item < 5; item++) {
            TopK ranking = model.forItem(item).topK(5, ItemMask.all(5));
            float[] scores = new float[5];
            model.forItem(item).scores(ranking.items(), 5, scores);
            for (int place = 0; place < 5; place++) {
                assertThat(scores[place]).isEqualTo(ranking.score(place));
            }
        }
    }

    @Test
    void equallySimilarNeighboursAreKeptByPosition() {
        SparseMatrix same = Weights.sparse(new double[][] {{1, 1, 1, 1, 1}, {1, 1, 1, 1, 1}}, 5);
        ItemKnnModel model = train(COSINE_OF_ITEMS.withNeighbours(2), same);
        assertThat(model.neighbours().columnsOf(0)).containsExactly(1, 2);
        assertThat(model.neighbours().columnsOf(4)).containsExactly(0, 1);
    }

    @Test
    void neighboursNeedTheSmallestOverlap() {
        ItemKnnModel model = train(COSINE_OF_ITEMS.withMinOverlap(3), TWO_TASTES);
        assertThat(model.neighbours().entries()).isZero();
        assertThat(train(COSINE_OF_ITEMS.withMinOverlap(2), TWO_TASTES)
                        .neighbours()
                        .entries())
                .isEqualTo(4);
    }

    @Test
    void similarUsersAreRankedWithoutTheUser() {
        UserKnnModel model = train(COSINE_OF_USERS.withNeighbours(1), TWO_TASTES);
        assertThat(model.similarUsers(0, 10).items())
                .as("user 3 dislikes what user 0 likes")
                .containsExactly(1);
        assertThat(model.similarUsers(2, 10).items()).containsExactly(3);
        assertThat(model.similarUsers(4, 10).size()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> model.similarUsers(0, 0));
    }

    @Test
    void knownUserAndTheSameHistoryGetTheSameBits() {
        double[][] dense = Weights.random(60, 40, 0.2, 5);
        SparseMatrix matrix = Weights.sparse(dense, 40);
        for (Similarity similarity : Similarity.values()) {
            requireSame(train(Knn.items().withSimilarity(similarity).withNeighbours(7), matrix), matrix);
            requireSame(train(Knn.users().withSimilarity(similarity).withNeighbours(7), matrix), matrix);
        }
    }

    private static void requireSame(Model model, SparseMatrix matrix) {
        for (int user = 0; user < matrix.rows(); user++) {
            assertThat(Weights.scores(model.forHistory(History.ofRow(matrix, user)), matrix.columns()))
                    .isEqualTo(Weights.scores(model.forUser(user), matrix.columns()));
        }
    }

    @Test
    void explanationNamesTheItemsThatShareUsersWithIt() {
        ItemKnnModel items = train(COSINE_OF_ITEMS, TWO_TASTES);
        Contributions why = items.explain(History.of(0, 2, 4), 1);
        assertThat(why.size()).isOne();
        assertThat(why.item(0)).isZero();
        assertThat(why.score()).isEqualTo(items.neighbours().value(1, 0));
        UserKnnModel users = train(COSINE_OF_USERS, TWO_TASTES);
        Contributions because = users.explain(History.of(0, 2), 3);
        Query query = users.forHistory(History.of(0, 2));
        assertThat(because.score()).isCloseTo(Weights.scores(query, 5)[3], within(1e-6));
        assertThat(because.item(0)).as("users with item 2 have item 3").isEqualTo(2);
    }

    @Test
    void newItemHasTheNeighboursThatTrainingWouldHaveFound() {
        double[][] dense = Weights.random(50, 21, 0.3, 8);
        Knn<ItemKnnModel> config =
                Knn.items().withVectorWeighting(VectorWeighting.NONE).withNeighbours(21);
        ItemKnnModel whole = train(config, Weights.sparse(dense, 21));
        double[][] less = Arrays.stream(dense)
                .map(row -> IntStream.range(0, 21)
                        .filter(i -> i != 0 && i != 9)
                        .mapToDouble(i -> row[i])
                        .toArray())
                .toArray(double[][]::new);
        SparseMatrix byItem = Weights.sparse(dense, 21).transpose();
        ItemKnnModel extended = train(config, Weights.sparse(less, 19))
                .withItems(new int[] {0, 9}, List.of(History.ofRow(byItem, 0), History.ofRow(byItem, 9)));
        assertThat(extended.info().items()).isEqualTo(21);
        for (int item = 0; item < 21; item++) {
            for (int other = 0; other < 21; other++) {
                boolean toNew = other == 0 || other == 9;
                assertThat(extended.neighbours().value(item, other))
                        .as("item %d, neighbour %d", item, other)
                        .isEqualTo(toNew ? 0 : whole.neighbours().value(item, other));
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> extended.withItems(new int[] {3, 3}, List.of(History.of(), History.of())))
                .withMessage("positions of new items must ascend but 3 follows 3");
        assertThatIllegalArgumentException().isThrownBy(() -> extended.withItems(new int[] {3}, List.of()));
    }

    @Test
    void similaritiesThatOverflowAreRefusedInTrainingAndCutInAHistory() {
        SparseMatrix huge = Weights.sparse(new double[][] {{1e30, 1e30, 0}, {1e30, 1e30, 0}, {0, 0, 1}}, 3);
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> train(COSINE_OF_ITEMS.withSimilarity(Similarity.DOT), huge))
                .withMessage("item-knn: a similarity is larger than a 32-bit float holds;"
                        + " use similarity cosine, or scale the weights down");
        assertThat(train(COSINE_OF_ITEMS, huge).neighbours().value(0, 1)).isCloseTo(1, within(1e-6f));
        UserKnnModel users = train(COSINE_OF_USERS.withSimilarity(Similarity.DOT), TWO_TASTES);
        History loud = History.of(new int[] {2}, new float[] {Float.MAX_VALUE}, 1);
        assertThat(Weights.scores(users.forHistory(loud), 5)).contains(Float.MAX_VALUE);
    }

    @Test
    void moreNeighboursNeedMoreMemory() {
        DataShape shape = DataShape.of(10_000, 5_000, 1_000_000);
        TrainingContext context = TrainingContext.defaults();
        long few = Knn.items().withNeighbours(10).estimate(shape, context).bytes();
        long many = Knn.items().withNeighbours(1000).estimate(shape, context).bytes();
        assertThat(many - few).isGreaterThanOrEqualTo(24L * 5_000 * 990);
        long all = Knn.items().withNeighbours(100_000).estimate(shape, context).bytes();
        assertThat(all).as("no item has more neighbours than there are items").isLessThan(24L * 5_000 * 6_000);
    }

    @Test
    void settingsOutOfRangeAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Knn.items().withNeighbours(0))
                .withMessageContaining("neighbours must be between 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Knn.users().withShrinkage(Double.NaN))
                .withMessageContaining("shrinkage");
        assertThat(Knn.items().withNeighbours(111).toString()).startsWith("item-knn {neighbours=111, ");
    }

    private static <M extends Model> M train(Knn<M> config, SparseMatrix matrix) {
        return config.train(TrainingInput.of(matrix), TrainingContext.defaults());
    }
}
