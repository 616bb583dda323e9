package dev.recsys.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.data.ItemCatalog;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.ItemRule;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Request;
import dev.recsys.recommend.RerankContext;
import dev.recsys.recommend.Reranker;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules of the host's own about what may be shown. Filters run inside top-K: lists stay full. */
class CustomFilterTest {

    private final ItemCatalog<Integer> catalog = Plays.FILMS.catalog();
    private final ModelBundle<Integer, Integer> model =
            Als.implicit().withFactors(16).train(Plays.log()).withCatalog(catalog);

    @Test
    void noHorrorForAnybody() {
        ModelRecommender<Integer, Integer> everybody = Recommender.of(model);
        Recommender<Integer, Integer> gentle =
                everybody.withFilter(item -> !catalog.categories(item).contains("Horror"));

        List<Recommendation<Integer>> list = gentle.recommend(1, 30);

        assertThat(list).hasSize(30);
        assertThat(list).noneMatch(r -> catalog.categories(r.item()).contains("Horror"));
        assertThat(everybody.recommend(1, 100))
                .anyMatch(r -> catalog.categories(r.item()).contains("Horror"));
    }

    @Test
    void oneRequestMayAllowAndExcludeItemsOfItsOwn() {
        Recommender<Integer, Integer> recommender = Recommender.of(model);

        List<Recommendation<Integer>> list = recommender.recommend(recommender
                .request(1, 10)
                .withAllowed(List.of(5, 6, 7, 8))
                .withExcluded(List.of(6))
                .withExcludeSeen(false));

        assertThat(list).extracting(Recommendation::item).containsExactlyInAnyOrder(5, 7, 8);
    }

    /** The first k items of a longer list with at most two of a main category, then what was passed over. */
    record Varied(ModelRecommender<Integer, Integer> model) implements Recommender<Integer, Integer> {

        private static final int CANDIDATES_PER_PLACE = 10;
        private static final int MOST_OF_A_CATEGORY = 2;

        @Override
        public List<Recommendation<Integer>> recommend(Request<Integer, Integer> request) {
            Map<String, Integer> taken = new HashMap<>();
            List<Recommendation<Integer>> front = new ArrayList<>();
            List<Recommendation<Integer>> back = new ArrayList<>();
            for (Recommendation<Integer> r : model.recommend(request.withK(CANDIDATES_PER_PLACE * request.k()))) {
                boolean fits =
                        taken.merge(mainCategory(model.bundle().catalog(), r), 1, Integer::sum) <= MOST_OF_A_CATEGORY;
                (fits ? front : back).add(r);
            }
            front.addAll(back);
            return IntStream.range(0, Math.min(request.k(), front.size()))
                    .mapToObj(i -> front.get(i).withRank(i + 1))
                    .toList();
        }
    }

    private static String mainCategory(ItemCatalog<Integer> catalog, Recommendation<Integer> r) {
        return catalog.categories(r.item()).stream().sorted().findFirst().orElse("none");
    }

    private long mostOfACategory(List<Recommendation<Integer>> list) {
        return list.stream()
                .collect(Collectors.groupingBy(r -> mainCategory(catalog, r), Collectors.counting()))
                .values()
                .stream()
                .max(Long::compare)
                .orElse(0L);
    }

    @Test
    void aRecommenderOfTheHostsOwnReordersALongerListOfTheModel() {
        ModelRecommender<Integer, Integer> plain = Recommender.of(model);
        Recommender<Integer, Integer> varied = new Varied(plain);
        int uniform = IntStream.rangeClosed(1, 200)
                .filter(user -> mostOfACategory(plain.recommend(user, 6)) > 2)
                .findFirst()
                .orElseThrow();

        List<Recommendation<Integer>> list = varied.recommend(uniform, 6);

        assertThat(mostOfACategory(list)).isEqualTo(2);
        assertThat(list).extracting(Recommendation::rank).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(list).extracting(Recommendation::item).doesNotHaveDuplicates();
        assertThat(list.get(0)).isEqualTo(plain.recommend(uniform, 1).get(0));
        assertThat(varied.recommend(-1, 6)).as("of an unknown user").isEmpty();
    }

    /** Every third place is for a film outside the main category the user likes most. */
    record Surprising() implements Reranker<Integer, Integer> {

        @Override
        public List<Recommendation<Integer>> rerank(
                List<Recommendation<Integer>> candidates, RerankContext<Integer, Integer> context) {
            ItemCatalog<Integer> catalog = context.bundle().catalog();
            String usual = usual(context);
            Deque<Recommendation<Integer>> same = new ArrayDeque<>();
            Deque<Recommendation<Integer>> other = new ArrayDeque<>();
            candidates.forEach(one -> (mainCategory(catalog, one).equals(usual) ? same : other).add(one));
            List<Recommendation<Integer>> list = new ArrayList<>();
            while (!same.isEmpty() || !other.isEmpty()) {
                boolean surprise = list.size() % 3 == 2;
                Deque<Recommendation<Integer>> wanted = surprise ? other : same;
                list.add((wanted.isEmpty() ? surprise ? same : other : wanted).remove());
            }
            return list;
        }

        private static String usual(RerankContext<Integer, Integer> context) {
            ItemCatalog<Integer> catalog = context.bundle().catalog();
            return Arrays.stream(context.history().items())
                    .mapToObj(position -> context.bundle().items().id(position))
                    .map(item -> mainCategory(catalog, Recommendation.of(item, 0, 1, "")))
                    .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse("none");
        }
    }

    @Test
    void aRerankerOfTheHostsOwnWorksAlikeForOneAndForAll() {
        ModelRecommender<Integer, Integer> recommender = Recommender.of(model)
                .orElse(Recommender.popular(model))
                .withRule(ItemRule.category("Horror").not())
                .withReranker(new Surprising(), 60);
        Map<Integer, List<Recommendation<Integer>>> lists = new HashMap<>();

        recommender.recommendAll(BatchRequest.of(6), lists::put);

        assertThat(lists).hasSize(model.users().size());
        lists.forEach((user, list) -> {
            assertThat(list).hasSize(6).isEqualTo(recommender.recommend(user, 6));
            String usual = Surprising.usual(RerankContext.of(Request.forUser(user, 6), model, Instant.EPOCH));
            assertThat(mainCategory(catalog, list.get(2))).as("user %s", user).isNotEqualTo(usual);
        });
        assertThat(recommender.recommend(-1, 6)).as("of an unknown user").hasSize(6);
    }
}
