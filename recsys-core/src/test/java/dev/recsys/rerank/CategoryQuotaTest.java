package dev.recsys.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.RerankContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryQuotaTest {

    /** The definition, word by word. */
    private static List<Recommendation<Integer>> naive(
            Shelf shelf,
            List<Recommendation<Integer>> candidates,
            int k,
            int most,
            Map<String, Integer> mostOf,
            Map<String, Integer> leastOf) {
        Set<Recommendation<Integer>> chosen = new LinkedHashSet<>();
        for (Map.Entry<String, Integer> least : new TreeMap<>(leastOf).entrySet()) {
            for (Recommendation<Integer> one : candidates) {
                if (shelf.categories(one).contains(least.getKey())
                        && count(shelf, chosen, least.getKey()) < least.getValue()
                        && isFree(shelf, chosen, one, k, most, mostOf)) {
                    chosen.add(one);
                }
            }
        }
        for (Recommendation<Integer> one : candidates) {
            if (isFree(shelf, chosen, one, k, most, mostOf)) {
                chosen.add(one);
            }
        }
        List<Recommendation<Integer>> list =
                new ArrayList<>(candidates.stream().filter(chosen::contains).toList());
        candidates.stream().filter(one -> !chosen.contains(one)).forEach(list::add);
        return list;
    }

    private static boolean isFree(
            Shelf shelf,
            Set<Recommendation<Integer>> chosen,
            Recommendation<Integer> one,
            int k,
            int most,
            Map<String, Integer> mostOf) {
        return chosen.size() < k
                && !chosen.contains(one)
                && shelf.categories(one).stream()
                        .noneMatch(category -> count(shelf, chosen, category) >= mostOf.getOrDefault(category, most));
    }

    private static long count(Shelf shelf, Set<Recommendation<Integer>> chosen, String category) {
        return chosen.stream()
                .filter(one -> shelf.categories(one).contains(category))
                .count();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void quotasAreKeptAsFarAsCandidatesAllow(long seed) {
        Shelf shelf = new Shelf(seed);
        for (int round = 0; round < 100; round++) {
            List<Recommendation<Integer>> candidates = shelf.candidates();
            RerankContext<Integer, Integer> context = shelf.context();
            int most = shelf.random.nextInt(1, 4);
            int mostB = shelf.random.nextInt(3);
            int leastC = shelf.random.nextInt(3);
            int leastA = shelf.random.nextInt(3);
            CategoryQuota<Integer, Integer> any = CategoryQuota.atMost(most);
            CategoryQuota<Integer, Integer> quota =
                    any.withAtMost("b", mostB).withAtLeast("c", leastC).withAtLeast("a", leastA);
            List<Recommendation<Integer>> expected =
                    naive(shelf, candidates, context.k(), most, Map.of("b", mostB), Map.of("c", leastC, "a", leastA));

            List<Recommendation<Integer>> list = quota.rerank(candidates, context);
            List<Recommendation<Integer>> strict = quota.withOverflow(false).rerank(candidates, context);

            assertThat(list).as("seed %s, round %s", seed, round).isEqualTo(expected);
            assertThat(strict).isEqualTo(expected.subList(0, strict.size()));
            for (String category : List.of("a", "c", "d", "e")) {
                assertThat(count(shelf, Set.copyOf(strict), category)).isLessThanOrEqualTo(most);
            }
            assertThat(count(shelf, Set.copyOf(strict), "b")).isLessThanOrEqualTo(mostB);
            assertThat(strict.size()).isLessThanOrEqualTo(context.k());
        }
    }

    @Test
    void withoutQuotasTheOrderStays() {
        Shelf shelf = new Shelf(6);
        List<Recommendation<Integer>> candidates = shelf.candidates();

        assertThat(CategoryQuota.<Integer, Integer>unlimited().rerank(candidates, shelf.context()))
                .isEqualTo(candidates);
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoryQuota.atMost(0))
                .withMessage("the most of a category must be at least 1 but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoryQuota.atMost(1).withAtLeast("a", -1))
                .withMessage("a: the number of items must be at least 0 but was -1");
    }
}
