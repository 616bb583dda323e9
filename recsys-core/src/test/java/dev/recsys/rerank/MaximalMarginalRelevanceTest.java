package dev.recsys.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.RerankContext;
import dev.recsys.recommend.Reranker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaximalMarginalRelevanceTest {

    private static double value(
            List<Recommendation<Integer>> candidates,
            List<Recommendation<Integer>> listWithOne,
            double lambda,
            ToDoubleBiFunction<Recommendation<Integer>, Recommendation<Integer>> similarity) {
        Recommendation<Integer> one = listWithOne.get(listWithOne.size() - 1);
        double nearest = listWithOne.subList(0, listWithOne.size() - 1).stream()
                .mapToDouble(other -> similarity.applyAsDouble(one, other))
                .max()
                .orElse(0);
        return lambda * Shelf.relevance(candidates, one) - (1 - lambda) * nearest;
    }

    private static double jaccard(Shelf shelf, Recommendation<Integer> a, Recommendation<Integer> b) {
        Set<String> both = new HashSet<>(shelf.categories(a));
        both.retainAll(shelf.categories(b));
        Set<String> either = new HashSet<>(shelf.categories(a));
        either.addAll(shelf.categories(b));
        return either.isEmpty() ? 0 : (double) both.size() / either.size();
    }

    private static double cosine(Shelf shelf, int a, int b) {
        if (a >= Shelf.KNOWN || b >= Shelf.KNOWN) {
            return 0;
        }
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int f = 0; f < 3; f++) {
            product += shelf.factors[a][f] * shelf.factors[b][f];
            squaresA += shelf.factors[a][f] * shelf.factors[a][f];
            squaresB += shelf.factors[b][f] * shelf.factors[b][f];
        }
        return product == 0 ? 0 : product / Math.sqrt(squaresA * squaresB);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void takesTheHighestMarginalRelevanceByCategories(long seed) {
        Shelf shelf = new Shelf(seed);
        for (int round = 0; round < 60; round++) {
            List<Recommendation<Integer>> candidates = shelf.candidates();
            RerankContext<Integer, Integer> context = shelf.context();
            double lambda = shelf.random.nextInt(11) / 10.0;
            Reranker<Integer, Integer> mmr = MaximalMarginalRelevance.byCategories(lambda);

            assertThat(mmr.rerank(candidates, context))
                    .as("seed %s, round %s, lambda %s", seed, round, lambda)
                    .isEqualTo(Shelf.greedy(
                            candidates,
                            context.k(),
                            0,
                            list -> value(candidates, list, lambda, (a, b) -> jaccard(shelf, a, b))));
        }
    }

    /** Cosines are rounded to floats, so the values of both choices are compared, not the choices. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void takesTheHighestMarginalRelevanceByTheModel(long seed) {
        Shelf shelf = new Shelf(seed);
        for (int round = 0; round < 60; round++) {
            List<Recommendation<Integer>> candidates = shelf.candidates();
            RerankContext<Integer, Integer> context = shelf.context();
            double lambda = shelf.random.nextInt(11) / 10.0;
            Reranker<Integer, Integer> mmr = MaximalMarginalRelevance.byModel(lambda);

            List<Recommendation<Integer>> list = mmr.rerank(candidates, context);

            assertThat(list).containsExactlyInAnyOrderElementsOf(candidates);
            int chosen = Math.min(context.k(), list.size());
            for (int place = 0; place < chosen; place++) {
                double own = markOf(shelf, candidates, list.subList(0, place + 1), lambda);
                for (Recommendation<Integer> other : list.subList(place, list.size())) {
                    List<Recommendation<Integer>> instead = new ArrayList<>(list.subList(0, place));
                    instead.add(other);
                    assertThat(own)
                            .as("seed %s, round %s, lambda %s, place %s", seed, round, lambda, place)
                            .isGreaterThanOrEqualTo(markOf(shelf, candidates, instead, lambda) - 1e-6);
                }
            }
            assertThat(list.subList(chosen, list.size()))
                    .as("the others in their order")
                    .isSortedAccordingTo((a, b) -> Integer.compare(a.rank(), b.rank()));
        }
    }

    private static double markOf(
            Shelf shelf, List<Recommendation<Integer>> candidates, List<Recommendation<Integer>> list, double lambda) {
        return value(candidates, list, lambda, (a, b) -> cosine(shelf, a.item(), b.item()));
    }

    @Test
    void lambdaOneLeavesTheOrder() {
        Shelf shelf = new Shelf(7);
        List<Recommendation<Integer>> candidates = shelf.candidates();

        assertThat(MaximalMarginalRelevance.<Integer, Integer>byModel(1).rerank(candidates, shelf.context()))
                .isEqualTo(candidates);
    }

    @Test
    void aModelThatKnowsNoSimilarityIsRefused() {
        Shelf shelf = new Shelf(8);
        var popular = Recommender.popular(shelf.bundle).withReranker(MaximalMarginalRelevance.byModel(0.5), 9);

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> popular.recommend(1, 3))
                .withMessageContaining("byCategories");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MaximalMarginalRelevance.byModel(1.1))
                .withMessage("lambda must be between 0 and 1 but was 1.1");
    }
}
