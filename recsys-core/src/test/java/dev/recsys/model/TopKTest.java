package dev.recsys.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopKTest {

    /** Sorts everything: score descending, then position ascending; both zeros are one score. */
    private static TopK bySorting(float[] scores, int k, ItemMask allowed) {
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (allowed.contains(i)) {
                items.add(i);
            }
        }
        items.sort(Comparator.comparing((Integer i) -> -(scores[i] + 0f)).thenComparing(i -> i));
        int count = Math.min(k, items.size());
        int[] best = new int[count];
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            best[i] = items.get(i);
            values[i] = scores[best[i]];
        }
        return TopK.of(best, values, count);
    }

    private static ItemMask mask(int items, SplittableRandom random) {
        if (items == 0) {
            return ItemMask.all(0);
        }
        int[] some = random.ints(1 + random.nextInt(items), 0, items).toArray();
        return switch (random.nextInt(4)) {
            case 0 -> ItemMask.all(items);
            case 1 -> ItemMask.of(items, some);
            case 2 -> ItemMask.except(items, some);
            default -> ItemMask.of(items, some).not().and(ItemMask.except(items, some[0]));
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givenScoresAreRankedAsBySorting(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            float[] scores = new float[random.nextInt(80)];
            for (int i = 0; i < scores.length; i++) { // many ties, both zeros, negative scores, the largest ones
                scores[i] = switch (random.nextInt(7)) {
                    case 0 -> -0f;
                    case 1 -> 0f;
                    case 2 -> Float.MAX_VALUE;
                    case 3 -> -Float.MAX_VALUE;
                    case 4 -> Float.MIN_VALUE;
                    default -> random.nextInt(-3, 3) / 2f;
                };
            }
            Model model = ItemScoresModel.of("scores", DataShape.of(1, scores.length, 0), scores);
            ItemMask allowed = mask(scores.length, random);
            int k = 1 + random.nextInt(100);

            TopK best = model.forUser(0).topK(k, allowed);

            TopK expected = bySorting(scores, k, allowed);
            assertThat(best.items()).isEqualTo(expected.items());
            float[] same = new float[best.size()];
            model.forUser(0).scores(best.items(), best.size(), same);
            for (int i = 0; i < best.size(); i++) {
                assertThat(Float.floatToRawIntBits(best.score(i)))
                        .as("bits of the score of item %d", best.item(i))
                        .isEqualTo(Float.floatToRawIntBits(same[i]));
            }
        }
    }

    private static FactorModel randomModel(int users, int items, int factors, SplittableRandom random) {
        FactorMatrixBuilder p = FactorMatrix.builder(users, factors);
        FactorMatrixBuilder q = FactorMatrix.builder(items, factors);
        for (FactorMatrixBuilder matrix : List.of(p, q)) {
            float[] row = new float[factors];
            for (int r = 0; r < matrix.rows(); r++) {
                for (int f = 0; f < factors; f++) {
                    row[f] = random.nextInt(-2, 3) / 2f; // sums are exact, so ties are ties
                }
                matrix.setRow(r, row, 0);
            }
        }
        ModelInfo info = ModelInfo.of("factors", Map.of(), DataShape.of(users, items, 0));
        return FactorModel.of(info, p.build(), q.build()).withFoldIn((history, out) -> out[0] = 1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 5, 2", "4, 1023, 3", "5, 1024, 4", "6, 1025, 5", "2, 3000, 7", "7, 40, 13", "2, 0, 3"})
    void factorScoresAreRankedAsBySorting(int users, int items, int factors) {
        SplittableRandom random = new SplittableRandom(31L * items + factors);
        FactorModel model = randomModel(users, items, factors, random);
        int[] all = new int[users];
        for (int k : new int[] {1, 10, items + 3}) {
            ItemMask[] masks = new ItemMask[users];
            for (int u = 0; u < users; u++) {
                all[u] = users - 1 - u;
                masks[u] = mask(items, random);
            }
            TopK[] lists = model.topK(all, k, masks);
            for (int i = 0; i < users; i++) {
                float[] scores = new float[items];
                for (int item = 0; item < items; item++) {
                    for (int f = 0; f < factors; f++) {
                        scores[item] += model.userFactors().get(all[i], f)
                                * model.itemFactors().get(item, f);
                    }
                }
                TopK expected = bySorting(scores, k, masks[i]);
                assertThat(model.forUser(all[i]).topK(k, masks[i])).isEqualTo(expected);
                assertThat(lists[i]).as("many users are the same as one").isEqualTo(expected);
            }
        }
    }

    @Test
    void scoresOfGivenItemsHaveTheBitsOfTheList() {
        SplittableRandom random = new SplittableRandom(5);
        int items = 2100;
        int factors = 11;
        FactorMatrixBuilder q = FactorMatrix.builder(items, factors);
        FactorMatrixBuilder p = FactorMatrix.builder(1, factors);
        for (int b = 0; b < q.blocks(); b++) {
            for (int i = 0; i < q.block(b).length; i++) {
                q.block(b)[i] = (float) random.nextDouble(-1, 1);
            }
        }
        for (int f = 0; f < factors; f++) {
            p.block(0)[f] = (float) random.nextDouble(-1, 1);
        }
        FactorModel model =
                FactorModel.of(ModelInfo.of("factors", Map.of(), DataShape.of(1, items, 0)), p.build(), q.build());

        TopK best = model.forUser(0).topK(items, ItemMask.all(items));

        float[] scores = new float[items];
        model.forUser(0).scores(best.items(), items, scores);
        for (int i = 0; i < items; i++) {
            assertThat(Float.floatToRawIntBits(best.score(i))).isEqualTo(Float.floatToRawIntBits(scores[i]));
        }
        assertThat(model.topK(new int[] {0, 0}, items, new ItemMask[] {ItemMask.all(items), ItemMask.all(items)}))
                .containsExactly(best, best);
    }

    @Test
    void kAndTheMaskAreChecked() {
        FactorModel factors = randomModel(2, 3, 2, new SplittableRandom(1));
        Model scores = ItemScoresModel.of("scores", DataShape.of(2, 3, 0), new float[3]);
        for (Model model : List.of(factors, scores)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.forUser(0).topK(0, ItemMask.all(3)))
                    .withMessage("k must be at least 1 but was 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.forUser(0).topK(1, ItemMask.all(4)))
                    .withMessage("the mask is over 4 items but the model has 3");
            assertThat(model.topK(new int[0], 5, new ItemMask[0])).isEmpty();
            assertThat(model.forUser(0).topK(3, ItemMask.of(3)).size()).isZero();
            assertThat(model.forUser(0).topK(Integer.MAX_VALUE, ItemMask.all(3)).size())
                    .isEqualTo(3);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> factors.topK(new int[0], -1, new ItemMask[0]));
    }

    @Test
    void aListMustBeInOrder() {
        TopK list = TopK.of(new int[] {3, 1, 2, 9}, new float[] {2, 1, 1, 7}, 3);

        assertThat(list)
                .hasToString("[3:2.0, 1:1.0, 2:1.0]")
                .isEqualTo(TopK.of(list.items(), new float[] {2, 1, 1}, 3));
        assertThat(list).hasSameHashCodeAs(TopK.of(list.items(), new float[] {2, 1, 1}, 3));
        assertThat(list).isNotEqualTo(TopK.of(list.items(), new float[] {3, 1, 1}, 3));
        assertThat(TopK.empty().size()).isZero();
        for (float[] scores : new float[][] {{1, 2}, {1, 1}, {Float.NaN, 1}, {1, Float.NaN}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TopK.of(new int[] {2, 1}, scores, 2))
                    .withMessageContaining("out of order");
        }
        list.items()[0] = 77;
        assertThat(list.item(0)).isEqualTo(3);
    }
}
