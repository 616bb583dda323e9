package dev.recsys.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernels")
class PanelKernelTest {

    private static final long SEED = System.nanoTime();
    private static final int[] FACTORS = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 130};
    private static final float[] SCALES = {1f, 1e-30f, 1e-41f, 1e15f, 0f};

    private record Case(PanelKernel kernel, int items, int factors, float[][] vectors, float[][] store, String name) {

        static Case of(Kernels kernels, int items, int factors, SplittableRandom random) {
            PanelKernel kernel = kernels.panels();
            float[][] store = kernel.allocate(items, factors);
            float[][] vectors = new float[items][factors];
            for (int i = 0; i < items; i++) {
                float scale = SCALES[random.nextInt(SCALES.length)];
                for (int f = 0; f < factors; f++) {
                    vectors[i][f] = (float) random.nextGaussian() * scale;
                }
                kernel.put(store, i, factors, vectors[i]);
            }
            String name = kernels.name() + ", " + items + " items, " + factors + " factors, seed " + SEED;
            return new Case(kernel, items, factors, vectors, store, name);
        }

        float[] query(SplittableRandom random) {
            float[] query = new float[factors];
            float scale = random.nextInt(4) == 0 ? SCALES[random.nextInt(SCALES.length)] : 1f;
            for (int f = 0; f < factors; f++) {
                query[f] = (float) random.nextGaussian() * scale;
            }
            return query;
        }

        double exact(int item, float[] query) {
            double sum = 0;
            for (int f = 0; f < factors; f++) {
                sum += (double) query[f] * vectors[item][f];
            }
            return sum;
        }

        double error(int item, float[] query) {
            double sum = 0;
            for (int f = 0; f < factors; f++) {
                sum += Math.abs((double) query[f] * vectors[item][f]);
            }
            return sum * (factors + 2) * 0x1p-23 + factors * (double) Float.MIN_VALUE;
        }

        int panels() {
            return (items + kernel.width() - 1) / kernel.width();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.recsys.internal.simd.TestedKernels#stream")
    void everyScoreIsThatOfTheNaiveSumAndHasTheSameBitsHoweverItIsAskedFor(Kernels kernels) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int factors : FACTORS) {
            int width = kernels.panels().width();
            for (int items : new int[] {1, width - 1, width, width + 1, 2 * width + 3}) {
                check(Case.of(kernels, items, factors, random), random);
            }
        }
    }

    private static void check(Case data, SplittableRandom random) {
        PanelKernel kernel = data.kernel();
        int tile = kernel.tileQueries();
        int tiles = 3;
        float[][] queries = new float[tile * tiles][];
        float[] packed = new float[tile * tiles * data.factors()];
        for (int q = 0; q < queries.length; q++) {
            queries[q] = data.query(random);
            for (int f = 0; f < data.factors(); f++) {
                packed[(q / tile * data.factors() + f) * tile + q % tile] = queries[q][f];
            }
        }
        float[] everything = new float[queries.length];
        Arrays.fill(everything, Float.NEGATIVE_INFINITY);
        long[] hits = new long[tile * kernel.hitWords()];
        float[] scores = new float[tile * kernel.width()];
        long[] hitsOne = new long[kernel.hitWords()];
        float[] scoresOne = new float[kernel.width()];
        for (int panel = 0; panel < data.panels(); panel++) {
            for (int t = 0; t < tiles; t++) {
                Arrays.fill(scores, Float.NaN);
                Arrays.fill(hits, 0x5555L);
                assertThat(kernel.scan(data.store(), panel, data.factors(), packed, t, tiles, everything, hits, scores))
                        .as(data.name())
                        .isEqualTo(t);
                for (int q = 0; q < tile; q++) {
                    float[] query = queries[t * tile + q];
                    int found = kernel.scanOne(
                            data.store(),
                            panel,
                            panel + 1,
                            data.factors(),
                            query,
                            Float.NEGATIVE_INFINITY,
                            hitsOne,
                            scoresOne);
                    assertThat(found).isEqualTo(panel);
                    for (int slot = 0; slot < kernel.width(); slot++) {
                        int item = panel * kernel.width() + slot;
                        float score = scores[q * kernel.width() + slot];
                        boolean marked = bit(hits, q * kernel.hitWords(), slot);
                        boolean right = item < data.items()
                                ? kernel.score(data.store(), item, data.factors(), query) == score
                                        && scoresOne[slot] == score
                                        && Math.abs(score - data.exact(item, query)) <= data.error(item, query)
                                : score == 0;
                        if (!marked || !right) {
                            fail(data.name() + ": slot " + slot + " of panel " + panel + " has the score " + score);
                        }
                    }
                }
            }
        }
    }

    private static boolean bit(long[] words, int from, int slot) {
        return (words[from + (slot >>> 6)] >>> slot & 1) != 0;
    }

    @ParameterizedTest
    @MethodSource("dev.recsys.internal.simd.TestedKernels#stream")
    void aScanStopsAtTheFirstTileWithAHitAndMarksExactlyTheScoresAtOrAboveTheThreshold(Kernels kernels) {
        SplittableRandom random = new SplittableRandom(SEED);
        PanelKernel kernel = kernels.panels();
        int tile = kernel.tileQueries();
        Case data = Case.of(kernels, kernel.width(), 5, random);
        for (int round = 0; round < 200; round++) {
            int hitColumn = random.nextInt(3 * tile);
            float[] packed = new float[3 * tile * 5];
            float[][] queries = new float[3 * tile][];
            for (int q = 0; q < queries.length; q++) {
                queries[q] = data.query(random);
                for (int f = 0; f < 5; f++) {
                    packed[(q / tile * 5 + f) * tile + q % tile] = queries[q][f];
                }
            }
            float[] thresholds = new float[3 * tile];
            Arrays.fill(thresholds, Float.POSITIVE_INFINITY);
            float threshold = kernel.score(data.store(), random.nextInt(kernel.width()), 5, queries[hitColumn]);
            thresholds[hitColumn] = threshold;
            long[] hits = new long[tile * kernel.hitWords()];
            Arrays.fill(hits, -1L);
            float[] scores = new float[tile * kernel.width()];
            int found = kernel.scan(data.store(), 0, 5, packed, 0, 3, thresholds, hits, scores);

            assertThat(found).as(data.name()).isEqualTo(hitColumn / tile);
            for (int q = 0; q < tile; q++) {
                for (int slot = 0; slot < kernel.width(); slot++) {
                    boolean expected = q == hitColumn % tile
                            && kernel.score(data.store(), slot, 5, queries[hitColumn]) >= threshold;
                    assertThat(bit(hits, q * kernel.hitWords(), slot))
                            .as(data.name())
                            .isEqualTo(expected);
                }
            }
            assertThat(kernel.scan(data.store(), 0, 5, packed, found + 1, 3, thresholds, hits, scores))
                    .as(data.name())
                    .isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.recsys.internal.simd.TestedKernels#stream")
    void itemsInSeveralArraysAreFoundAgain(Kernels kernels) {
        PanelKernel kernel = kernels.panels();
        int items = 40_001;
        float[][] store = kernel.allocate(items, 65);
        float[] vector = new float[65];
        for (int item = 0; item < items; item++) {
            vector[0] = item;
            vector[64] = 1f;
            kernel.put(store, item, 65, vector);
        }
        float[] query = new float[65];
        query[0] = 1f;
        query[64] = 0.5f;
        long[] hits = new long[kernel.hitWords()];
        float[] scores = new float[kernel.width()];
        int panels = (items + kernel.width() - 1) / kernel.width();

        assertThat(store.length).isGreaterThan(1);
        for (int item : new int[] {0, 1, 16_383, 16_384, 16_385, 32_768, items - 1}) {
            assertThat(kernel.score(store, item, 65, query)).isEqualTo(item + 0.5f);
            int found = kernel.scanOne(store, 0, panels, 65, query, item + 0.5f, hits, scores);
            assertThat(found).as(kernels.name()).isEqualTo(item / kernel.width());
            assertThat(scores[item % kernel.width()]).isEqualTo(item + 0.5f);
        }
    }
}
