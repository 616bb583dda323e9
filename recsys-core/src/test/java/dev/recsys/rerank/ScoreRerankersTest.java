package dev.recsys.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.RerankContext;
import dev.recsys.recommend.Reranker;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The re-rankers that replace scores: popularity discount and freshness. */
class ScoreRerankersTest {

    private static void check(
            String place,
            Reranker<Integer, Integer> reranker,
            List<Recommendation<Integer>> candidates,
            RerankContext<Integer, Integer> context,
            ToDoubleFunction<Recommendation<Integer>> score) {
        List<Recommendation<Integer>> expected = candidates.stream()
                .sorted(Comparator.comparingDouble(one -> -score.applyAsDouble(one)))
                .toList();

        List<Recommendation<Integer>> list = reranker.rerank(candidates, context);

        assertThat(Shelf.items(list)).as(place).isEqualTo(Shelf.items(expected));
        for (int i = 0; i < list.size(); i++) {
            assertThat((double) list.get(i).score())
                    .as(place)
                    .isCloseTo(score.applyAsDouble(expected.get(i)), within(1e-6));
            assertThat(list.get(i).rank()).isEqualTo(i + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void popularItemsAreDiscounted(long seed) {
        Shelf shelf = new Shelf(seed);
        for (int round = 0; round < 40; round++) {
            double beta = shelf.random.nextInt(8) / 4.0;
            List<Recommendation<Integer>> candidates = shelf.candidates();
            check(
                    "seed " + seed + ", beta " + beta,
                    PopularityDiscount.of(beta),
                    candidates,
                    shelf.context(),
                    one -> Shelf.relevance(candidates, one) / Math.pow(popularity(shelf, one.item()), beta));
        }
    }

    private static int popularity(Shelf shelf, int item) {
        return item < Shelf.KNOWN ? Math.max(1, shelf.bundle.popularity(item)) : 1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void newItemsComeUp(long seed) {
        Shelf shelf = new Shelf(seed);
        for (int round = 0; round < 40; round++) {
            double weight = shelf.random.nextInt(5) / 4.0;
            List<Recommendation<Integer>> candidates = shelf.candidates();
            Freshness<Integer, Integer> freshness = Freshness.of(Duration.ofDays(30), weight);
            check(
                    "seed " + seed,
                    freshness,
                    candidates,
                    shelf.context(),
                    one -> mixed(
                            weight,
                            Shelf.relevance(candidates, one),
                            shelf.bundle
                                    .catalog()
                                    .find(one.item())
                                    .map(Item::validFrom)
                                    .filter(from -> from.isAfter(Instant.MIN))));
            check(
                    "seed " + seed,
                    freshness.withAttribute("released"),
                    candidates,
                    shelf.context(),
                    one -> mixed(
                            weight,
                            Shelf.relevance(candidates, one),
                            shelf.bundle
                                    .catalog()
                                    .find(one.item())
                                    .flatMap(item -> Optional.ofNullable(
                                            item.attributes().get("released")))
                                    .filter(text -> text.startsWith("2026"))
                                    .map(text -> Instant.parse(text.length() > 10 ? text : text + "T00:00:00Z"))));
        }
    }

    private static double mixed(double weight, double relevance, Optional<Instant> start) {
        double days = start.map(from -> Duration.between(from, Shelf.NOW).toMillis() / 86_400_000.0)
                .orElse(30.0);
        return (1 - weight) * relevance + weight * Math.pow(2, -Math.max(0, days) / 30);
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PopularityDiscount.of(-1))
                .withMessage("beta must be at least 0 and finite but was -1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> PopularityDiscount.of(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Freshness.of(Duration.ZERO, 0.5))
                .withMessage("halfLife must be above 0 but was PT0S");
        assertThatIllegalArgumentException().isThrownBy(() -> Freshness.of(Duration.ofDays(1), 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Freshness.of(Duration.ofDays(1), 1).withAttribute(""));
    }
}
