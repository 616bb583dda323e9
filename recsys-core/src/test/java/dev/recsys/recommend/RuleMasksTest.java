package dev.recsys.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.data.Dataset;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.ModelBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleMasksTest {

    private static final int ITEMS = 150;

    /** Scores fall from item to item; two of three items are in the catalogue, and so is one that is in no model. */
    private static ModelBundle<String, Integer> bundle() {
        Dataset<String, Integer> data = Dataset.of(
                IdIndex.of(IdType.STRING, List.of("ann", "bob")),
                IdIndex.of(IdType.INT, IntStream.range(0, ITEMS).boxed().toList()),
                SparseMatrix.builder(2, ITEMS)
                        .appendRow(new int[] {0, 6}, new float[] {1, 1}, 2)
                        .appendRow(new int[0], new float[0], 0)
                        .build());
        float[] scores = new float[ITEMS];
        List<Item<Integer>> entries = new ArrayList<>();
        for (int item = 0; item < ITEMS; item++) {
            scores[item] = -item;
            if (item % 3 != 2) {
                entries.add(Item.of(item)
                        .withCategories(List.of("c" + item % 2))
                        .withAttributes(Map.of("n", String.valueOf(item))));
            }
        }
        entries.add(Item.of(1000).withCategories(List.of("c0")));
        return ModelBundle.of(ItemScoresModel.of("scores", data.shape(), scores), data)
                .withCatalog(ItemCatalog.of(IdType.INT, entries));
    }

    private static final ModelBundle<String, Integer> BUNDLE = bundle();

    private static ItemRule random(SplittableRandom random, int depth) {
        switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0:
                return ItemRule.category("c" + random.nextInt(3));
            case 1:
                return ItemRule.atLeast("n", random.nextInt(ITEMS));
            case 2:
                return ItemRule.attribute("n", String.valueOf(random.nextInt(ITEMS)));
            case 3:
                return ItemRule.known();
            case 4:
                return random(random, depth - 1).not();
            case 5:
                return random(random, depth - 1).and(random(random, depth - 1));
            default:
                return random(random, depth - 1).or(random(random, depth - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aMaskHasTheItemsForWhichTheRuleHolds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RuleMasks<Integer> masks = new RuleMasks<>(BUNDLE);
        for (int round = 0; round < 200; round++) {
            ItemRule rule = random(random, 4);

            ItemMask mask = masks.of(rule);

            for (int item = 0; item < ITEMS; item++) {
                assertThat(mask.contains(item))
                        .as("seed %s: %s of %s", seed, rule, item)
                        .isEqualTo(rule.holds(BUNDLE.catalog(), item));
            }
        }
    }

    @Test
    void onlyTheLatestTermsAreKept() {
        RuleMasks<Integer> masks = new RuleMasks<>(BUNDLE);

        for (int n = 0; n < 3 * RuleMasks.KEPT; n++) {
            masks.of(ItemRule.category("c0").and(ItemRule.atLeast("n", n)));
        }

        assertThat(masks.keptTerms()).isEqualTo(RuleMasks.KEPT);
    }

    private static List<Integer> items(List<Recommendation<Integer>> list) {
        return list.stream().map(Recommendation::item).toList();
    }

    @Test
    void aRuleOfTheRecommenderIsAppliedInsideTheList() {
        ModelRecommender<String, Integer> even = Recommender.of(BUNDLE).withRule(ItemRule.category("c0"));

        assertThat(items(even.recommend("ann", 3))).containsExactly(4, 10, 12);
        assertThat(items(even.withRule(ItemRule.atLeast("n", 100)).recommend("ann", 2)))
                .containsExactly(100, 102);
        assertThat(items(even.withFilter(item -> item > 10).recommend("ann", 1)))
                .containsExactly(12);
    }

    @Test
    void aRuleOfTheRequestAddsToThatOfTheRecommender() {
        ModelRecommender<String, Integer> even = Recommender.of(BUNDLE).withRule(ItemRule.category("c0"));
        Request<String, Integer> request = even.request("bob", 3).withRule(ItemRule.parse("n>=5 & n!=10"));

        assertThat(items(even.recommend(request))).containsExactly(6, 12, 16);
        assertThat(items(even.recommend(request.withK(2).withExcluded(List.of(12)))))
                .containsExactly(6, 16);
        assertThat(items(even.recommend("bob", 1))).as("of another request").containsExactly(0);
    }

    @Test
    void itemsOutsideTheCatalogueMeetNoTerm() {
        Recommender<String, Integer> all = Recommender.of(BUNDLE);

        assertThat(items(all.recommend(
                        all.request("bob", 3).withRule(ItemRule.known().not()))))
                .containsExactly(2, 5, 8);
        assertThat(items(all.recommend(
                        all.request("bob", 4).withRule(ItemRule.category("c0").not()))))
                .containsExactly(1, 2, 3, 5);
    }

    @Test
    void rulesHoldForFallbacksToo() {
        Recommender<String, Integer> editorial = request -> List.of(
                Recommendation.of(1000, 9, 1, "editors"),
                Recommendation.of(1001, 8, 2, "editors"),
                Recommendation.of(1, 7, 3, "editors"));
        ModelRecommender<String, Integer> chain = Recommender.of(BUNDLE).orElse(editorial);
        ItemRule rule = ItemRule.category("c0")
                .and(ItemRule.atLeast("n", 147).or(ItemRule.hasAttribute("n").not()));

        assertThat(items(chain.withRule(rule).recommend("ann", 9))).containsExactly(148, 1000);
        assertThat(items(chain.recommend(chain.request("ann", 9).withRule(rule))))
                .containsExactly(148, 1000);
        assertThat(items(chain.recommend(chain.request("ann", 9).withAllowed(List.of(148, 1001)))))
                .as("what a host's own recommender should have left out")
                .containsExactly(148, 1001);
    }
}
