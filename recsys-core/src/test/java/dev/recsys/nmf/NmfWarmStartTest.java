package dev.recsys.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import dev.recsys.popularity.Popularity;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import dev.recsys.train.WarmStart;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NmfWarmStartTest {

    private static final int USERS = 80;
    private static final int ITEMS = 50;
    private static final double[][] ALL = Matrices.ratings(USERS, ITEMS, 0.3, 41);

    static List<Nmf> settings() {
        return List.of(
                Nmf.frobenius().withFactors(5),
                Nmf.frobenius().withFactors(5).withSolver(Nmf.Solver.MULTIPLICATIVE_UPDATES),
                Nmf.kullbackLeibler().withFactors(5),
                Nmf.kullbackLeibler().withFactors(5).withRegularization(0.005).withL1Ratio(0.5));
    }

    /** Users from {@code users} on and items from {@code items} on; the ids are the positions among all. */
    private static Dataset<Integer, Integer> from(double[][] v, int users, int userEnd, int items, int itemEnd) {
        double[][] part = new double[userEnd - users][];
        for (int u = users; u < userEnd; u++) {
            part[u - users] = Arrays.copyOfRange(v[u], items, itemEnd);
        }
        return Dataset.of(ids(users, userEnd), ids(items, itemEnd), Matrices.sparse(part, itemEnd - items));
    }

    private static IdIndex<Integer> ids(int from, int to) {
        return IdIndex.of(IdType.INT, IntStream.range(from, to).boxed().toList());
    }

    private static FactorModel train(Nmf trainer, Dataset<Integer, Integer> data, WarmStart start) {
        return trainer.train(TrainingInput.of(data).withWarmStart(start), TrainingContext.defaults());
    }

    private static ModelBundle<Integer, Integer> parent(Nmf trainer, Dataset<Integer, Integer> data) {
        return trainer.train(data);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void fewIterationsFromAModelOfMostOfTheDataBeatAsManyFromTheStart(Nmf trainer) {
        ModelBundle<Integer, Integer> parent = parent(trainer.withIterations(200), from(ALL, 0, 76, 0, 47));
        Dataset<Integer, Integer> now = from(ALL, 4, 80, 3, 50);
        Nmf few = trainer.withIterations(5);

        double cold = few.objective(now.interactions(), few.train(TrainingInput.of(now), TrainingContext.defaults()));
        double warm = few.objective(now.interactions(), train(few, now, WarmStart.of(parent, now)));

        assertThat(warm).isLessThan(cold);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void onTheSameDataTrainingGoesOn(Nmf trainer) {
        Dataset<Integer, Integer> data = from(ALL, 0, USERS, 0, ITEMS);
        ModelBundle<Integer, Integer> parent = parent(trainer.withIterations(40), data);
        FactorModel model = train(trainer.withIterations(20), data, WarmStart.of(parent, data));

        double before = trainer.objective(data.interactions(), (FactorModel) parent.model());
        assertThat(trainer.objective(data.interactions(), model)).isLessThanOrEqualTo(before + 1e-2);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void deltaTrainingChangesTouchedRowsOnlyAndBringsThemCloser(Nmf trainer) {
        Dataset<Integer, Integer> before = from(ALL, 0, 79, 0, 49);
        double[][] changed = new double[USERS][];
        Arrays.setAll(changed, u -> ALL[u].clone());
        for (int u : new int[] {3, 40, 41}) {
            for (int i = 0; i < 10; i++) {
                changed[u][i] = changed[u][i] == 0 ? 4 : 0;
            }
        }
        for (int u = 50; u < USERS; u++) {
            changed[u][49] = 0; // the new item is the touched users' alone
        }
        for (int u = 0; u < 50; u++) {
            changed[u][49] = u == 3 || u == 40 ? 5 : 0;
        }
        Dataset<Integer, Integer> now = from(changed, 0, USERS, 0, ITEMS);
        ModelBundle<Integer, Integer> parent = parent(trainer, before);
        FactorModel old = (FactorModel) parent.model();
        WarmStart start = WarmStart.of(parent, now).withTouchedOnly(3);
        assertThat(start.touchedUsers()).isEqualTo(4);

        FactorModel model = train(trainer, now, start);

        for (int u = 0; u < 79; u++) {
            boolean same =
                    Arrays.equals(old.userFactors().row(u), model.userFactors().row(u));
            assertThat(same).as("user %s keeps the bits", u).isEqualTo(!start.isUserTouched(u));
        }
        for (int i = 0; i < 49; i++) {
            if (!start.isItemTouched(i)) {
                assertThat(model.itemFactors().row(i))
                        .as("item %s", i)
                        .containsExactly(old.itemFactors().row(i));
            }
        }
        FactorModel oneSweep = train(trainer, now, WarmStart.of(parent, now).withTouchedOnly(1));
        assertThat(trainer.objective(now.interactions(), model))
                .isLessThanOrEqualTo(trainer.objective(now.interactions(), oneSweep));
        assertThat(model.userFactors().row(79)).as("a new user").isNotEqualTo(new float[5]);
        assertThat(model.itemFactors().row(49)).as("a new item").isNotEqualTo(new float[5]);
    }

    /** A zero is absorbing in a product, and so is a pair of rows that are both zero. */
    @ParameterizedTest
    @MethodSource("settings")
    void newUsersOfNewItemsAloneAreLearned(Nmf trainer) {
        double[][] planted = Matrices.planted(USERS, ITEMS, 2, 5);
        double[][] v = new double[USERS][ITEMS];
        for (int u = 0; u < USERS; u++) {
            for (int i = 0; i < ITEMS; i++) {
                boolean isNew = u >= 60;
                v[u][i] = isNew == i >= 40 ? planted[u][i] : 0;
            }
        }
        Dataset<Integer, Integer> before = from(v, 0, 60, 0, 40);
        Dataset<Integer, Integer> now = from(v, 0, USERS, 0, ITEMS);
        Nmf longer = trainer.withIterations(100);

        FactorModel model = train(longer, now, WarmStart.of(parent(longer, before), now));

        for (int u = 60; u < USERS; u++) {
            double scored = 0;
            double wanted = 0;
            float[] scores = new float[10];
            model.forUser(u).scores(IntStream.range(40, 50).toArray(), 10, scores);
            for (int i = 0; i < 10; i++) {
                scored += scores[i];
                wanted += v[u][40 + i];
            }
            assertThat(scored).as("user %s", u).isBetween(0.5 * wanted, 1.2 * wanted + 0.01);
        }
    }

    @Test
    void theSameStartGivesTheSameBitsAtAnyParallelism() {
        Dataset<Integer, Integer> now = from(ALL, 4, 80, 3, 50);
        for (Nmf trainer : settings()) {
            WarmStart start = WarmStart.of(parent(trainer, from(ALL, 0, 76, 0, 47)), now);
            for (WarmStart each : List.of(start, start.withTouchedOnly(2))) {
                FactorModel alone = train(trainer, now, each);
                FactorModel together = trainer.train(
                        TrainingInput.of(now).withWarmStart(each),
                        TrainingContext.defaults().withParallelism(dev.recsys.execution.Parallelism.threads(3)));
                assertThat(together).isEqualTo(alone);
            }
        }
    }

    @Test
    void aParentWithOtherOrNegativeFactorsIsRefused() {
        Dataset<Integer, Integer> data = from(ALL, 0, USERS, 0, ITEMS);
        Nmf trainer = Nmf.frobenius().withFactors(5);
        WarmStart other = WarmStart.of(parent(trainer.withFactors(4), data), data);
        assertThatThrownBy(() -> train(trainer, data, other))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "warm start of nmf: the parent has 4 factors but 5 are trained; set factors=4 or train without"
                                + " a warm start");
        WarmStart popularity = WarmStart.of(Popularity.byUsers().train(data), data);
        assertThatThrownBy(() -> train(trainer, data, popularity))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a model of popularity");
        FactorMatrixBuilder users = FactorMatrix.builder(USERS, 5);
        users.setRow(7, new float[] {0, 1, -2, 0, 0}, 0);
        FactorModel negative = FactorModel.of(
                ModelInfo.of("ials", Map.of(), data.shape()),
                users.build(),
                FactorMatrix.builder(ITEMS, 5).build());
        WarmStart signed = WarmStart.of(ModelBundle.of(negative, data), data);
        assertThatThrownBy(() -> train(trainer, data, signed))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("factors must be at least 0");
    }

    @Test
    void newItemsAreFoldedInWithThePenaltyOfTheItems() {
        Dataset<Integer, Integer> data = from(ALL, 0, USERS, 0, ITEMS);
        for (Nmf plain : settings()) {
            Nmf trainer = plain.withIterations(400).withItemRegularization(0.01);
            FactorModel model = trainer.train(TrainingInput.of(data), TrainingContext.defaults());
            int[] takers = new int[USERS];
            float[] weights = new float[USERS];
            int count = data.interactions().transpose().copyRow(11, takers, weights);

            FactorModel extended =
                    model.withItems(new int[] {ITEMS}, List.of(dev.recsys.model.History.of(takers, weights, count)));

            float[] folded = extended.itemFactors().row(ITEMS);
            float[] trained = model.itemFactors().row(11);
            for (int f = 0; f < 5; f++) {
                assertThat(folded[f])
                        .as("%s, factor %s", trainer, f)
                        .isCloseTo(trained[f], org.assertj.core.api.Assertions.within(0.05f * (1 + trained[f])));
            }
        }
    }
}
