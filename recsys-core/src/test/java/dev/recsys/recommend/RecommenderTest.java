package dev.recsys.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.FittedWeighting;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import dev.recsys.popularity.Popularity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecommenderTest {

    private static final IdIndex<String> USERS = IdIndex.of(IdType.STRING, List.of("ann", "bob", "cid"));
    private static final IdIndex<Integer> ITEMS = IdIndex.of(IdType.INT, List.of(10, 20, 30, 40, 50));

    /** ann has seen 10 and 20, bob 10, 20, 30 and 50, cid everything. */
    private static final Dataset<String, Integer> DATA = Dataset.of(
            USERS,
            ITEMS,
            SparseMatrix.builder(3, 5)
                    .appendRow(new int[] {0, 1}, new float[] {1, 1}, 2)
                    .appendRow(new int[] {0, 1, 2, 4}, new float[] {1, 1, 1, 1}, 4)
                    .appendRow(new int[] {0, 1, 2, 3, 4}, new float[] {1, -1, 1, 1, 1}, 5)
                    .build());

    /** One factor: items score 1, 2, 3, 4, 5 for ann, their negatives for bob, 0 for cid; fold-in sums the weights. */
    private static ModelBundle<String, Integer> factors() {
        FactorMatrixBuilder users = FactorMatrix.builder(3, 1);
        users.block(0)[0] = 1;
        users.block(0)[1] = -1;
        FactorMatrixBuilder items = FactorMatrix.builder(5, 1);
        for (int i = 0; i < 5; i++) {
            items.block(0)[i] = i + 1;
        }
        FactorModel model = FactorModel.of(
                        ModelInfo.of("factors", Map.of(), DATA.shape()), users.build(), items.build())
                .withFoldIn((history, out) -> {
                    for (int i = 0; i < history.size(); i++) {
                        out[0] += history.weight(i);
                    }
                });
        return ModelBundle.of(model, DATA);
    }

    private static ModelRecommender<String, Integer> recommender() {
        return Recommender.of(factors());
    }

    private static List<Integer> items(List<Recommendation<Integer>> list) {
        for (int i = 0; i < list.size(); i++) {
            assertThat(list.get(i).rank()).isEqualTo(i + 1);
        }
        return list.stream().map(Recommendation::item).toList();
    }

    private static List<String> sources(List<Recommendation<Integer>> list) {
        return list.stream().map(Recommendation::source).toList();
    }

    private static Request<String, Integer> ask(String user, int k) {
        return Request.forUser(user, k);
    }

    @Test
    void theBestUnseenItemsComeWithScoreRankAndSource() {
        assertThat(recommender().recommend("ann", 2))
                .containsExactly(Recommendation.of(50, 5f, 1, "factors"), Recommendation.of(40, 4f, 2, "factors"));
        assertThat(items(recommender().recommend("ann", 10))).containsExactly(50, 40, 30);
        assertThat(items(recommender().recommend("bob", 10))).containsExactly(40);
        assertThat(recommender().recommend("cid", 10)).isEmpty();
    }

    @Test
    void aRequestServedBySeveralWorkersHasTheSameList() {
        assertThat(recommender().withParallelism(Parallelism.threads(3)).recommend("ann", 3))
                .isEqualTo(recommender().recommend("ann", 3))
                .hasSize(3);
    }

    @Test
    void seenItemsComeIfAskedFor() {
        assertThat(items(recommender().recommend(ask("bob", 3).withExcludeSeen(false))))
                .containsExactly(10, 20, 30);
    }

    @Test
    void aUserOfWhomTheModelKnowsNothingIsUnknown() {
        ModelRecommender<String, Integer> recommender = recommender();

        assertThat(recommender.recommend(ask("cid", 3).withExcludeSeen(false))).isEmpty();
        assertThat(sources(recommender
                        .orElse(Recommender.popular(factors()))
                        .recommend(ask("cid", 3).withExcludeSeen(false))))
                .containsOnly("popularity");
    }

    @Test
    void excludedAndAllowedItemsAreDecidedInsideTheList() {
        ModelRecommender<String, Integer> recommender = recommender();

        assertThat(items(recommender.recommend(ask("ann", 2).withExcluded(List.of(50, 99)))))
                .containsExactly(40, 30);
        assertThat(items(recommender.recommend(
                        ask("ann", 2).withExcluded(List.of(50)).withExcluded(List.of(40)))))
                .as("the later list counts")
                .containsExactly(50, 30);
        assertThat(items(recommender.recommend(ask("ann", 2).withAllowed(List.of(10, 30, 99)))))
                .containsExactly(30);
        assertThat(recommender.recommend(ask("ann", 2).withAllowed(List.of()))).isEmpty();
        assertThat(items(recommender.recommend(
                        ask("ann", 5).withAllowed(List.of(30, 40, 50)).withExcluded(List.of(40)))))
                .containsExactly(50, 30);
    }

    @Test
    void filtersAddUp() {
        ModelRecommender<String, Integer> even =
                recommender().withFilter(item -> item != 50).withFilter(item -> item != 30);

        assertThat(items(even.recommend("ann", 2))).containsExactly(40);
        assertThat(items(even.recommend(ask("ann", 9).withExcludeSeen(false)))).containsExactly(40, 20, 10);
        assertThat(items(recommender().recommend("ann", 1)))
                .as("the other one is as it was")
                .containsExactly(50);
    }

    @Test
    void anUnknownUserGetsAnEmptyListWithoutAFallback() {
        assertThat(recommender().recommend("eve", 3)).isEmpty();
        assertThat(recommender().recommend(Request.anonymous(3))).isEmpty();
    }

    @Test
    void anUnknownUserIsServedFromAHistoryWhichCountsAsSeen() {
        ModelRecommender<String, Integer> recommender = recommender();

        assertThat(items(recommender.recommend(ask("eve", 2).withHistory(List.of(50, 99)))))
                .containsExactly(40, 30);
        assertThat(items(recommender.recommend(
                        Request.<String, Integer>anonymous(9).withHistory(Map.of(10, 3f, 20, -5f)))))
                .containsExactly(30, 40, 50);
        assertThat(items(recommender.recommend(
                        ask("eve", 2).withHistory(List.of(50)).withExcludeSeen(false))))
                .containsExactly(50, 40);
        assertThat(recommender.recommend(ask("eve", 2).withHistory(List.of(98, 99))))
                .as("nothing is known of such a history")
                .isEmpty();
    }

    @Test
    void anUnknownUserWhoseHistoryHasNoUsableAnswerIsServedByTheFallback() {
        Request<String, Integer> request = ask("eve", 2).withHistory(Map.of(10, 3e38f, 20, 3e38f));

        assertThat(recommender().recommend(request)).isEmpty();
        assertThat(sources(recommender().orElse(Recommender.popular(factors())).recommend(request)))
                .containsExactly("popularity", "popularity");
    }

    @Test
    void aHistoryReplacesWhatTheModelKnowsButNotWhatWasSeen() {
        List<Recommendation<Integer>> list =
                recommender().recommend(ask("bob", 9).withHistory(Map.of(10, 2f)));

        assertThat(list).containsExactly(Recommendation.of(40, 8f, 1, "factors"));
    }

    @Test
    void aHistoryIsWeightedAsTheTrainingDataWas() {
        ModelBundle<String, Integer> logged =
                ModelBundle.of(factors().model(), DATA.withWeighting(FittedWeighting.log(1)));

        List<Recommendation<Integer>> list =
                Recommender.of(logged).recommend(ask("eve", 1).withHistory(Map.of(10, (float) (Math.E - 1))));

        assertThat(list.get(0).score()).isCloseTo(5f, org.assertj.core.api.Assertions.within(1e-5f));
    }

    @Test
    void strengthsMustBeFiniteAndNotZero() {
        for (float strength : new float[] {0, Float.NaN, Float.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ask("ann", 1).withHistory(Map.of(10, strength)))
                    .withMessage("item 10: the strength must be finite and not 0 but is " + strength);
        }
    }

    @Test
    void popularItemsAreThoseManyLikeAndServeAnybody() {
        ModelRecommender<String, Integer> popular = Recommender.popular(factors());

        assertThat(popular.recommend("eve", 5))
                .containsExactly(
                        Recommendation.of(10, 3f, 1, "popularity"),
                        Recommendation.of(20, 2f, 2, "popularity"),
                        Recommendation.of(30, 2f, 3, "popularity"),
                        Recommendation.of(50, 2f, 4, "popularity"),
                        Recommendation.of(40, 1f, 5, "popularity"));
        assertThat(items(popular.recommend("ann", 2))).containsExactly(30, 50);
        assertThat(items(popular.recommend(Request.<String, Integer>anonymous(2).withHistory(List.of(10)))))
                .containsExactly(20, 30);
    }

    @Test
    void theFallbackServesWhomTheModelCannotServe() {
        ModelRecommender<String, Integer> recommender = recommender().orElse(Recommender.popular(factors()));

        List<Recommendation<Integer>> list = recommender.recommend("eve", 3);

        assertThat(items(list)).containsExactly(10, 20, 30);
        assertThat(sources(list)).containsOnly("popularity");
        assertThat(sources(recommender.recommend("ann", 3))).containsOnly("factors");
        assertThat(recommender).hasToString("factors, else popularity");
    }

    /** Knows these items only, and ann, who has seen nothing; the last item is the best. */
    private static ModelRecommender<String, Integer> narrow(String source, Integer... ids) {
        Dataset<String, Integer> data = Dataset.of(
                IdIndex.of(IdType.STRING, List.of("ann")),
                IdIndex.of(IdType.INT, List.of(ids)),
                SparseMatrix.builder(1, ids.length).build());
        float[] scores = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            scores[i] = i;
        }
        return Recommender.of(ModelBundle.of(ItemScoresModel.of(source, data.shape(), scores), data));
    }

    @Test
    void theFallbackFillsAListThatIsTooShortWithoutRepeatsOrSeenItems() {
        ModelRecommender<String, Integer> short2 =
                narrow("first", 10, 50).orElse(Recommender.popular(factors()).withSource("top"));

        List<Recommendation<Integer>> list = short2.recommend("ann", 4);

        assertThat(items(list)).containsExactly(50, 10, 30, 40);
        assertThat(sources(list)).containsExactly("first", "first", "top", "top");
        assertThat(items(short2.recommend(ask("ann", 9).withExcludeSeen(false))))
                .containsExactly(50, 10, 20, 30, 40);
        assertThat(items(
                        short2.recommend(ask("ann", 9).withExcluded(List.of(30)).withAllowed(List.of(50, 30, 40)))))
                .containsExactly(50, 40);
        assertThat(items(short2.recommend("ann", 1))).containsExactly(50);
    }

    @Test
    void aFallbackThatDoesNotKnowTheUserLeavesOutWhatTheFirstKnowsAsSeen() {
        ModelRecommender<String, Integer> recommender = recommender().orElse(narrow("strange", 60, 30, 10));

        assertThat(items(recommender.recommend("ann", 9))).containsExactly(50, 40, 30, 60);
        assertThat(items(recommender.recommend("bob", 9))).containsExactly(40, 60);
        assertThat(items(recommender.recommend("cid", 9))).containsExactly(60);
        assertThat(items(recommender.recommend(ask("eve", 9).withHistory(List.of(30)))))
                .containsExactly(50, 40, 20, 10, 60);
    }

    @Test
    void fallbacksFormAChain() {
        ModelRecommender<String, Integer> chain = narrow("first", 50)
                .orElse(narrow("second", 50, 40))
                .orElse(Recommender.popular(factors()).withSource("third"));

        List<Recommendation<Integer>> list = chain.recommend(ask("ann", 5).withExcludeSeen(false));

        assertThat(items(list)).containsExactly(50, 40, 10, 20, 30);
        assertThat(sources(list)).containsExactly("first", "second", "third", "third", "third");
        assertThat(chain).hasToString("first, else second, else third");
    }

    @Test
    void aFallbackCanBeTheHostsOwnAndIsHeldToTheRequest() {
        Recommender<String, Integer> editorial = request -> List.of(
                Recommendation.of(50, 9, 1, "editors"),
                Recommendation.of(20, 8, 2, "editors"),
                Recommendation.of(70, 7, 3, "editors"),
                Recommendation.of(70, 6, 4, "editors"),
                Recommendation.of(80, 5, 5, "editors"));
        ModelRecommender<String, Integer> chain =
                recommender().orElse(editorial).orElse(narrow("last", 90));

        List<Recommendation<Integer>> list = chain.recommend("ann", 9);

        assertThat(items(list)).containsExactly(50, 40, 30, 70, 80, 90);
        assertThat(sources(list)).containsExactly("factors", "factors", "factors", "editors", "editors", "last");
        assertThat(items(chain.recommend("ann", 4))).containsExactly(50, 40, 30, 70);
    }

    @Test
    void aFilterHoldsForTheWholeChainWheneverItIsSet() {
        Recommender<String, Integer> editorial =
                request -> List.of(Recommendation.of(70, 7, 1, "editors"), Recommendation.of(80, 5, 2, "editors"));
        ModelRecommender<String, Integer> before = recommender()
                .withFilter(item -> item % 20 == 0)
                .orElse(Recommender.popular(factors()))
                .orElse(editorial);
        ModelRecommender<String, Integer> after = recommender()
                .orElse(Recommender.popular(factors()))
                .orElse(editorial)
                .withFilter(item -> item % 20 == 0);

        for (ModelRecommender<String, Integer> chain : List.of(before, after)) {
            assertThat(items(chain.recommend(ask("eve", 9)))).containsExactly(20, 40, 80);
            assertThat(items(chain.recommend(ask("ann", 9)))).containsExactly(40, 80);
        }
    }

    @Test
    void itemsThatAreNotValidAtTheTimeAreLeftOutOfTheWholeChain() {
        Instant start = Instant.parse("2020-01-01T00:00:00Z");
        Instant end = Instant.parse("2020-02-01T00:00:00Z");
        ItemCatalog<Integer> catalog = ItemCatalog.of(
                IdType.INT,
                List.of(
                        ItemCatalog.Item.of(50).withValidUntil(end),
                        ItemCatalog.Item.of(40).withValidFrom(start).withValidUntil(end),
                        ItemCatalog.Item.of(30).withTitle("always"),
                        ItemCatalog.Item.of(70).withValidFrom(end)));
        Recommender<String, Integer> editorial =
                request -> List.of(Recommendation.of(70, 7, 1, "editors"), Recommendation.of(80, 5, 2, "editors"));
        ModelRecommender<String, Integer> chain =
                Recommender.of(factors().withCatalog(catalog)).orElse(editorial);

        assertThat(items(chain.withValidAt(start.minusMillis(1)).recommend("ann", 9)))
                .containsExactly(50, 30, 80);
        assertThat(items(chain.withValidAt(start).recommend("ann", 9))).containsExactly(50, 40, 30, 80);
        assertThat(items(chain.withValidAt(end).recommend("ann", 9))).containsExactly(30, 70, 80);
        assertThat(items(Recommender.of(factors().withCatalog(catalog))
                        .withValidAt(end)
                        .orElse(editorial)
                        .recommend("eve", 9)))
                .containsExactly(70, 80);
        assertThat(items(chain.recommend("ann", 9)))
                .as("validity is applied only where asked for")
                .containsExactly(50, 40, 30, 70, 80);
    }

    @Test
    void similarItemsLeaveOutTheItemItselfAndWhatIsFiltered() {
        ModelRecommender<String, Integer> recommender = recommender().withFilter(item -> item != 20);

        List<Recommendation<Integer>> list = recommender.similarItems(30, 9);

        assertThat(items(list)).containsExactly(10, 40, 50);
        assertThat(list.get(0).score()).isEqualTo(1f);
        assertThat(items(recommender.similarItems(20, 1)))
                .as("of a filtered item")
                .containsExactly(10);
        assertThat(recommender.similarItems(99, 3)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> recommender.similarItems(30, 0));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Recommender.popular(factors()).similarItems(30, 1));
    }

    @Test
    void aRequestIsCheckedAndImmutable() {
        Request<String, Integer> request = ask("ann", 3);
        assertThatIllegalArgumentException().isThrownBy(() -> ask("ann", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Request.anonymous(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> request.withK(0));

        assertThat(request.withK(5).k()).isEqualTo(5);
        assertThat(request.k()).isEqualTo(3);
        assertThat(request.user()).contains("ann");
        assertThat(request.excludeSeen()).isTrue();
        assertThat(request.allowed()).isEmpty();
        assertThat(Request.anonymous(1).user()).isEmpty();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> request.withExcluded(List.of(1)).excluded().add(2));
    }

    /** Somebody whom feature building left out is unknown to the model, but not what they have seen. */
    @Test
    void whatSomebodyHasSeenWhomTheModelDoesNotKnowIsLeftOutToo() {
        EventLog<String, Integer> log = EventLog.builder(IdType.STRING, IdType.INT)
                .add("ann", 10, 5)
                .add("ann", 20, 5)
                .add("bob", 10, 5)
                .add("bob", 30, 5)
                .add("cat", 10, 1)
                .add("cat", 30, 1)
                .build();
        Dataset<String, Integer> data =
                FeatureBuilder.build(log, FeatureConfig.defaults().withMinWeight(4));
        ModelBundle<String, Integer> bundle = Popularity.byUsers().train(data);
        Recommender<String, Integer> recommender = Recommender.of(bundle).orElse(Recommender.popular(bundle));

        assertThat(bundle.users().contains("cat")).isFalse();
        assertThat(bundle.seenBy("cat")).containsExactly(0, 2);
        assertThat(items(recommender.recommend("cat", 5))).containsExactly(20);
        assertThat(items(recommender.recommend(recommender.request("cat", 5).withExcludeSeen(false))))
                .containsExactly(10, 20, 30);
        assertThat(items(recommender.recommend("dan", 5))).containsExactly(10, 20, 30);
    }
}
