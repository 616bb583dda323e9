package dev.recsys.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.recsys.data.DataShape;
import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.FittedWeighting;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewItemsTest {

    /** Ann likes item 10 (first factor), bob item 20 (second factor). */
    private static ModelBundle<String, Integer> bundle() {
        FactorMatrixBuilder users = FactorMatrix.builder(2, 2);
        users.setRow(0, new float[] {1, 0}, 0);
        users.setRow(1, new float[] {0, 1}, 0);
        FactorMatrixBuilder items = FactorMatrix.builder(2, 2);
        items.setRow(0, new float[] {1, 0}, 0);
        items.setRow(1, new float[] {0, 1}, 0);
        Dataset<String, Integer> data = Dataset.of(
                        IdIndex.of(IdType.STRING, List.of("ann", "bob")),
                        IdIndex.of(IdType.INT, List.of(10, 20)),
                        SparseMatrix.builder(2, 2)
                                .appendRow(new int[] {0}, new float[] {1}, 1)
                                .appendRow(new int[] {1}, new float[] {1}, 1)
                                .build())
                .withWeighting(FittedWeighting.bm25(1.2, 0.5, 1, new float[] {0.25f, 0.5f}));
        FactorMatrix fixed = users.build();
        FactorModel model = FactorModel.of(ModelInfo.of("mine", Map.of(), DataShape.of(2, 2, 2)), fixed, items.build())
                .withItemFoldIn((takers, out) -> {
                    for (int i = 0; i < takers.size(); i++) {
                        for (int f = 0; f < out.length; f++) {
                            out[f] += takers.weight(i) * fixed.get(takers.item(i), f);
                        }
                    }
                });
        return ModelBundle.of(model, data);
    }

    @Test
    void aNewItemIsRecommendedToThoseLikeItsTakers() {
        ModelBundle<String, Integer> more =
                bundle().withNewItems(Map.of(5, Map.of("bob", 2f, "nobody", 9f), 15, Map.of()));

        assertThat(more.items().size()).isEqualTo(4);
        assertThat(Recommender.of(more).recommend("ann", 4))
                .extracting(Recommendation::item)
                .containsExactly(5, 15, 20);
        assertThat(more.model().forUser(1).topK(4, ItemMask.all(4)).items()).containsExactly(0, 3, 1, 2);
    }

    @Test
    void everyPartMovesWithItsItem() {
        ModelBundle<String, Integer> more =
                bundle().withNewItems(Map.of(5, Map.of("bob", 2f), 15, Map.of("ann", 1f, "bob", -1f)));

        assertThat(more.seenBy("ann")).containsExactly(1, 2);
        assertThat(more.seenBy("bob")).containsExactly(0, 2, 3);
        assertThat(List.of(more.popularity(0), more.popularity(1), more.popularity(2), more.popularity(3)))
                .containsExactly(1, 1, 1, 1);
        assertThat(more.history(1)).contains(History.of(3));
        float one = FittedWeighting.idf(2, 1);
        assertThat(more.weighting().idf()).containsExactly(one, 0.25f, FittedWeighting.idf(2, 2), 0.5f);
        assertThat(more.info().shape()).isEqualTo(DataShape.of(2, 4, 2));
    }

    @Test
    void takersWithoutARowHaveSeenTheItemToo() {
        ModelBundle<String, Integer> more =
                bundle().withNewItems(Map.of(5, Map.of("bob", 2f, "zoe", 1f), 15, Map.of("zoe", 1f)));

        assertThat(more.seenBy("zoe")).containsExactly(0, 2);
        assertThat(more.withNewItems(Map.of(12, Map.of("eve", 1f))).seenBy("zoe"))
                .containsExactly(0, 3);
        assertThat(more.withNewItems(Map.of(12, Map.of("eve", 1f))).seenBy("eve"))
                .containsExactly(2);
    }

    @Test
    void anItemThatIsKnownIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bundle().withNewItems(Map.of(10, Map.of("bob", 1f))))
                .withMessageContaining("item 10 is in the model already");
    }

    @Test
    void aModelThatCannotSaysSo() {
        ModelBundle<String, Integer> bundle = bundle();
        ModelInfo info = bundle.info();
        ModelBundle<String, Integer> scores = bundle.withModel(ItemScoresModel.of(info, new float[2]));

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> scores.withNewItems(Map.of(5, Map.of("bob", 1f))))
                .withMessageContaining("cannot take in new items");
    }
}
