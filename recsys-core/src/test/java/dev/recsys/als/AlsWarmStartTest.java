package dev.recsys.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.FactorModel;
import dev.recsys.model.History;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.nmf.Nmf;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.WarmStart;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("vector")
class AlsWarmStartTest {

    private static final ImplicitAls IMPLICIT = Als.implicit().withFactors(6).withIterations(4);
    private static final ExplicitAls EXPLICIT = Als.explicit().withFactors(6).withIterations(4);

    private final SparseMatrix all = SampleRatings.weights(40, 30);

    private static ModelBundle<Integer, Integer> train(
            Trainer<?> trainer, Dataset<Integer, Integer> data, WarmStart start) {
        return trainer.train(data, start, TrainingContext.defaults());
    }

    /** Users, then items, as they are kept. */
    private static List<FactorMatrix> rows(Model model) {
        return model instanceof RatingModel ratings
                ? List.of(ratings.keptUsers(), ratings.keptItems())
                : List.of(((FactorModel) model).userFactors(), ((FactorModel) model).itemFactors());
    }

    static List<List<Trainer<?>>> trainersWithMoreIterations() {
        return List.of(
                List.of(IMPLICIT, IMPLICIT.withIterations(3), IMPLICIT.withIterations(7)),
                List.of(
                        IMPLICIT.withNonNegative(true),
                        IMPLICIT.withNonNegative(true).withIterations(3),
                        IMPLICIT.withNonNegative(true).withIterations(7)),
                List.of(
                        IMPLICIT.withSolver(ImplicitAls.Solver.CONJUGATE_GRADIENT),
                        IMPLICIT.withSolver(ImplicitAls.Solver.CONJUGATE_GRADIENT)
                                .withIterations(3),
                        IMPLICIT.withSolver(ImplicitAls.Solver.CONJUGATE_GRADIENT)
                                .withIterations(7)),
                List.of(EXPLICIT, EXPLICIT.withIterations(3), EXPLICIT.withIterations(7)));
    }

    @ParameterizedTest
    @MethodSource("trainersWithMoreIterations")
    void onTheSameDataItGoesOnWhereTheParentStopped(List<Trainer<?>> trainers) {
        Dataset<Integer, Integer> data = SampleRatings.dataset(all);
        ModelBundle<Integer, Integer> parent = trainers.get(0).train(data);

        ModelBundle<Integer, Integer> warm = train(trainers.get(1), data, WarmStart.of(parent, data));

        assertThat(rows(warm.model()))
                .isEqualTo(rows(trainers.get(2).train(data).model()));
    }

    static List<Trainer<?>> trainers() {
        return List.of(IMPLICIT, IMPLICIT.withNonNegative(true), EXPLICIT, EXPLICIT.withNonNegative(true));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void deltaTrainingLeavesUntouchedRowsAndSolvesTheOthers(Trainer<?> trainer) {
        Dataset<Integer, Integer> before = SampleRatings.dataset(SampleRatings.part(all, 34, 27));
        Dataset<Integer, Integer> now = SampleRatings.dataset(all);
        ModelBundle<Integer, Integer> parent = trainer.train(before);
        WarmStart start = WarmStart.of(parent, now).withTouchedOnly(2);

        Model delta = train(trainer, now, start).model();

        int untouched = 0;
        for (int side = 0; side < 2; side++) {
            FactorMatrix old = rows(parent.model()).get(side);
            FactorMatrix fresh = rows(delta).get(side);
            for (int row = 0; row < old.rows(); row++) {
                if (!(side == 0 ? start.isUserTouched(row) : start.isItemTouched(row))) {
                    assertThat(fresh.row(row)).as("side %d, row %d", side, row).containsExactly(old.row(row));
                    untouched++;
                }
            }
        }
        assertThat(untouched).isPositive();
        for (int user = 0; user < 40; user++) { // touched users belong to the new items
            if (start.isUserTouched(user)) {
                float[] folded = new float[30];
                float[] own = new float[30];
                int[] items = IntStream.range(0, 30).toArray();
                delta.forUser(user).scores(items, 30, own);
                delta.forHistory(History.ofRow(all, user)).scores(items, 30, folded);
                assertThat(own).as("user %d", user).containsExactly(folded, within(5e-3f));
            }
        }
    }

    @Test
    void newUsersWithNewItemsOnlyAreNotLeftAtZero() {
        Dataset<Integer, Integer> before = SampleRatings.dataset(SparseMatrix.builder(2, 2)
                .appendRow(new int[] {0, 1}, new float[] {1, 1}, 2)
                .appendRow(new int[] {1}, new float[] {1}, 1)
                .build());
        Dataset<Integer, Integer> now = SampleRatings.dataset(SparseMatrix.builder(4, 4)
                .appendRow(new int[] {0, 1}, new float[] {1, 1}, 2)
                .appendRow(new int[] {1}, new float[] {1}, 1)
                .appendRow(new int[] {2, 3}, new float[] {1, 1}, 2)
                .appendRow(new int[] {2, 3}, new float[] {1, 1}, 2)
                .build());
        WarmStart start = WarmStart.of(IMPLICIT.train(before), now);

        Model model = train(IMPLICIT.withIterations(10), now, start).model();

        assertThat(model.forUser(2).isInformed()).isTrue();
        float[] scores = new float[4];
        model.forUser(2).scores(new int[] {0, 1, 2, 3}, 4, scores);
        assertThat(scores[2]).isGreaterThan(scores[0] + 0.3f);
    }

    @Test
    void aParentThatDoesNotFitIsRefusedWithTheRemedy() {
        Dataset<Integer, Integer> data = SampleRatings.dataset(all);
        WarmStart nmf = WarmStart.of(Nmf.frobenius().withFactors(6).train(data), data);
        WarmStart wide = WarmStart.of(IMPLICIT.withFactors(9).train(data), data);
        WarmStart signed = WarmStart.of(EXPLICIT.train(data), data);

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> train(IMPLICIT, data, nmf))
                .withMessageContaining("warm start of ials")
                .withMessageContaining("the parent is a model of nmf");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> train(IMPLICIT, data, wide))
                .withMessageContaining("the parent has 9 factors but 6 are to be trained")
                .withMessageContaining("factors=9");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> train(EXPLICIT.withNonNegative(true), data, signed))
                .withMessageContaining("nonNegative=false");
    }
}
