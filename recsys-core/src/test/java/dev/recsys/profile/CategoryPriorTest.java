package dev.recsys.profile;

import static dev.recsys.event.IdType.INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.als.Als;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.event.EventLog;
import dev.recsys.event.Interaction;
import dev.recsys.model.History;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.store.FeatureStore;
import dev.recsys.store.InMemoryFeatureStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CategoryPriorTest {

    private static final int ITEMS = 30;

    /** Item i has category c(i mod 3), every fifth none; users of the first half take mostly c0. */
    private static final ModelBundle<Integer, Integer> BUNDLE = bundle();

    private static ModelBundle<Integer, Integer> bundle() {
        SplittableRandom random = new SplittableRandom(3);
        List<Interaction<Integer, Integer>> events = new ArrayList<>();
        for (int user = 0; user < 40; user++) {
            for (int i = 0; i < 8; i++) {
                int item = random.nextInt(ITEMS);
                events.add(Interaction.of(user, user < 20 && random.nextInt(4) > 0 ? item / 3 * 3 : item));
            }
        }
        return Als.implicit()
                .withFactors(4)
                .train(EventLog.of(INT, INT, events))
                .withCatalog(catalog());
    }

    private static ItemCatalog<Integer> catalog() {
        List<Item<Integer>> items = new ArrayList<>();
        for (int item = 0; item < ITEMS; item++) {
            List<String> categories = item % 5 == 4
                    ? List.of()
                    : item % 7 == 0 ? List.of("c" + item % 3, "old") : List.of("c" + item % 3);
            items.add(Item.of(item).withCategories(categories));
        }
        return ItemCatalog.of(INT, items);
    }

    @Test
    void scoresAreTheFormulasOnes() {
        CategoryPrior<Integer, Integer> prior = CategoryPrior.of(BUNDLE)
                .withStrength(6)
                .withAffinity(1.5)
                .withPopularity(0.4)
                .withPseudoCount(2);
        Map<Integer, Double> expected = naive(Map.of(3, 1f, 4, 1f, 7, -2f), 6, 1.5, 0.4, 2);

        ModelRecommender<Integer, Integer> recommender = prior.recommender();
        List<Recommendation<Integer>> list =
                recommender.recommend(recommender.anonymousRequest(ITEMS).withHistory(Map.of(3, 1f, 4, 1f, 7, -2f)));

        assertThat(list).hasSize(BUNDLE.items().size() - 3);
        list.forEach(one -> assertThat((double) one.score())
                .as("item %s", one.item())
                .isCloseTo(expected.get(one.item()), within(1e-5)));
        assertThat(list)
                .isSortedAccordingTo(
                        Comparator.comparing(Recommendation<Integer>::score).reversed());
    }

    /** The class comment, word for word, by id. */
    private static Map<Integer, Double> naive(
            Map<Integer, Float> history, double strength, double affinity, double popularity, double pseudoCount) {
        int items = BUNDLE.items().size();
        Map<String, Double> global = new HashMap<>();
        double all = 0;
        double mostTaken = 0;
        for (int p = 0; p < items; p++) {
            List<String> categories = BUNDLE.catalog().categories(BUNDLE.items().id(p));
            for (String category : categories) {
                global.merge(category, BUNDLE.popularity(p) / (double) categories.size(), Double::sum);
                all += BUNDLE.popularity(p) / (double) categories.size();
            }
            mostTaken = Math.max(mostTaken, BUNDLE.popularity(p));
        }
        double total = all;
        global.replaceAll((category, sum) -> sum / total);
        double unit = history.values().stream().mapToDouble(Math::abs).sum() / history.size();
        Map<String, Double> user = new HashMap<>();
        global.forEach((category, share) -> {
            double sum = pseudoCount * share;
            for (Map.Entry<Integer, Float> event : history.entrySet()) {
                List<String> categories = BUNDLE.catalog().categories(event.getKey());
                sum += categories.contains(category) ? event.getValue() / unit / categories.size() : 0;
            }
            user.put(category, Math.max(0.1 * pseudoCount * share, sum));
        });
        double mass = user.values().stream().mapToDouble(Double::doubleValue).sum();
        double w = strength / (strength + history.size());
        float[] model = new float[items];
        int[] positions = new int[history.size()];
        float[] weights = new float[history.size()];
        int n = 0;
        for (Map.Entry<Integer, Float> event : history.entrySet()) {
            positions[n] = BUNDLE.items().positionOf(event.getKey());
            weights[n++] = event.getValue();
        }
        int[] every = new int[items];
        for (int p = 0; p < items; p++) {
            every[p] = p;
        }
        BUNDLE.model().forHistory(History.of(positions, weights, n)).scores(every, items, model);
        double largest = 0;
        for (float score : model) {
            largest = Math.max(largest, Math.abs(score));
        }
        Map<Integer, Double> scores = new HashMap<>();
        for (int p = 0; p < items; p++) {
            List<String> categories = BUNDLE.catalog().categories(BUNDLE.items().id(p));
            double lift = 0;
            for (String category : categories) {
                lift += Math.log(user.get(category) / mass / global.get(category)) / categories.size();
            }
            double mixed =
                    (1 - w * popularity) * model[p] / largest + w * popularity * BUNDLE.popularity(p) / mostTaken;
            scores.put(BUNDLE.items().id(p), mixed * Math.exp((mixed < 0 ? -1 : 1) * w * affinity * lift));
        }
        return scores;
    }

    @Test
    void filtersExclusionsAndAllowedItemsHoldInsideTopK() {
        ModelRecommender<Integer, Integer> recommender =
                CategoryPrior.of(BUNDLE).recommender().withFilter(item -> item % 2 == 0);
        List<Integer> history = List.of(3, 6);

        List<Integer> list = items(recommender.recommend(recommender
                .anonymousRequest(4)
                .withHistory(history)
                .withExcluded(List.of(0, 12))
                .withAllowed(List.of(0, 2, 3, 4, 6, 8, 10, 12))));

        assertThat(list).containsExactlyInAnyOrder(2, 4, 8, 10);
        assertThat(items(recommender.recommend(
                        recommender.anonymousRequest(ITEMS).withHistory(history).withExcludeSeen(false))))
                .contains(6)
                .doesNotContain(3);
    }

    @Test
    void rerankersSeeTheAdjustedOrder() {
        ModelRecommender<Integer, Integer> recommender =
                CategoryPrior.of(BUNDLE).withAffinity(3).recommender();
        List<Integer> best = items(recommender.recommend(5, 6));
        ModelRecommender<Integer, Integer> reversed = recommender.withReranker(
                (candidates, context) -> {
                    List<Recommendation<Integer>> copy = new ArrayList<>(candidates);
                    Collections.reverse(copy);
                    return copy;
                },
                6);

        assertThat(best).isNotEqualTo(items(Recommender.of(BUNDLE).recommend(5, 6)));
        assertThat(items(reversed.recommend(5, 3))).containsExactly(best.get(5), best.get(4), best.get(3));
    }

    @Test
    void priorVanishesAsTheHistoryGrows() {
        List<Integer> history = List.of(0, 1, 2, 3, 5, 6, 7, 8, 9, 10);
        ModelRecommender<Integer, Integer> plain = Recommender.of(BUNDLE);
        ModelRecommender<Integer, Integer> adjusted =
                CategoryPrior.of(BUNDLE).withStrength(0.1).recommender(); // w = 0.0099
        assertThat(adjusted.recommend(adjusted.anonymousRequest(9).withHistory(history)))
                .isEqualTo(plain.recommend(plain.anonymousRequest(9).withHistory(history)));
        ModelRecommender<Integer, Integer> none =
                CategoryPrior.of(BUNDLE).withStrength(0).recommender();
        assertThat(none.recommend(5, 9)).isEqualTo(plain.recommend(5, 9));
    }

    @Test
    void batchGivesWhatSingleRequestsGive() {
        ModelRecommender<Integer, Integer> recommender =
                CategoryPrior.of(BUNDLE).withPopularity(0.3).recommender().orElse(Recommender.popular(BUNDLE));
        List<Integer> users = new ArrayList<>();

        recommender.recommendAll(BatchRequest.of(7), (user, list) -> {
            users.add(user);
            assertThat(list).as("user %s", user).isEqualTo(recommender.recommend(user, 7));
        });

        assertThat(users).hasSize(40);
    }

    @Test
    void batchAsksTheStoreOnceForEachBlockOfUsers() {
        CountingFeatureStore store = new CountingFeatureStore();
        List<Integer> users = new ArrayList<>();
        for (int user = 0; user < 600; user++) {
            users.add(user);
            if (user % 3 == 0) {
                store.put(UserProfiles.key(INT), user, Map.of("c" + user % 2, 5.0), Instant.EPOCH);
            }
        }
        CategoryPrior<Integer, Integer> prior =
                CategoryPrior.of(BUNDLE).withFeatures(store).withAffinity(5);
        ModelRecommender<Integer, Integer> recommender =
                prior.recommender().withAdjustment(CategoryPrior.of(BUNDLE).withPopularity(0.3));
        Map<Integer, List<Recommendation<Integer>>> lists = new HashMap<>();

        recommender.recommendAll(users, BatchRequest.of(7), lists::put);

        assertThat(store.reads()).isEqualTo(2); // of 512 and 88 users
        lists.forEach((user, list) -> assertThat(list).as("user %s", user).isEqualTo(recommender.recommend(user, 7)));
    }

    @Test
    void storedStrengthsServeSomebodyWhoHasDoneNothing() {
        FeatureStore store = new InMemoryFeatureStore();
        store.put(UserProfiles.key(INT), 777, Map.of("c1", 5.0), Instant.EPOCH);
        ModelRecommender<Integer, Integer> recommender = CategoryPrior.of(BUNDLE)
                .withFeatures(store)
                .withStrength(10)
                .withPseudoCount(10)
                .withAffinity(5)
                .recommender()
                .orElse(Recommender.popular(BUNDLE));

        List<Recommendation<Integer>> list = recommender.recommend(777, 6);

        assertThat(items(list)).allMatch(item -> item % 3 == 1);
        assertThat(list).allMatch(one -> one.source().equals("ials"));
        assertThat(recommender.recommend(778, 6)).allMatch(one -> one.source().equals("popularity"));
    }

    @Test
    void storedStrengthsCountInsteadOfTheHistorys() {
        FeatureStore store = new InMemoryFeatureStore();
        store.put(UserProfiles.key(INT), 5, Map.of("c2", 9.0, "c0", -9.0), Instant.EPOCH);
        CategoryPrior<Integer, Integer> prior =
                CategoryPrior.of(BUNDLE).withStrength(10).withPseudoCount(10).withAffinity(10);

        assertThat(items(prior.withFeatures(store).recommender().recommend(5, 3)))
                .allMatch(item -> item % 3 == 2);
        assertThat(items(prior.recommender().recommend(5, 3))).anyMatch(item -> item % 3 == 0);
    }

    @Test
    void storedValueWithoutCategoriesLeavesTheHistory() {
        FeatureStore store = new InMemoryFeatureStore();
        store.put(UserProfiles.key(INT), 5, Map.of("c2", 9.0, "c0", -9.0), Instant.EPOCH);
        store.put(UserProfiles.key(INT), 5, Map.of(), Instant.EPOCH.plusSeconds(1));
        CategoryPrior<Integer, Integer> prior = CategoryPrior.of(BUNDLE).withAffinity(10);

        assertThat(prior.withFeatures(store).recommender().recommend(5, 9))
                .isEqualTo(prior.recommender().recommend(5, 9));
    }

    @Test
    void scoresAreFiniteWhateverTheStrengths() {
        FeatureStore store = new InMemoryFeatureStore();
        double most = Double.MAX_VALUE;
        store.put(UserProfiles.key(INT), 5, Map.of("c0", most, "c1", most, "old", -most), Instant.EPOCH);
        store.put(UserProfiles.key(INT), 6, Map.of("c0", most), Instant.EPOCH);
        store.put(UserProfiles.key(INT), 7, Map.of("c0", Double.MIN_VALUE, "c1", -most), Instant.EPOCH);
        for (double affinity : new double[] {0, 0.4, 100}) {
            for (double pseudoCount : new double[] {1e-6, 50}) {
                ModelRecommender<Integer, Integer> recommender = CategoryPrior.of(BUNDLE)
                        .withFeatures(store)
                        .withAffinity(affinity)
                        .withPseudoCount(pseudoCount)
                        .recommender();
                for (int user : new int[] {5, 6, 7}) {
                    assertThat(recommender.recommend(user, ITEMS))
                            .as("affinity %s, pseudo count %s, user %s", affinity, pseudoCount, user)
                            .isNotEmpty()
                            .allMatch(one -> Float.isFinite(one.score()));
                }
            }
        }
    }

    @Test
    void nothingKnownChangesNothing() {
        ModelRecommender<Integer, Integer> recommender =
                CategoryPrior.of(BUNDLE).recommender();
        assertThat(recommender.recommend(999, 5)).isEmpty();
        List<Integer> uncategorised = List.of(4, 9);
        ModelRecommender<Integer, Integer> plain = Recommender.of(BUNDLE);
        assertThat(recommender.recommend(recommender.anonymousRequest(5).withHistory(uncategorised)))
                .isEqualTo(plain.recommend(plain.anonymousRequest(5).withHistory(uncategorised)));
    }

    @Test
    void cataloguesWithoutCategoriesAndImpossibleSettingsAreRefused() {
        assertThatThrownBy(() -> CategoryPrior.of(BUNDLE.withCatalog(ItemCatalog.empty(INT))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("withCatalog");
        CategoryPrior<Integer, Integer> prior = CategoryPrior.of(BUNDLE);
        assertThatThrownBy(() -> prior.withPopularity(1.5)).hasMessageContaining("between 0.0 and 1.0 but was 1.5");
        assertThatThrownBy(() -> prior.withStrength(Double.NaN)).hasMessageContaining("strength");
        assertThatThrownBy(() -> prior.withPseudoCount(0)).hasMessageContaining("pseudoCount");
    }

    private static List<Integer> items(List<Recommendation<Integer>> list) {
        return list.stream().map(Recommendation::item).toList();
    }
}
