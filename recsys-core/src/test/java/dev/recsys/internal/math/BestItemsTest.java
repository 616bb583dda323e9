package dev.recsys.internal.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BestItemsTest {

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
}
