package dev.recsys.internal.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanTest {

    private static final long SEED = 11;

    private record Scored(int item, float score) {}

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 50", "7, 5", "10, 1000", "100, 99", "64, 3000"})
    void theBestItemsAreThoseOfAFullSort(int k, int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        BestItems best = new BestItems(k);
        for (int round = 0; round < 3; round++) {
            List<Scored> all = new ArrayList<>();
            best.clear();
            for (int item = 0; item < count; item++) {
                float score = random.nextInt(5) == 0 ? -0f : (random.nextInt(40) - 20) * 1e-3f; // many ties
                all.add(new Scored(item, score + 0f));
                best.offer(item, score);
            }
            all.sort(Comparator.comparing(Scored::score).reversed().thenComparing(Scored::item));
            int[] items = new int[k];
            float[] scores = new float[k];

            int kept = best.drain(items, scores);

            assertThat(kept).isEqualTo(Math.min(k, count));
            for (int i = 0; i < kept; i++) {
                assertThat(new Scored(items[i], scores[i]))
                        .as("seed %d, place %d", SEED, i)
                        .isEqualTo(all.get(i));
            }
        }
    }

    @Test
    void infinitiesAndDenormalsKeepTheirOrder() {
        BestItems best = new BestItems(5);
        float[] scores = {Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.POSITIVE_INFINITY, -Float.MIN_VALUE, 0};
        for (int item = 0; item < scores.length; item++) {
            best.offer(item, scores[item]);
        }
        int[] items = new int[5];

        best.drain(items, new float[5]);

        assertThat(items).containsExactly(2, 1, 4, 3, 0);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "1023, 4", "1024, 7", "1025, 8", "2500, 9", "0, 3"})
    void aBlockAndASingleItemHaveTheSameBits(int items, int factors) {
        SplittableRandom random = new SplittableRandom(SEED);
        PackedItems packed = new PackedItems(items, factors);
        float[][] vectors = new float[items][factors];
        for (int item = 0; item < items; item++) {
            for (int f = 0; f < factors; f++) {
                vectors[item][f] = (float) random.nextGaussian();
            }
            packed.set(item, vectors[item], 1f);
        }
        float[] query = new float[factors];
        for (int f = 0; f < factors; f++) {
            query[f] = (float) random.nextGaussian();
        }
        float[] scores = new float[PackedItems.BLOCK];
        java.util.Arrays.fill(scores, Float.NaN); // stale values must not shine through
        for (int block = 0; block < packed.blocks(); block++) {
            packed.scoreBlock(block, query, scores);
            for (int i = 0; i < packed.blockLength(block); i++) {
                int item = block * PackedItems.BLOCK + i;
                double exact = 0;
                for (int f = 0; f < factors; f++) {
                    exact += (double) query[f] * vectors[item][f];
                }
                assertThat(packed.score(item, query)).isEqualTo(scores[i]);
                assertThat((double) scores[i]).isCloseTo(exact, org.assertj.core.api.Assertions.within(1e-5 * factors));
            }
        }
    }
}
