package dev.recsys.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetTest {

    private static final IdIndex<String> USERS = IdIndex.of(IdType.STRING, List.of("ann", "bob"));
    private static final IdIndex<Integer> ITEMS = IdIndex.of(IdType.INT, List.of(10, 20, 30));

    private static final SparseMatrix WEIGHTS = SparseMatrix.builder(2, 3)
            .appendRow(new int[] {0, 2}, new float[] {1, -1}, 2)
            .appendRow(new int[] {0, 1}, new float[] {2, 3}, 2)
            .build();

    @Test
    void whatIsStoredIsSeen() {
        Dataset<String, Integer> data = Dataset.of(USERS, ITEMS, WEIGHTS);

        assertThat(data.seen().of(0)).containsExactly(0, 2);
        assertThat(data.seen().contains(1, 1)).isTrue();
        assertThat(data.seen().contains(1, 2)).isFalse();
        assertThat(data.seen().count(1)).isEqualTo(2);
        assertThat(data.seen().toMatrix().isPattern()).isTrue();
        assertThat(data.shape()).isEqualTo(DataShape.of(2, 3, 4));
        assertThat(data.weighting()).isEqualTo(FittedWeighting.linear());
        assertThat(data.fingerprint()).isEmpty();
        assertThat(data).hasToString("2 users x 3 items, 4 pairs");
    }

    @Test
    void popularityCountsUsersWithAPositiveWeight() {
        assertThat(Dataset.of(USERS, ITEMS, WEIGHTS).popularity()).containsExactly(2, 1, 0);
        assertThat(Dataset.of(USERS, ITEMS, WEIGHTS.toPattern()).popularity()).containsExactly(2, 1, 1);
    }

    @Test
    void matricesMustBeUsersTimesItems() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(USERS, ITEMS, WEIGHTS.transpose()))
                .withMessage("interactions must be 2 x 3 (users x items) but is 3 x 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(USERS, ITEMS, WEIGHTS)
                        .withSeen(SeenItems.of(SparseMatrix.patternBuilder(2, 4).build())))
                .withMessage("seen must be 2 x 3 (users x items) but is 2 x 4");
    }

    @Test
    void aFittedWeightingMustKnowEveryItem() {
        Dataset<String, Integer> data = Dataset.of(USERS, ITEMS, WEIGHTS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.withWeighting(FittedWeighting.bm25(1.2, 0.75, 1, new float[2])))
                .withMessage("the weighting has statistics of 2 items but there are 3");
        assertThat(data.withWeighting(FittedWeighting.bm25(1.2, 0.75, 1, new float[3]))
                        .weighting()
                        .kind())
                .isEqualTo(Weighting.BM25);
    }

    @Test
    void copiesDifferInOneThing() {
        Dataset<String, Integer> data = Dataset.of(USERS, ITEMS, WEIGHTS);
        Map<String, String> config = new LinkedHashMap<>(Map.of("weighting", "log"));
        Dataset<String, Integer> told = data.withOrigin("abc", config);
        config.put("weighting", "binary");

        assertThat(told.fingerprint()).isEqualTo("abc");
        assertThat(told.featureConfig()).isEqualTo(Map.of("weighting", "log"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> told.featureConfig().put("a", "b"));
        assertThat(told).isNotEqualTo(data).hasSameHashCodeAs(data);
        assertThat(data.withWeighting(FittedWeighting.binary())).isNotEqualTo(data);
        assertThat(data.withSeen(SeenItems.of(SparseMatrix.patternBuilder(2, 3).build())))
                .isNotEqualTo(data);
        assertThat(Dataset.of(USERS, ITEMS, WEIGHTS)).isEqualTo(data);
    }

    @Test
    void shapesAreNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> DataShape.of(-1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> DataShape.of(0, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> DataShape.of(0, 0, -1));
    }

    @Test
    void seenItemsTakePlacesAndNotValues() {
        SeenItems seen = SeenItems.of(WEIGHTS);

        assertThat(seen).isEqualTo(SeenItems.of(WEIGHTS.toPattern())).hasToString("seen: 2 x 3, 4 entries");
        assertThat(seen.users()).isEqualTo(2);
        assertThat(seen.items()).isEqualTo(3);
    }
}
