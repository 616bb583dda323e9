package dev.recsys.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.CancelledException;
import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.Capability;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecommendAllTest {

    private static final int USERS = 2600; // more than one round of one worker
    private static final int ITEMS = 60;

    private static ModelBundle<Integer, Integer> bundle() {
        SplittableRandom random = new SplittableRandom(1);
        SparseMatrixBuilder seen = SparseMatrix.builder(USERS, ITEMS);
        FactorMatrixBuilder users = FactorMatrix.builder(USERS, 3);
        FactorMatrixBuilder items = FactorMatrix.builder(ITEMS, 3);
        for (int u = 0; u < USERS; u++) {
            int[] row = random.ints(u % 7 == 0 ? 400 : 12, 0, ITEMS)
                    .sorted()
                    .distinct()
                    .toArray();
            float[] ones = new float[row.length];
            java.util.Arrays.fill(ones, 1f);
            seen.appendRow(row, ones, row.length);
            users.setRow(u, row(random), 0);
        }
        for (int i = 0; i < ITEMS; i++) {
            items.setRow(i, row(random), 0);
        }
        Dataset<Integer, Integer> data = Dataset.of(
                IdIndex.of(
                        IdType.INT,
                        IntStream.range(0, USERS).map(u -> u * 3).boxed().toList()),
                IdIndex.of(IdType.INT, IntStream.range(0, ITEMS).boxed().toList()),
                seen.build());
        ModelInfo info = ModelInfo.of("factors", Map.of(), data.shape());
        return ModelBundle.of(FactorModel.of(info, users.build(), items.build()), data);
    }

    private static float[] row(SplittableRandom random) {
        return new float[] {random.nextInt(-2, 3), random.nextInt(-2, 3), random.nextInt(-2, 3)};
    }

    private static final ModelBundle<Integer, Integer> BUNDLE = bundle();

    private static ModelRecommender<Integer, Integer> recommender() {
        return Recommender.of(BUNDLE).withFilter(item -> item % 5 != 0).orElse(Recommender.popular(BUNDLE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyUserGetsTheSameListAsAloneAndInOrder(int workers) {
        for (boolean excludeSeen : new boolean[] {true, false}) {
            List<Integer> users = new ArrayList<>();
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            BatchRequest batch =
                    BatchRequest.of(9).withExcludeSeen(excludeSeen).withParallelism(Parallelism.threads(workers));

            recommender().recommendAll(batch, (user, list) -> {
                users.add(user);
                threads.add(Thread.currentThread());
                assertThat(list)
                        .isEqualTo(recommender()
                                .recommend(Request.<Integer, Integer>forUser(user, 9)
                                        .withExcludeSeen(excludeSeen)));
            });

            assertThat(users)
                    .isEqualTo(IntStream.range(0, USERS).map(u -> u * 3).boxed().toList());
            assertThat(threads).as("the sink is called by the caller").containsExactly(Thread.currentThread());
        }
    }

    @Test
    void progressReachesTheNumberOfUsersStepByStep() {
        List<Long> done = new ArrayList<>();
        AtomicInteger lists = new AtomicInteger();

        recommender()
                .recommendAll(
                        BatchRequest.of(1).withProgress((step, n, total, detail) -> {
                            assertThat(step).isEqualTo("users recommended to");
                            assertThat(total).isEqualTo(USERS);
                            assertThat(n)
                                    .as("lists handed over before it is told")
                                    .isEqualTo(lists.get());
                            done.add(n);
                        }),
                        (user, list) -> lists.incrementAndGet());

        assertThat(done).isSorted().endsWith((long) USERS);
        assertThat(done.size()).isGreaterThan(1);
    }

    /** A model that tells how many lists it has just made. */
    private record ListeningModel(Model model, IntConsumer made) implements Model {

        @Override
        public ModelInfo info() {
            return model.info();
        }

        @Override
        public Set<Capability> capabilities() {
            return model.capabilities();
        }

        @Override
        public Query forUser(int user) {
            return model.forUser(user);
        }

        @Override
        public TopK[] topK(int[] users, int k, ItemMask[] allowed) {
            TopK[] lists = model.topK(users, k, allowed);
            made.accept(lists.length);
            return lists;
        }
    }

    @Test
    void listsUnderWayAreBounded() {
        AtomicInteger scored = new AtomicInteger();
        AtomicInteger handedOver = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Model counting = new ListeningModel(BUNDLE.model(), lists -> {
            int underWay = scored.addAndGet(lists) - handedOver.get();
            most.accumulateAndGet(underWay, Math::max);
        });

        Recommender.of(BUNDLE.withModel(counting))
                .recommendAll(
                        BatchRequest.of(1).withParallelism(Parallelism.threads(2)),
                        (user, list) -> handedOver.incrementAndGet());

        long informed = IntStream.range(0, USERS)
                .filter(user -> BUNDLE.model().forUser(user).isInformed())
                .count();
        assertThat(scored.get()).isEqualTo((int) informed);
        assertThat(most.get()).isBetween(1, 2 * 1024);
    }

    @Test
    void cancellationLeavesTheSinkWithTheFirstUsers() {
        List<Integer> users = new ArrayList<>();
        BatchRequest batch = BatchRequest.of(2).withCancellation(() -> users.size() >= 1000);

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> recommender().recommendAll(batch, (user, list) -> users.add(user)))
                .withMessage("cancelled: recommending to all users");

        assertThat(users)
                .isEqualTo(
                        IntStream.range(0, users.size()).map(u -> u * 3).boxed().toList());
        assertThat(users.size()).isBetween(1000, USERS - 1);
    }

    @Test
    void aSinkThatFailsEndsTheBatchWithItsOwnException() {
        IllegalStateException full = new IllegalStateException("the table is full");
        AtomicInteger lists = new AtomicInteger();

        assertThatThrownBy(() -> recommender().recommendAll(BatchRequest.of(2), (user, list) -> {
                    if (lists.incrementAndGet() == 5) {
                        throw full;
                    }
                }))
                .isSameAs(full);

        assertThat(lists).hasValue(5);
    }

    @Test
    void aListenerThatFailsEndsTheBatchToo() {
        IllegalStateException gone = new IllegalStateException("the terminal is gone");

        assertThatThrownBy(() -> recommender()
                        .recommendAll(
                                BatchRequest.of(2).withProgress((step, n, total, detail) -> {
                                    throw gone;
                                }),
                                (user, list) -> {}))
                .isSameAs(gone);
    }

    @Test
    void aModelWithoutUsersHasNothingToHandOver() {
        Dataset<String, Integer> none = Dataset.of(
                IdIndex.of(IdType.STRING, List.of()),
                IdIndex.of(IdType.INT, List.of(1)),
                SparseMatrix.builder(0, 1).build());
        Model model = dev.recsys.model.ItemScoresModel.of("popularity", none.shape(), new float[1]);

        Recommender.of(ModelBundle.of(model, none)).recommendAll(BatchRequest.of(3), (user, list) -> {
            throw new AssertionError("nobody is there");
        });
    }

    @Test
    void aBatchAsksForAtLeastOneItem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchRequest.of(0))
                .withMessage("k must be at least 1 but was 0");
    }
}
