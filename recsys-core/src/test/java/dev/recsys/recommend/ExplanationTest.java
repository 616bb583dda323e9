package dev.recsys.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.model.Contributions;
import dev.recsys.model.ExplainableFoldIn;
import dev.recsys.model.FactorModel;
import dev.recsys.model.History;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Explanations, similar users and similar items, by id. */
class ExplanationTest {

    private static final float[][] ITEM_FACTORS = {{1, 0}, {2, 1}, {0, 3}, {1, 1}, {0, 0}};

    /** A user's factors are the weighted sum of the factors of their items, so shares are weighted products. */
    private static final ExplainableFoldIn SUM = new ExplainableFoldIn() {
        @Override
        public void solve(History history, float[] out) {
            for (int i = 0; i < history.size(); i++) {
                for (int f = 0; f < 2; f++) {
                    out[f] += history.weight(i) * ITEM_FACTORS[history.item(i)][f];
                }
            }
        }

        @Override
        public Contributions explain(History history, int row) {
            double[] shares = new double[history.size()];
            for (int i = 0; i < shares.length; i++) {
                float[] own = ITEM_FACTORS[history.item(i)];
                shares[i] = history.weight(i) * (own[0] * ITEM_FACTORS[row][0] + own[1] * ITEM_FACTORS[row][1]);
            }
            return Contributions.of(0, history.items(), shares);
        }
    };

    /** ann has 10 and 20, bob has 30, cid nothing; items 10 to 50 in the order of the factors above. */
    private static ModelBundle<String, Integer> bundle() {
        Dataset<String, Integer> data = Dataset.of(
                IdIndex.of(IdType.STRING, List.of("ann", "bob", "cid", "dan")),
                IdIndex.of(IdType.INT, List.of(10, 20, 30, 40, 50)),
                SparseMatrix.builder(4, 5)
                        .appendRow(new int[] {0, 1}, new float[] {1, 2}, 2)
                        .appendRow(new int[] {2}, new float[] {1}, 1)
                        .appendRow(new int[0], new float[0], 0)
                        .appendRow(new int[] {1}, new float[] {1}, 1)
                        .build());
        FactorModel model = FactorModel.of(
                        ModelInfo.of("factors", Map.of(), data.shape()),
                        matrix(new float[][] {{5, 2}, {0, 3}, {0, 0}, {2, 1}}),
                        matrix(ITEM_FACTORS))
                .withFoldIn(SUM);
        ItemCatalog<Integer> catalog = ItemCatalog.of(
                IdType.INT,
                List.of(
                        Item.of(10).withCategories(List.of("a")),
                        Item.of(30).withCategories(List.of("a")),
                        Item.of(40).withCategories(List.of("b"))));
        return ModelBundle.of(model, data).withCatalog(catalog);
    }

    private static FactorMatrix matrix(float[][] rows) {
        var builder = FactorMatrix.builder(rows.length, rows[0].length);
        for (int r = 0; r < rows.length; r++) {
            builder.setRow(r, rows[r], 0);
        }
        return builder.build();
    }

    private static final ModelRecommender<String, Integer> RECOMMENDER = Recommender.of(bundle());

    @Test
    void contributionsAddUpToTheScoreLargestFirst() {
        Explanation<Integer> explanation = RECOMMENDER.explain("ann", 40).orElseThrow();

        assertThat(explanation.item()).isEqualTo(40);
        assertThat(explanation.source()).isEqualTo("factors");
        assertThat(explanation.base()).isZero();
        assertThat(explanation.contributions())
                .containsExactly(new Explanation.Contribution<>(20, 6), new Explanation.Contribution<>(10, 1));
        assertThat(explanation.score()).isEqualTo(7);
        assertThat(RECOMMENDER.recommend("ann", 9).stream()
                        .filter(r -> r.item() == 40)
                        .findFirst()
                        .orElseThrow()
                        .score())
                .isCloseTo(7f, within(1e-5f));
        assertThat(explanation).isEqualTo(RECOMMENDER.explain("ann", 40).orElseThrow());
        assertThat(explanation)
                .hasToString("40 7.0 (factors): base 0.0, [Contribution[item=20, share=6.0],"
                        + " Contribution[item=10, share=1.0]]");
    }

    @Test
    void theHistoryOfTheRequestIsExplainedIfThereIsOne() {
        Request<String, Integer> request = RECOMMENDER.request("ann", 1).withHistory(Map.of(30, -2f, 99, 5f));

        Explanation<Integer> explanation = RECOMMENDER.explain(request, 20).orElseThrow();

        assertThat(explanation.contributions()).containsExactly(new Explanation.Contribution<>(30, -6));
    }

    @Test
    void whatNothingIsKnownOfHasNoExplanation() {
        assertThat(RECOMMENDER.explain("ann", 99)).as("unknown item").isEmpty();
        assertThat(RECOMMENDER.explain("eve", 40)).as("unknown user").isEmpty();
        assertThat(RECOMMENDER.explain("cid", 40)).as("uninformed user").isEmpty();
        assertThat(Recommender.of(bundle().withoutHistories()).explain("ann", 40))
                .as("histories left out")
                .isEmpty();
    }

    @Test
    void aFallbackExplainsWhatItServes() {
        ModelRecommender<String, Integer> chain =
                RECOMMENDER.orElse(request -> List.of()).orElse(Recommender.popular(bundle()));
        ModelRecommender<String, Integer> direct = RECOMMENDER.orElse(Recommender.popular(bundle()));

        Explanation<Integer> explanation = direct.explain("eve", 20).orElseThrow();

        assertThat(explanation.source()).isEqualTo("popularity");
        assertThat(explanation.base()).isEqualTo(2);
        assertThat(explanation.score()).isEqualTo(2);
        assertThat(explanation.contributions()).isEmpty();
        assertThat(direct.explain("ann", 40).orElseThrow().source()).isEqualTo("factors");
        assertThat(chain.explain("eve", 20))
                .as("a host's own recommender hides what comes after it")
                .isEmpty();
    }

    @Test
    void aModelThatCannotExplainSaysSo() {
        ModelBundle<String, Integer> plain =
                bundle().withModel(((FactorModel) bundle().model()).withFoldIn((history, out) -> {}));

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Recommender.of(plain).explain("ann", 40))
                .withMessageContaining("cannot explain");
    }

    @Test
    void similarUsersAreRankedWithoutTheUser() {
        List<SimilarUser<String>> list = RECOMMENDER.similarUsers("ann", 2);

        assertThat(list).extracting(SimilarUser::user).containsExactly("dan", "bob");
        assertThat(list).extracting(SimilarUser::rank).containsExactly(1, 2);
        assertThat(list.get(0).similarity()).isCloseTo((float) (12 / Math.sqrt(29 * 5)), within(1e-6f));
        assertThat(RECOMMENDER.similarUsers("eve", 2)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> RECOMMENDER.similarUsers("ann", 0));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Recommender.popular(bundle()).similarUsers("ann", 2));
    }

    private static List<Integer> items(List<Recommendation<Integer>> list) {
        return list.stream().map(Recommendation::item).toList();
    }

    @Test
    void severalItemsAreComparedByTheirMeanSimilarity() {
        List<Recommendation<Integer>> list = RECOMMENDER.similarItems(List.of(10, 30, 10, 99), Request.anonymous(9));

        assertThat(items(list)).containsExactly(40, 20, 50);
        assertThat(list.get(0).score()).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
        assertThat(list.get(1).score()).isCloseTo((float) (3 / Math.sqrt(5) / 2), within(1e-6f));
        assertThat(RECOMMENDER.similarItems(List.of(10), Request.anonymous(3)))
                .isEqualTo(RECOMMENDER.similarItems(10, 3));
        assertThat(RECOMMENDER.similarItems(List.of(50, 99), Request.anonymous(3)))
                .as("of an item nothing is known of, and an unknown one")
                .isEmpty();
    }

    @Test
    void similarItemsObeyTheRequest() {
        Request<String, Integer> all = Request.anonymous(9);

        assertThat(items(RECOMMENDER.similarItems(List.of(20), all))).containsExactly(40, 10, 30, 50);
        assertThat(items(RECOMMENDER.similarItems(List.of(20), all.withExcluded(List.of(10)))))
                .containsExactly(40, 30, 50);
        assertThat(items(RECOMMENDER.similarItems(List.of(20), all.withRule(ItemRule.category("a")))))
                .containsExactly(10, 30);
        assertThat(items(RECOMMENDER.similarItems(List.of(20), RECOMMENDER.request("bob", 9))))
                .as("without what bob has seen")
                .containsExactly(40, 10, 50);
        assertThat(items(RECOMMENDER.withRule(ItemRule.category("b")).similarItems(List.of(20), all)))
                .containsExactly(40);
    }
}
