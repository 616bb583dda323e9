package dev.recsys.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTest {

    private static FactorMatrix matrix(float[]... rows) {
        FactorMatrixBuilder builder = FactorMatrix.builder(rows.length, rows[0].length);
        for (int r = 0; r < rows.length; r++) {
            builder.setRow(r, rows[r], 0);
        }
        return builder.build();
    }

    private static ModelInfo info(int users, int items) {
        return ModelInfo.of("mine", Map.of("factors", "2"), DataShape.of(users, items, 4));
    }

    private static final FoldIn SUM_OF_WEIGHTS = (history, out) -> {
        for (int i = 0; i < history.size(); i++) {
            out[0] += history.weight(i);
        }
    };

    private static FactorModel model(float[]... items) {
        return FactorModel.of(info(1, items.length), matrix(new float[] {1, 2}), matrix(items))
                .withFoldIn(SUM_OF_WEIGHTS);
    }

    private static float[] scores(Query query, int items) {
        int[] all = new int[items];
        for (int i = 0; i < items; i++) {
            all[i] = i;
        }
        float[] out = new float[items];
        query.scores(all, items, out);
        return out;
    }

    @Test
    void aScoreIsTheProductOfTheFactors() {
        FactorModel model = model(new float[] {1, 0}, new float[] {0.5f, -1}, new float[] {3, 4});

        assertThat(scores(model.forUser(0), 3)).containsExactly(1, -1.5f, 11);
        assertThat(model.capabilities())
                .containsExactlyInAnyOrder(Capability.FOLD_IN, Capability.SIMILAR_ITEMS, Capability.SIMILAR_USERS);
        assertThat(model.info().users()).isEqualTo(1);
    }

    @Test
    void factorsMustFitTheInformationAndEachOther() {
        FactorMatrix two = matrix(new float[] {1, 2}, new float[] {3, 4});
        FactorMatrix wide = matrix(new float[] {1, 2, 3}, new float[] {3, 4, 5});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactorModel.of(info(3, 2), two, two))
                .withMessage("factors of 3 users and 2 items expected but got 2 x 2 factors and 2 x 2 factors");
        assertThatIllegalArgumentException().isThrownBy(() -> FactorModel.of(info(2, 3), two, two));
        assertThatIllegalArgumentException().isThrownBy(() -> FactorModel.of(info(2, 2), two, wide));
    }

    @Test
    void positionsOutsideTheModelAreRefused() {
        FactorModel model = model(new float[] {1, 0}, new float[] {0, 1});

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> model.forUser(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> model.forItem(2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> model.forHistory(History.of(2)));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> model.topK(new int[] {1}, 1, new ItemMask[] {ItemMask.all(2)}));
    }

    @Test
    void aHistoryIsFoldedInAndAnEmptyOneScoresNothing() {
        FactorModel model = model(new float[] {1, 0}, new float[] {-2, 1});

        assertThat(scores(model.forHistory(History.of(new int[] {1, 0}, new float[] {2, 3}, 2)), 2))
                .containsExactly(5, -10);
        assertThat(scores(model.forHistory(History.of()), 2)).containsExactly(0, 0);
    }

    @Test
    void aModelWithoutFoldInServesNoHistory() {
        FactorModel model = FactorModel.of(info(1, 1), matrix(new float[] {1}), matrix(new float[] {1}));

        assertThat(model.capabilities()).containsExactlyInAnyOrder(Capability.SIMILAR_ITEMS, Capability.SIMILAR_USERS);
        assertThat(model.foldIn()).isEmpty();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> model.forHistory(History.of(0)))
                .withMessageContaining("cannot serve a history");
    }

    @Test
    void factorsWhoseProductsOverflowAreRefusedSoThatNoScoreIsNaN() {
        FactorMatrix large = matrix(new float[] {1e30f, 1e30f});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactorModel.of(info(1, 1), large, large))
                .withMessageStartingWith("scores overflow: ");
    }

    @Test
    void aHistoryWhoseFactorsCannotBeScoredWithKnowsNothing() {
        FactorModel model = model(new float[] {1, 1});

        for (float wild : new float[] {1e30f, -1e30f, Float.POSITIVE_INFINITY, Float.NaN}) {
            Query query = model.withFoldIn((history, out) -> out[0] = wild).forHistory(History.of(0));
            assertThat(query.isInformed()).as("factor %s", wild).isFalse();
            assertThat(scores(query, 1)).as("factor %s", wild).containsOnly(0f);
        }
    }

    @Test
    void factorsOfZerosKnowNothing() {
        FactorModel model = FactorModel.of(info(1, 2), matrix(new float[2]), matrix(new float[] {0, 1}, new float[2]));

        assertThat(model.forUser(0).isInformed()).isFalse();
        assertThat(model.forItem(0).isInformed()).isTrue();
        assertThat(model.forItem(1).isInformed()).isFalse();
        assertThat(model(new float[2]).forUser(0).isInformed()).isTrue();
    }

    @Test
    void similarityIsTheCosineOfTheFactors() {
        FactorModel model = model(
                new float[] {3, 4}, new float[] {30, 40}, new float[] {-4, 3}, new float[] {-3, -4}, new float[2]);

        float[] cosines = scores(model.forItem(0), 5);

        assertThat(cosines[0]).isCloseTo(1, within(1e-6f));
        assertThat(cosines[1]).isCloseTo(1, within(1e-6f));
        assertThat(cosines[2]).isCloseTo(0, within(1e-6f));
        assertThat(cosines[3]).isCloseTo(-1, within(1e-6f));
        assertThat(cosines[4])
                .as("an item without factors is similar to nothing")
                .isZero();
        assertThat(scores(model.forItem(4), 5)).containsOnly(0f);
        assertThat(model.forItem(0).topK(2, ItemMask.except(5, 0)).item(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-42f, 1e-39f, 1e-30f, 1e-20f, 1e20f, 1e38f})
    void theLengthOfFactorsDoesNotMatterToSimilarity(float scale) {
        FactorMatrix items =
                matrix(new float[] {scale, 0}, new float[] {scale, scale}, new float[] {0, 1}, new float[2]);
        FactorModel model = FactorModel.of(info(1, 4), matrix(new float[2]), items);

        float[] cosines = scores(model.forItem(0), 4);

        assertThat(cosines[0]).isCloseTo(1, within(1e-5f));
        assertThat(cosines[1]).isCloseTo((float) Math.sqrt(0.5), within(1e-2f));
        assertThat(cosines[2]).isZero();
        assertThat(cosines[3]).isZero();
    }

    @Test
    void sharedScoresAreTheSameForEverybody() {
        float[] given = {1, -0f, 5};
        ItemScoresModel model = ItemScoresModel.of(info(2, 3), given);
        given[0] = 9;
        model.scores()[0] = 9;

        assertThat(scores(model.forUser(1), 3)).containsExactly(1, 0, 5);
        assertThat(scores(model.forHistory(History.of(2)), 3)).containsExactly(1, 0, 5);
        assertThat(model.capabilities())
                .containsExactlyInAnyOrder(Capability.NON_PERSONALIZED, Capability.EXPLANATIONS);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> model.forUser(2));
    }

    @Test
    void sharedScoresMustBeFiniteAndOnePerItem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemScoresModel.of(info(1, 2), new float[3]))
                .withMessage("there are 2 items but 3 scores");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemScoresModel.of(info(1, 2), new float[] {1, Float.NaN}))
                .withMessage("item 1: the score must be finite but is NaN");
    }

    @Test
    void aModelSaysWhatItCannotDo() {
        ItemScoresModel model = ItemScoresModel.of(info(1, 1), new float[1]);

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> model.forItem(0))
                .withMessage("a model of mine cannot find similar items; it can [NON_PERSONALIZED, EXPLANATIONS]");
    }

    @Test
    void aHistoryIsSortedAndChecked() {
        History history = History.of(new int[] {5, 2, 9}, new float[] {1, -2, 3}, 2);

        assertThat(history.items()).containsExactly(2, 5);
        assertThat(history.weights()).containsExactly(-2, 1);
        assertThat(history)
                .isEqualTo(History.of(new int[] {2, 5}, new float[] {-2, 1}, 2))
                .hasToString("history of 2 items");
        assertThat(history).isNotEqualTo(History.of(2, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> History.of(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> History.of(-1));
        for (float weight : new float[] {0, -0f, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> History.of(new int[] {1}, new float[] {weight}, 1))
                    .withMessageContaining("must be finite and not 0");
        }
    }
}
