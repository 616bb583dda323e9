package dev.recsys.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.FactorModel;
import dev.recsys.model.FoldIn;
import dev.recsys.model.History;
import dev.recsys.model.ModelInfo;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("vector")
class NmfFoldInTest {

    private static final double[][] RATINGS = Matrices.planted(60, 40, 4, 13);
    private static final SparseMatrix MATRIX = Matrices.sparse(RATINGS, 40);

    private static FactorModel model() {
        return Nmf.frobenius()
                .withFactors(4)
                .withIterations(500)
                .train(TrainingInput.of(MATRIX), TrainingContext.defaults());
    }

    private static float[] fold(FactorMatrix items, History history) {
        float[] out = new float[items.factors()];
        NmfFoldIn.ofUsers(Criterion.PLAIN, items).solve(history, out);
        return out;
    }

    private static History history(int user) {
        int[] items = new int[40];
        float[] weights = new float[40];
        int count = MATRIX.copyRow(user, items, weights);
        return History.of(items, weights, count);
    }

    @Test
    void aTrainingUsersHistoryGivesThatUsersFactors() {
        FactorModel model = model();
        for (int user = 0; user < 60; user++) {
            float[] folded = fold(model.itemFactors(), history(user));
            for (int f = 0; f < 4; f++) {
                assertThat(folded[f])
                        .as("user %s, factor %s", user, f)
                        .isCloseTo(model.userFactors().get(user, f), within(0.02f));
            }
        }
    }

    @Test
    void noOtherNonNegativeFactorsComeCloser() {
        FactorMatrix items = model().itemFactors();
        double[][] h = Matrices.dense(items);
        for (int user = 0; user < 60; user++) {
            float[] folded = fold(items, history(user));
            for (int f = 0; f < 4; f++) {
                double slope = 0;
                double curvature = 0;
                for (int i = 0; i < 40; i++) {
                    double predicted = 0;
                    for (int g = 0; g < 4; g++) {
                        predicted += folded[g] * h[i][g];
                    }
                    slope += (predicted - RATINGS[user][i]) * h[i][f];
                    curvature += h[i][f] * h[i][f];
                }
                if (folded[f] > 0) {
                    assertThat(slope / curvature)
                            .as("user %s, factor %s", user, f)
                            .isCloseTo(0, within(1e-3));
                } else {
                    assertThat(slope / curvature)
                            .as("user %s, factor %s", user, f)
                            .isGreaterThan(-1e-3);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.01, 0", "0.01, 1", "0.02, 0.5"})
    void noOtherFactorsMakeThePenalisedLossSmaller(double regularization, double l1Ratio) {
        for (Nmf plain : List.of(Nmf.frobenius(), Nmf.kullbackLeibler())) {
            Nmf trainer = plain.withFactors(4)
                    .withIterations(100)
                    .withRegularization(regularization)
                    .withL1Ratio(l1Ratio);
            FactorModel model = trainer.train(TrainingInput.of(MATRIX), TrainingContext.defaults());
            FoldIn foldIn = model.foldIn().orElseThrow();
            for (int user = 0; user < 60; user += 7) {
                float[] folded = new float[4];
                foldIn.solve(history(user), folded);
                double least = objective(trainer, model, user, folded);
                assertThat(least)
                        .as("%s, user %s against its trained factors", trainer, user)
                        .isLessThanOrEqualTo(objective(
                                        trainer,
                                        model,
                                        user,
                                        model.userFactors().row(user))
                                + 1e-3);
                for (int f = 0; f < 4; f++) {
                    for (float step : new float[] {-0.05f, 0.05f}) {
                        float[] other = folded.clone();
                        other[f] = Math.max(0, other[f] + step);
                        assertThat(objective(trainer, model, user, other))
                                .as("%s, user %s, factor %s, %s", trainer, user, f, step)
                                .isGreaterThan(least - 5e-4);
                    }
                }
            }
        }
    }

    /** What training minimises, of one user alone. */
    private static double objective(Nmf trainer, FactorModel model, int user, float[] factors) {
        FactorMatrixBuilder row = FactorMatrix.builder(1, 4);
        row.setRow(0, factors, 0);
        SparseMatrix alone = Matrices.sparse(new double[][] {RATINGS[user]}, 40);
        FactorModel one = FactorModel.of(
                ModelInfo.of("nmf", Map.of(), DataShape.of(1, 40, alone.entries())), row.build(), model.itemFactors());
        return trainer.withItemRegularization(0).objective(alone, one);
    }

    @Test
    void dislikedItemsAreLeftOut() {
        FactorMatrix items = model().itemFactors();
        float[] liked = fold(items, History.of(3, 5));
        float[] both = fold(items, History.of(new int[] {3, 4, 5}, new float[] {1, -2, 1}, 3));
        assertThat(both).containsExactly(liked);
        assertThat(fold(items, History.of(new int[] {4}, new float[] {-1}, 1))).containsOnly(0f);
    }

    @Test
    void weightsThatOverflowGiveZeros() {
        FactorMatrix items = model().itemFactors();
        float[] huge = {Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE};
        History history = History.of(new int[] {1, 2, 3, 4, 5}, huge, 5);
        float[] out = {1, 1, 1, 1};
        NmfFoldIn.ofUsers(Criterion.PLAIN, items).solve(history, out);
        assertThat(out).containsOnly(0f);
    }
}
