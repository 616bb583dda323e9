package dev.recsys.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.data.Dataset;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.knn.Knn;
import dev.recsys.model.ModelBundle;
import dev.recsys.nmf.Nmf;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeltaTrainingTest {

    private static final int USERS = 80;
    private static final int ITEMS = 40;

    /** Two tastes; the first {@code moreOf} users took one more item. */
    private static Dataset<Integer, Integer> data(int moreOf) {
        SplittableRandom random = new SplittableRandom(3);
        SparseMatrixBuilder matrix = SparseMatrix.builder(USERS, ITEMS);
        for (int user = 0; user < USERS; user++) {
            int parity = user % 2;
            int extra = user < moreOf ? 1 : 0;
            int[] row = IntStream.concat(
                            random.ints(7, 0, ITEMS / 2 - 1).map(i -> 2 * i + parity),
                            IntStream.range(0, extra).map(i -> ITEMS - 2 + parity))
                    .sorted()
                    .distinct()
                    .toArray();
            float[] ones = new float[row.length];
            java.util.Arrays.fill(ones, 1f);
            matrix.appendRow(row, ones, row.length);
        }
        IdIndex<Integer> users =
                IdIndex.of(IdType.INT, IntStream.range(0, USERS).boxed().toList());
        return Dataset.of(
                users, IdIndex.of(IdType.INT, IntStream.range(0, ITEMS).boxed().toList()), matrix.build());
    }

    static List<Trainer<?>> trainers() {
        return List.of(
                Als.implicit().withFactors(6).withIterations(4),
                Als.explicit().withFactors(6).withIterations(4),
                Nmf.frobenius().withFactors(6).withIterations(10),
                Nmf.kullbackLeibler().withFactors(6).withIterations(10));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void unchangedDataIsTrainedInPartAndDoesNotDrift(Trainer<?> trainer) {
        Dataset<Integer, Integer> data = data(0);
        ModelBundle<Integer, Integer> parent = trainer.train(data);

        DeltaResult<Integer, Integer> result = DeltaTraining.of(trainer).train(parent, data);

        assertThat(result.isFull()).isFalse();
        assertThat(result.drift()).hasValue(0);
        assertThat(result.touchedUsers()).isZero();
        assertThat(result.bundle().model()).isEqualTo(parent.model());
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void onlyTouchedUsersChangeAndTheLineageNamesTheParent(Trainer<?> trainer) {
        ModelBundle<Integer, Integer> parent = trainer.train(data(0));

        DeltaResult<Integer, Integer> result = DeltaTraining.of(trainer)
                .withMaxDrift(1)
                .train(parent, "films-v1", data(5), TrainingContext.defaults());

        assertThat(result.isFull()).isFalse();
        assertThat(result.touchedUsers()).isEqualTo(5);
        assertThat(result.touchedItems()).isEqualTo(2);
        assertThat(result.bundle().lineage().parent()).contains("films-v1");
        float[] before = new float[1];
        float[] after = new float[1];
        parent.model().forUser(50).scores(new int[] {4}, 1, before);
        result.bundle().model().forUser(50).scores(new int[] {4}, 1, after);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void tooManyTouchedUsersAreTrainedInFull() {
        Trainer<?> trainer = Als.implicit().withFactors(6).withIterations(4);
        ModelBundle<Integer, Integer> parent = trainer.train(data(0));

        DeltaResult<Integer, Integer> result =
                DeltaTraining.of(trainer).withMaxTouched(0.05).train(parent, data(5));

        assertThat(result.isFull()).isTrue();
        assertThat(result.fullBecause()).contains("6.3 % of the users are touched");
        assertThat(result.drift()).isEmpty();
    }

    @Test
    void driftAboveTheBoundIsTrainedInFull() {
        Trainer<?> trainer = Als.implicit().withFactors(6).withIterations(4);
        ModelBundle<Integer, Integer> parent = trainer.train(data(0));
        DeltaTraining<?> delta = DeltaTraining.of(trainer).withSweeps(4).withMaxTouched(1);

        DeltaResult<Integer, Integer> measured = delta.withMaxDrift(1).train(parent, data(70));
        assertThat(measured.drift().orElseThrow()).isPositive();

        DeltaResult<Integer, Integer> result = delta.withMaxDrift(0).train(parent, data(70));
        assertThat(result.isFull()).isTrue();
        assertThat(result.drift()).isEqualTo(measured.drift());
        assertThat(result.fullBecause()).contains("drifted by");
        assertThat(result.bundle().model())
                .isEqualTo(trainer.train(data(70), WarmStart.of(parent, data(70)), TrainingContext.defaults())
                        .model());
    }

    @Test
    void aTrainerThatCannotStartFromAModelIsRefused() {
        assertThat(Knn.items().canWarmStart()).isFalse();
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> DeltaTraining.of(Knn.items()))
                .withMessageContaining("cannot start from an earlier model");
    }
}
