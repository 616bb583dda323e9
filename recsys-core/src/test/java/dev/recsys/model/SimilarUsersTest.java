package dev.recsys.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimilarUsersTest {

    private static FactorModel model(float[]... users) {
        FactorMatrixBuilder rows = FactorMatrix.builder(users.length, 2);
        for (int u = 0; u < users.length; u++) {
            rows.setRow(u, users[u], 0);
        }
        return FactorModel.of(
                ModelInfo.of("factors", Map.of(), DataShape.of(users.length, 1, 1)),
                rows.build(),
                FactorMatrix.builder(1, 2).build());
    }

    @Test
    void usersOfWhomNothingIsKnownAreSimilarToNobody() {
        FactorModel model = model(
                new float[] {1, 0}, new float[] {0, 0}, new float[] {-1, 0}, new float[] {3, 1}, new float[] {0, 0});

        assertThat(model.similarUsers(0, 9).items()).containsExactly(3, 2);
        assertThat(model.similarUsers(0, 1).items()).containsExactly(3);
        assertThat(model.similarUsers(1, 9).size()).isZero();
    }

    @Test
    void ofUsersWhoAreAllKnownEveryOtherIsRanked() {
        FactorModel model = model(new float[] {1, 0}, new float[] {-1, 0}, new float[] {1, 1});

        assertThat(model.similarUsers(0, 9).items()).containsExactly(2, 1);
    }
}
