package dev.recsys.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.model.History;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Request;
import dev.recsys.recommend.RerankContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

    private static Map<String, Double> shares(List<List<String>> categories, List<Double> weights) {
        Map<String, Double> shares = new HashMap<>();
        double total = 0;
        for (int i = 0; i < categories.size(); i++) {
            if (!categories.get(i).isEmpty()) {
                total += weights.get(i);
            }
        }
        for (int i = 0; i < categories.size(); i++) {
            for (String category : categories.get(i)) {
                shares.merge(category, weights.get(i) / categories.get(i).size() / total, Double::sum);
            }
        }
        return shares;
    }

    private static double divergence(Map<String, Double> p, Map<String, Double> q, double alpha) {
        double sum = 0;
        for (Map.Entry<String, Double> wanted : p.entrySet()) {
            double smoothed = (1 - alpha) * q.getOrDefault(wanted.getKey(), 0.0) + alpha * wanted.getValue();
            sum += wanted.getValue() * Math.log(wanted.getValue() / smoothed);
        }
        return sum;
    }

    private static Map<String, Double> wanted(Shelf shelf, History history, boolean weighted) {
        List<List<String>> categories = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            if (history.weight(i) > 0) {
                categories.add(shelf.bundle.catalog().categories(history.item(i)));
                weights.add(weighted ? history.weight(i) : 1.0);
            }
        }
        return shares(categories, weights);
    }

    private static double objective(
            Shelf shelf,
            List<Recommendation<Integer>> candidates,
            List<Recommendation<Integer>> list,
            Map<String, Double> p,
            double lambda,
            double alpha) {
        double relevance = list.stream()
                .mapToDouble(one -> Shelf.relevance(candidates, one))
                .sum();
        List<List<String>> categories = list.stream().map(shelf::categories).toList();
        Map<String, Double> q = shares(categories, list.stream().map(one -> 1.0).toList());
        return (1 - lambda) * relevance - lambda * divergence(p, q, alpha);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void takesWhatMakesTheObjectiveOfThePaperLargest(long seed) {
        Shelf shelf = new Shelf(seed);
        for (int round = 0; round < 60; round++) {
            List<Recommendation<Integer>> candidates = shelf.candidates();
            RerankContext<Integer, Integer> context = shelf.context();
            double lambda = shelf.random.nextInt(11) / 10.0;
            double alpha = shelf.random.nextBoolean() ? Calibration.DEFAULT_ALPHA : 0.2;
            boolean weighted = shelf.random.nextBoolean();
            Calibration<Integer, Integer> calibration = Calibration.of(lambda);
            Map<String, Double> p = wanted(shelf, context.history(), weighted);

            List<Recommendation<Integer>> list =
                    calibration.withAlpha(alpha).withHistoryWeights(weighted).rerank(candidates, context);

            assertThat(list)
                    .as("seed %s, round %s, lambda %s", seed, round, lambda)
                    .isEqualTo(
                            p.isEmpty()
                                    ? candidates
                                    : Shelf.greedy(
                                            candidates,
                                            context.k(),
                                            1e-9,
                                            some -> objective(shelf, candidates, some, p, lambda, alpha)));
        }
    }

    @Test
    void theDivergenceOfEqualSharesIsZero() {
        assertThat(divergence(Map.of("a", 0.7, "b", 0.3), Map.of("a", 0.7, "b", 0.3), 0.01))
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void somebodyWithoutAHistoryGetsTheOrderAsItIs() {
        Shelf shelf = new Shelf(9);
        List<Recommendation<Integer>> candidates = shelf.candidates();
        RerankContext<Integer, Integer> nobody = RerankContext.of(Request.anonymous(5), shelf.bundle, Shelf.NOW);

        assertThat(Calibration.<Integer, Integer>of(1).rerank(candidates, nobody))
                .isEqualTo(candidates);
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.of(-0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.of(0.5).withAlpha(0))
                .withMessage("alpha must be above 0 and at most 1 but was 0.0");
    }
}
