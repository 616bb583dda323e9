package dev.recsys.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.data.DataShape;
import org.junit.jupiter.api.Test;

class ItemScoresModelTest {

    @Test
    void scoresOfMinusZeroHaveTheBitsThatTopKReports() {
        Query query = ItemScoresModel.of("constant", DataShape.of(1, 2, 0), new float[] {-0f, -1f})
                .forUser(0);
        float[] scores = new float[1];
        query.scores(new int[] {0}, 1, scores);
        float best = query.topK(1, ItemMask.all(2)).score(0);
        assertThat(Float.floatToRawIntBits(scores[0])).isEqualTo(Float.floatToRawIntBits(best));
    }
}
