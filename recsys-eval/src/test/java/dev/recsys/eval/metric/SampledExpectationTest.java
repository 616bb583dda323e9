package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampledExpectationTest {

    @Test
    void oneNegativeIsBeatenAsOftenAsTheRankSays() {
        SampledExpectation sampled = SampledExpectation.of(5, 1); // rank 3 of 5: beaten by half of the others
        assertThat(sampled.rank(3)).isEqualTo(1.5);
        assertThat(sampled.hitRate(3, 1)).isCloseTo(0.5, within(1e-15));
        assertThat(sampled.hitRate(3, 2)).isEqualTo(1);
        assertThat(sampled.ndcg(3, 2)).isCloseTo(0.5 + 0.5 / (Math.log(3) / Math.log(2)), within(1e-15));
    }

    @Test
    void firstAndLastAreCertain() {
        SampledExpectation sampled = SampledExpectation.of(1_000, 99);
        assertThat(sampled.hitRate(1, 10)).isEqualTo(1);
        assertThat(sampled.ndcg(1, 10)).isEqualTo(1);
        assertThat(sampled.hitRate(1_000, 10)).isZero();
        assertThat(sampled.rank(1_000)).isEqualTo(100);
    }

    @Test
    void sampledMetricsTurnAnOrderAround() {
        SampledExpectation sampled = SampledExpectation.of(1_000, 99);
        int[] mediocre = {60, 60, 60, 60}; // no hit at 10 in the full catalogue
        int[] oftenFar = {8, 500, 500, 500}; // one
        assertThat(sampled.meanHitRate(mediocre, 10)).isGreaterThan(0.9);
        assertThat(sampled.meanHitRate(oftenFar, 10)).isLessThan(0.26);
        assertThat(sampled.meanNdcg(mediocre, 10)).isGreaterThan(sampled.meanNdcg(oftenFar, 10));
    }

    @Test
    void isWhatDrawingNegativesGives() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        int draws = 50_000;
        double hits = 0;
        double ranks = 0;
        double gains = 0;
        for (int draw = 0; draw < draws; draw++) {
            int rank = 1;
            for (int negative = 0; negative < 20; negative++) {
                rank += random.nextInt(49) < 9 ? 1 : 0; // the relevant item is the tenth of fifty
            }
            hits += rank <= 3 ? 1 : 0;
            gains += rank <= 3 ? Math.log(2) / Math.log(rank + 1) : 0;
            ranks += rank;
        }
        SampledExpectation sampled = SampledExpectation.of(50, 20);
        assertThat(hits / draws).as("seed " + seed).isCloseTo(sampled.hitRate(10, 3), within(0.01));
        assertThat(gains / draws).as("seed " + seed).isCloseTo(sampled.ndcg(10, 3), within(0.01));
        assertThat(ranks / draws).as("seed " + seed).isCloseTo(sampled.rank(10), within(0.05));
    }

    @Test
    void wrongInputIsRefused() {
        assertThatThrownBy(() -> SampledExpectation.of(1, 9)).hasMessageContaining("at least 2 items");
        assertThatThrownBy(() -> SampledExpectation.of(9, 9).rank(10))
                .hasMessage("rank must be between 1 and 9 but was 10");
    }
}
