package dev.recsys.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.FactorModel;
import dev.recsys.model.History;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RerankerTest {

    private static final int ITEMS = 20;
    private static final int USERS = 600;
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    /** Item i scores i for users above 0 and nothing is known of user 0; user u has seen item u % 20. */
    private static ModelBundle<Integer, Integer> bundle() {
        var seen = SparseMatrix.builder(USERS, ITEMS);
        FactorMatrixBuilder users = FactorMatrix.builder(USERS, 1);
        FactorMatrixBuilder items = FactorMatrix.builder(ITEMS, 1);
        for (int u = 0; u < USERS; u++) {
            seen.appendRow(new int[] {u % ITEMS}, new float[] {2}, 1);
            users.setRow(u, new float[] {u == 0 ? 0 : 1}, 0);
        }
        for (int i = 0; i < ITEMS; i++) {
            items.setRow(i, new float[] {i}, 0);
        }
        Dataset<Integer, Integer> data = Dataset.of(
                IdIndex.of(IdType.INT, IntStream.range(0, USERS).boxed().toList()),
                IdIndex.of(IdType.INT, IntStream.range(0, ITEMS).boxed().toList()),
                seen.build());
        ModelInfo info = ModelInfo.of("factors", Map.of(), data.shape());
        return ModelBundle.of(
                FactorModel.of(info, users.build(), items.build()).withFoldIn((history, out) -> out[0] = -1), data);
    }

    private static final ModelBundle<Integer, Integer> BUNDLE = bundle();

    private static <U, I> Reranker<U, I> reversed() {
        return (candidates, context) -> {
            List<Recommendation<I>> list = new ArrayList<>(candidates);
            Collections.reverse(list);
            return list;
        };
    }

    private static List<Integer> items(List<Recommendation<Integer>> list) {
        for (int i = 0; i < list.size(); i++) {
            assertThat(list.get(i).rank()).isEqualTo(i + 1);
        }
        return list.stream().map(Recommendation::item).toList();
    }

    @Test
    void theFirstKOfTheNewOrderOfMoreCandidatesAreTaken() {
        ModelRecommender<Integer, Integer> plain = Recommender.of(BUNDLE);

        assertThat(items(plain.withReranker(reversed(), 5).recommend(1, 3))).containsExactly(15, 16, 17);
        assertThat(items(plain.withReranker(reversed(), 2).recommend(1, 3)))
                .as("never fewer than k candidates")
                .containsExactly(17, 18, 19);
        assertThat(items(plain.withReranker(reversed(), 500).recommend(1, 2))).containsExactly(0, 2);
    }

    @Test
    void candidatesAreWhatFiltersAndTheRequestAllow() {
        ModelRecommender<Integer, Integer> recommender =
                Recommender.of(BUNDLE).withReranker(reversed(), 4).withFilter(item -> item % 2 == 0);

        assertThat(items(recommender.recommend(recommender.request(4, 2).withExcluded(List.of(18)))))
                .containsExactly(10, 12);
    }

    @Test
    void rerankersFollowEachOther() {
        Reranker<Integer, Integer> first = (candidates, context) -> candidates.subList(1, candidates.size());
        Reranker<Integer, Integer> ranksStartAtOne = (candidates, context) -> {
            assertThat(candidates.get(0).rank()).isEqualTo(1);
            return candidates;
        };
        ModelRecommender<Integer, Integer> plain = Recommender.of(BUNDLE);

        List<Integer> expected = List.of(15, 16, 17, 18);
        assertThat(items(plain.withReranker(first.then(ranksStartAtOne).then(reversed()), 5)
                        .recommend(1, 4)))
                .isEqualTo(expected);
        assertThat(items(plain.withReranker(first, 5)
                        .withReranker(ranksStartAtOne, 1)
                        .withReranker(reversed(), 2)
                        .recommend(1, 4)))
                .isEqualTo(expected);
    }

    @Test
    void aRerankerMayLeaveOutAndReplaceScores() {
        Reranker<Integer, Integer> odd = (candidates, context) -> candidates.stream()
                .filter(one -> one.item() % 2 == 1)
                .map(one -> Recommendation.of(one.item(), -one.score(), 7, "other"))
                .toList();

        assertThat(Recommender.of(BUNDLE).withReranker(odd, 4).recommend(1, 3))
                .containsExactly(Recommendation.of(19, -19f, 1, "other"), Recommendation.of(17, -17f, 2, "other"));
    }

    @Test
    void aRerankerMayNotAddOrRepeat() {
        Reranker<Integer, Integer> adds = (candidates, context) -> List.of(Recommendation.of(0, 1f, 1, "mine"));
        Reranker<Integer, Integer> repeats = (candidates, context) -> List.of(candidates.get(0), candidates.get(0));

        assertThatIllegalStateException()
                .isThrownBy(() -> Recommender.of(BUNDLE).withReranker(adds, 3).recommend(1, 3))
                .withMessageContaining("gave back item 0");
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Recommender.of(BUNDLE).withReranker(repeats, 3).recommend(1, 3))
                .withMessageContaining("gave back item 19");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recommender.of(BUNDLE).withReranker(reversed(), 0))
                .withMessage("candidates must be at least 1 but was 0");
    }

    @Test
    void aFallbackAddsCandidatesOnlyWhereTheModelHasFewerThanK() {
        Recommender<Integer, Integer> editorial = request -> IntStream.range(0, request.k())
                .mapToObj(i -> Recommendation.of(100 + i, 9f, i + 1, "editors"))
                .toList();
        ModelRecommender<Integer, Integer> chain = Recommender.of(BUNDLE)
                .withFilter(item -> item >= 17)
                .orElse(editorial)
                .withReranker(reversed(), 6);

        assertThat(items(chain.recommend(1, 3))).containsExactly(17, 18, 19);
        assertThat(items(chain.recommend(1, 4))).containsExactly(102, 101, 100, 17);
        assertThat(items(chain.recommend(0, 2))).as("of an uninformed user").containsExactly(105, 104);
        assertThat(items(chain.recommend(-5, 2))).as("of an unknown user").containsExactly(105, 104);
    }

    @Test
    void relevanceKeepsTheOrderOfTheChainWhereverItemsStand() {
        List<double[]> heard = new ArrayList<>();
        Recommender<Integer, Integer> editorial = request -> IntStream.range(0, 2)
                .mapToObj(i -> Recommendation.of(100 + i, 9f - i, i + 1, "editors"))
                .toList();
        Recommender.of(BUNDLE)
                .withFilter(item -> item >= 18)
                .orElse(editorial)
                .withReranker(
                        (candidates, context) -> {
                            List<Recommendation<Integer>> list = new ArrayList<>(candidates);
                            Collections.reverse(list); // 101, 100, 18, 19
                            heard.add(context.relevance(list));
                            return candidates;
                        },
                        4)
                .recommend(1, 4);

        assertThat(heard.get(0)).containsExactly(0, 0.5, 0.5, 1);
    }

    @Test
    void theContextSaysWhoAsksForWhatAndWhen() {
        List<RerankContext<Integer, Integer>> heard = new ArrayList<>();
        ModelRecommender<Integer, Integer> recommender = Recommender.of(BUNDLE)
                .withClock(Clock.fixed(NOW, ZoneOffset.UTC))
                .withReranker(
                        (candidates, context) -> {
                            heard.add(context);
                            return candidates;
                        },
                        9);
        Request<Integer, Integer> request = recommender.request(3, 4);

        recommender.recommend(request);
        recommender.recommend(request.withHistory(Map.of(5, 3f, 77, 1f)));

        RerankContext<Integer, Integer> context = heard.get(0);
        assertThat(context.request()).isSameAs(request);
        assertThat(context.k()).isEqualTo(4);
        assertThat(context.bundle()).isSameAs(BUNDLE);
        assertThat(context.now()).isEqualTo(NOW);
        assertThat(context.history()).isEqualTo(History.of(new int[] {3}, new float[] {2}, 1));
        assertThat(heard.get(1).history()).isEqualTo(History.of(new int[] {5}, new float[] {3}, 1));
    }

    @Test
    void withoutTrainingWeightsTheHistoryIsWhatWasSeen() {
        Request<Integer, Integer> request = Request.forUser(3, 4);

        assertThat(RerankContext.of(request, BUNDLE.withoutHistories(), NOW).history())
                .isEqualTo(History.of(3));
        assertThat(RerankContext.of(Request.<Integer, Integer>forUser(-1, 4), BUNDLE, NOW)
                        .history()
                        .size())
                .isZero();
        assertThat(RerankContext.of(Request.<Integer, Integer>anonymous(4), BUNDLE, NOW)
                        .history()
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aBatchGivesTheListsOfSingleRequests(int workers) {
        Reranker<Integer, Integer> mixed = (candidates, context) -> {
            List<Recommendation<Integer>> list = new ArrayList<>(candidates);
            Collections.rotate(list, context.request().user().orElseThrow() % 7);
            return list;
        };
        ModelRecommender<Integer, Integer> recommender =
                Recommender.of(BUNDLE).orElse(Recommender.popular(BUNDLE)).withReranker(mixed, 8);
        Map<Integer, List<Recommendation<Integer>>> lists = new HashMap<>();

        recommender.recommendAll(BatchRequest.of(3).withParallelism(Parallelism.threads(workers)), lists::put);

        assertThat(lists).hasSize(USERS);
        lists.forEach((user, list) -> assertThat(list).isEqualTo(recommender.recommend(user, 3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aBatchCanBeForSomeUsersKnownOrNotInTheOrderGiven(int workers) {
        List<Integer> users = new ArrayList<>(List.of(7, 2, -1, 599, 0, -2, 3));
        IntStream.range(0, 300).forEach(i -> users.add(10 + (i % 2 == 0 ? i : -1000 - i)));
        ModelRecommender<Integer, Integer> recommender =
                Recommender.of(BUNDLE).orElse(Recommender.popular(BUNDLE)).withReranker(reversed(), 8);
        List<Integer> told = new ArrayList<>();

        recommender.recommendAll(
                users, BatchRequest.of(3).withParallelism(Parallelism.threads(workers)), (user, list) -> {
                    told.add(user);
                    assertThat(list).isEqualTo(recommender.recommend(user, 3));
                });

        assertThat(told).isEqualTo(users);
        recommender.recommendAll(List.of(), BatchRequest.of(3), (user, list) -> {
            throw new AssertionError("nobody was asked for");
        });
    }
}
