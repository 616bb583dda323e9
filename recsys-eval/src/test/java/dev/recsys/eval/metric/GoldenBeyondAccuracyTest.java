package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.eval.SharedData;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Independent numbers for what lists consist of: shared {@code golden/golden.json}. */
class GoldenBeyondAccuracyTest {

    private static final double TOLERANCE = 1e-9;

    private final JsonNode metrics = metrics();
    private final JsonNode beyond = metrics.get("beyond_accuracy");
    private final List<String> catalogue = texts(beyond.get("catalog"));

    private static JsonNode metrics() {
        try {
            return new ObjectMapper()
                    .readTree(SharedData.file("golden/golden.json").toFile())
                    .get("metrics");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static int[] positions(List<String> items, JsonNode array) {
        return texts(array).stream().mapToInt(items::indexOf).toArray();
    }

    private static int[] counts(List<String> items, JsonNode byItem) {
        return items.stream().mapToInt(item -> byItem.get(item).asInt()).toArray();
    }

    private ItemFacts facts() {
        int[] counts = counts(catalogue, beyond.get("train_counts"));
        ItemFacts facts = ItemFacts.of(beyond.get("n_train_users").asInt(), counts);
        assertThat(facts.interactions())
                .isEqualTo(beyond.get("n_train_interactions").asLong());
        return facts;
    }

    private JudgedList list(String user) {
        return JudgedList.of(positions(catalogue, beyond.get("lists").get(user)), new int[0]);
    }

    private double overAll(String name) {
        CatalogueMetric.Accumulator accumulator = ((CatalogueMetric) Metrics.parse(name)).accumulator(facts());
        names(beyond.get("lists")).forEach(user -> accumulator.add(list(user)));
        return accumulator.value();
    }

    private void assertAll(String name, String key) {
        assertThat(overAll(name)).as(name).isCloseTo(beyond.get(key).asDouble(), within(TOLERANCE));
    }

    @Test
    void exposureIsCountedByItem() {
        Exposure exposure = Exposure.of(facts());
        names(beyond.get("lists")).forEach(user -> exposure.add(list(user), 10));
        assertThat(exposure.counts())
                .containsExactly(IntStream.of(counts(catalogue, beyond.get("item_recommendation_counts")))
                        .asLongStream()
                        .toArray());
    }

    @Test
    void exposureOfAllLists() {
        assertAll("coverage@10", "item_coverage");
        assertAll("coverage@10:PLUS_PADDING", "recbole_item_coverage_denominator_plus_padding");
        assertAll("gini@10", "gini_over_catalog_div_n");
        assertAll("gini@10:CORRECTED", "gini_over_catalog_div_n_minus_1");
        assertAll("gini@10:RECOMMENDED_ONLY", "gini_recommended_items_only");
        assertAll("gini_diversity@10:CORRECTED", "ranksys_elliot_gini");
        assertThat(overAll("gini_diversity@10"))
                .isCloseTo(1 - beyond.get("gini_over_catalog_div_n").asDouble(), within(TOLERANCE));
        assertAll("entropy@10", "entropy_bits");
        assertAll("entropy@10:NATS", "entropy_nats");
        assertAll("entropy@10:NORMALISED", "entropy_normalised");
        assertAll("entropy@10:NATS_PER_ITEM", "recbole_shannon_entropy");
        assertAll("simpson@10", "gini_simpson");
        assertAll("herfindahl@10", "herfindahl");
    }

    @Test
    void coverageOfEligibleItems() {
        Exposure exposure = Exposure.of(facts().withEligible(ItemMask.except(10, 9, 1)));
        names(beyond.get("lists")).forEach(user -> exposure.add(list(user), 10));
        Coverage coverage = Coverage.at(10).withVariant(Coverage.Variant.ELIGIBLE_ITEMS);
        assertThat(coverage.value(exposure)).isEqualTo(5 / 8.0); // b is shown, but not eligible
    }

    @Test
    void coverageOfUsers() {
        JsonNode expected = beyond.get("user_coverage");
        CatalogueMetric.Accumulator accumulator =
                ((CatalogueMetric) Metrics.parse("user_coverage@10")).accumulator(facts());
        for (String user : texts(expected.get("test_users"))) {
            accumulator.add(beyond.get("lists").has(user) ? list(user) : JudgedList.of(new int[0], new int[0]));
        }
        assertThat(accumulator.value()).isCloseTo(expected.get("value").asDouble(), within(TOLERANCE));
    }

    @Test
    void edgesOfTheGiniIndex() {
        JsonNode edge = beyond.get("gini_edge");
        long[] single = new long[10];
        single[3] = 17;
        assertThat(gini("gini@1", 4, 4, 4)).isEqualTo(edge.get("all_equal").asDouble());
        assertThat(gini("gini@1", single))
                .isCloseTo(edge.get("single_item_all_exposure_n10_div_n").asDouble(), within(TOLERANCE));
        assertThat(gini("gini@1:CORRECTED", single))
                .isCloseTo(
                        edge.get("single_item_all_exposure_n10_div_n_minus_1").asDouble(), within(TOLERANCE));
        assertThat(edge.get("no_exposure").asText()).isEqualTo("NaN");
        assertThat(gini("gini@1", 0, 0, 0)).isNaN();
    }

    private static double gini(String name, long... counts) {
        ItemFacts facts = ItemFacts.of(1, new int[counts.length]);
        return ((ExposureMetric) Metrics.parse(name)).value(Exposure.of(facts, counts, 1, 1));
    }

    private void assertPerUser(String name, String key, String meanKey) {
        ListMetric.Meter meter = ((ListMetric) Metrics.parse(name)).over(facts());
        double sum = 0;
        List<String> users = names(beyond.get("lists"));
        for (String user : users) {
            double value = meter.value(list(user), History.of());
            sum += value;
            if (!key.isEmpty()) {
                assertThat(value)
                        .as(name + " of " + user)
                        .isCloseTo(beyond.get(key).get(user).asDouble(), within(TOLERANCE));
            }
        }
        if (!meanKey.isEmpty()) {
            assertThat(sum / users.size())
                    .as(name)
                    .isCloseTo(beyond.get(meanKey).asDouble(), within(TOLERANCE));
        }
    }

    @Test
    void noveltyAndPopularity() {
        assertPerUser("novelty@10", "novelty_self_information_by_users_bits", "novelty_by_users_mean");
        assertPerUser(
                "novelty@10:BY_INTERACTIONS",
                "novelty_self_information_by_interactions_bits",
                "novelty_by_interactions_mean");
        assertPerUser("epc@10", "epc_no_rank_no_relevance", "epc_mean");
        assertPerUser("popularity@10", "arp_counts", "arp_mean");
        assertPerUser("popularity@10:NORMALISED", "", "arp_normalised_mean");
        assertPerUser("long_tail@10", "aplt_80pct_interactions", "aplt_mean");
        assertPerUser("long_tail_count@10", "", "aclt_mean");
        assertPerUser("long_tail@10:ITEMS_20", "aplt_head_is_top_20pct_items", "aplt_head20_mean");
    }

    @Test
    void shortHead() {
        ListMetric.Meter meter = LongTail.shortHead(1).over(facts());
        List<String> head = catalogue.stream()
                .filter(item ->
                        meter.value(JudgedList.of(new int[] {catalogue.indexOf(item)}, new int[0]), History.of()) == 1)
                .toList();
        assertThat(head).containsExactlyInAnyOrderElementsOf(texts(beyond.get("short_head_80pct_interactions")));
    }

    @Test
    void diversityWithinLists() {
        JsonNode ild = metrics.get("ild");
        List<String> items = names(ild.get("features"));
        int[][] features = items.stream()
                .map(item -> numbers(ild.get("features").get(item)))
                .map(flags -> IntStream.range(0, flags.length)
                        .filter(i -> flags[i] == 1)
                        .toArray())
                .toArray(int[][]::new);
        FactorMatrixBuilder factors = FactorMatrix.builder(items.size(), 3);
        for (int item = 0; item < features.length; item++) {
            float[] row = new float[3];
            for (int feature : features[item]) {
                row[feature] = 1;
            }
            factors.setRow(item, row, 0);
        }
        ItemFacts facts = ItemFacts.of(1, new int[items.size()])
                .withCategories(List.of("x", "y", "z"), features)
                .withFactors(factors.build());
        for (Map.Entry<String, JsonNode> one : ild.get("values").properties()) {
            int[] list = switch (one.getKey()) {
                case "single" -> new int[] {items.indexOf("a")};
                case "zero_vec" -> new int[] {items.indexOf("f"), items.indexOf("a")};
                default -> positions(items, beyond.get("lists").get(one.getKey()));
            };
            assertDiversity(facts, list, ":ZERO", one.getValue().get("jaccard"));
            assertDiversity(facts, list, ":COSINE_ZERO", one.getValue().get("cosine"));
            assertDiversity(facts, list, ":HAMMING_ZERO", one.getValue().get("hamming"));
            assertDiversity(facts, list, "_factors:ZERO", one.getValue().get("cosine"));
            if (list.length > 1) {
                assertDiversity(facts, list, "", one.getValue().get("jaccard"));
                assertDiversity(facts, list, ":COSINE", one.getValue().get("cosine"));
                assertDiversity(facts, list, ":HAMMING", one.getValue().get("hamming"));
                assertDiversity(facts, list, "_factors", one.getValue().get("cosine"));
            }
        }
        // both without a category: "Jaccard distance 0 (scipy)"
        ItemFacts nothing = facts.withCategories(List.of("x"), new int[6][0]);
        assertThat(((ListMetric) Metrics.parse("intra_list_diversity@9:ZERO"))
                        .over(nothing)
                        .value(JudgedList.of(new int[] {0, 1}, new int[0]), History.of()))
                .isZero();
    }

    private static int[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static void assertDiversity(ItemFacts facts, int[] list, String variant, JsonNode expected) {
        int colon = variant.indexOf(':') < 0 ? variant.length() : variant.indexOf(':');
        String name = "intra_list_diversity" + variant.substring(0, colon) + "@10" + variant.substring(colon);
        assertThat(((ListMetric) Metrics.parse(name)).over(facts).value(JudgedList.of(list, new int[0]), History.of()))
                .as(name)
                .isCloseTo(expected.asDouble(), within(TOLERANCE));
    }

    @Test
    void serendipityByRankDifference() {
        JsonNode golden = metrics.get("serendipity_rank_difference");
        List<String> items = texts(golden.get("catalog"));
        int[] counts = items.stream()
                .mapToInt(item -> golden.get("train_counts").path(item).asInt(0))
                .toArray();
        ListMetric.Meter meter =
                ((ListMetric) Metrics.parse("serendipity@" + golden.get("k"))).over(ItemFacts.of(9, counts));
        for (String user : names(golden.get("expected"))) {
            JudgedList list = JudgedList.of(
                    positions(items, golden.get("lists").get(user)),
                    positions(items, golden.get("test").get(user)));
            assertThat(meter.value(list, History.of()))
                    .as(user)
                    .isCloseTo(golden.get("expected").get(user).asDouble(), within(TOLERANCE));
        }
    }

    @Test
    void serendipityAsUnexpectedness() {
        JsonNode golden = metrics.get("serendipity_unexpectedness");
        JudgedList list =
                JudgedList.of(positions(catalogue, golden.get("list")), positions(catalogue, golden.get("relevant")));
        // with the counts of the other group, a and b are the two most popular items
        assertThat(texts(golden.get("pm"))).containsExactly("a", "b");
        Serendipity metric = Serendipity.at(golden.get("k").asInt())
                .withVariant(Serendipity.Variant.UNEXPECTED)
                .withPrimitive(2);
        assertThat(metric.over(facts()).value(list, History.of()))
                .isCloseTo(golden.get("expected").asDouble(), within(TOLERANCE));
    }

    @Test
    void calibrationOfLists() {
        JsonNode golden = metrics.get("calibration");
        List<String> items = names(golden.get("item_genres"));
        List<String> genres = List.of("A", "B", "C");
        int[][] byItem = items.stream()
                .map(item -> names(golden.get("item_genres").get(item)).stream()
                        .mapToInt(genres::indexOf)
                        .toArray())
                .toArray(int[][]::new);
        ItemFacts facts = ItemFacts.of(1, new int[items.size()]).withCategories(genres, byItem);
        History past = History.of(positions(items, golden.get("history")));
        for (JsonNode one : golden.get("cases")) {
            JudgedList list = JudgedList.of(positions(items, one.get("rec")), new int[0]);
            Map.of("", "ckl_nats", ":BITS", "ckl_bits", ":HELLINGER", "hellinger", ":JSD", "jsd_nats")
                    .forEach((variant, key) -> assertThat(((ListMetric) Metrics.parse("calibration@10" + variant))
                                    .over(facts)
                                    .value(list, past))
                            .as(key + " of " + one.get("rec"))
                            .isCloseTo(one.get(key).asDouble(), within(TOLERANCE)));
        }
    }

    @Test
    void rankBiasedOverlap() {
        for (JsonNode one : metrics.get("rbo")) {
            RankBiasedOverlap overlap = RankBiasedOverlap.of(one.get("p").asDouble());
            assertThat(overlap.between(texts(one.get("S")), texts(one.get("T"))))
                    .isCloseTo(one.get("rbo_ext_even").asDouble(), within(TOLERANCE));
        }
    }

    @Test
    void predictedRatings() {
        JsonNode golden = metrics.get("rating");
        double[] ratings = decimals(golden.get("truth"));
        double[] predictions = decimals(golden.get("pred"));
        Map.of("rmse", "rmse", "mae", "mae", "mse", "mse", "r2", "r2")
                .forEach((name, key) -> assertThat(((RatingMetric) Metrics.parse(name)).value(ratings, predictions))
                        .as(name)
                        .isCloseTo(golden.get(key).asDouble(), within(TOLERANCE)));
        assertThat(((RatingMetric) Metrics.parse("rmse:SCALE_1_4.5")).value(ratings, predictions))
                .isCloseTo(golden.get("clipped_to_1_4_5").get("rmse").asDouble(), within(TOLERANCE));
        for (String name : List.of("rmse", "mae")) {
            RatingMetric metric = (RatingMetric) Metrics.parse("user_" + name);
            int[] users = numbers(golden.get("user"));
            double mean = IntStream.of(users)
                    .distinct()
                    .mapToDouble(user -> metric.value(of(user, users, ratings), of(user, users, predictions)))
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(golden.get("user_averaged_" + name).asDouble(), within(TOLERANCE));
        }
    }

    private static double[] decimals(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static double[] of(int user, int[] users, double[] values) {
        return IntStream.range(0, users.length)
                .filter(pair -> users[pair] == user)
                .mapToDouble(pair -> values[pair])
                .toArray();
    }

    @Test
    void probabilities() {
        JsonNode golden = metrics.get("probability");
        boolean[] clicked = new boolean[golden.get("labels").size()];
        double[] probabilities = new double[clicked.length];
        for (int i = 0; i < clicked.length; i++) {
            clicked[i] = golden.get("labels").get(i).asInt() == 1;
            probabilities[i] = golden.get("prob").get(i).asDouble();
        }
        assertThat(ProbabilityError.logLoss(clicked, probabilities))
                .isCloseTo(golden.get("logloss").asDouble(), within(TOLERANCE));
        assertThat(ProbabilityError.brier(clicked, probabilities))
                .isCloseTo(golden.get("brier").asDouble(), within(TOLERANCE));
    }

    @Test
    void sampledMetrics() {
        JsonNode golden = metrics.get("sampled_metrics");
        int items = golden.get("items").asInt();
        SampledExpectation sampled =
                SampledExpectation.of(items, golden.get("negatives").asInt());
        for (JsonNode row : golden.get("rows")) {
            int rank = row.get("full_rank").asInt();
            assertThat(sampled.hitRate(rank, 10))
                    .isCloseTo(row.get("expected_sampled_HR10").asDouble(), within(TOLERANCE));
            assertThat(sampled.ndcg(rank, 10))
                    .isCloseTo(row.get("expected_sampled_NDCG10").asDouble(), within(TOLERANCE));
            assertThat(sampled.rank(rank))
                    .isCloseTo(row.get("expected_sampled_rank").asDouble(), within(TOLERANCE));
            assertThat(full("hit_rate@10", items, rank))
                    .isEqualTo(row.get("full_HR10").asDouble());
            assertThat(full("ndcg@10", items, rank))
                    .isCloseTo(row.get("full_NDCG10").asDouble(), within(TOLERANCE));
        }
        JsonNode reversal = golden.get("order_reversal");
        for (String system : List.of("A", "B")) {
            int[] ranks = numbers(reversal.get(system + "_ranks"));
            assertThat(sampled.meanHitRate(ranks, 10))
                    .isCloseTo(reversal.get("sampled_HR10_" + system).asDouble(), within(TOLERANCE));
            assertThat(IntStream.of(ranks)
                            .mapToDouble(rank -> full("hit_rate@10", items, rank))
                            .average()
                            .orElseThrow())
                    .isCloseTo(reversal.get("full_HR10_" + system).asDouble(), within(TOLERANCE));
        }
    }

    /** The metric of a list of all items with the one relevant item at a rank. */
    private static double full(String name, int items, int rank) {
        int[] all = IntStream.range(0, items).toArray();
        return ((UserMetric) Metrics.parse(name)).value(JudgedList.of(all, new int[] {rank - 1}));
    }
}
