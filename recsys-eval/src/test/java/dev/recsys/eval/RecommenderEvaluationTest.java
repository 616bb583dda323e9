package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.als.Als;
import dev.recsys.data.Dataset;
import dev.recsys.data.ItemCatalog;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.split.RandomRatio;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Reranker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecommenderEvaluationTest {

    private static final long SEED = 99;
    private static final List<Metric> METRICS = Metrics.parseAll(
            "ndcg@10",
            "recall@5",
            "map@10",
            "coverage@10",
            "intra_list_diversity@10",
            "intra_list_diversity_factors@10",
            "calibration@10",
            "novelty@10",
            "popularity_percentile@10");

    private final Split<String, Integer> split = RandomRatio.perUser(0.3, SEED).split(log());

    /** Some users have so little that a k-core of 4 drops them; the last one has an item of its own. */
    private static EventLog<String, Integer> log() {
        SplittableRandom random = new SplittableRandom(SEED);
        EventLogBuilder<String, Integer> log = EventLog.builder(IdType.STRING, IdType.INT);
        for (int user = 0; user < 700; user++) {
            int events = 2 + random.nextInt(12);
            for (int i = 0; i < events; i++) {
                log.add("u" + user, Math.min(random.nextInt(70), random.nextInt(70)), 1 + random.nextInt(3));
            }
        }
        return log.add("last", 1).add("last", 777).add("last", 778).build();
    }

    private static ItemCatalog<Integer> catalog() {
        return ItemCatalog.of(
                IdType.INT,
                IntStream.range(0, 60)
                        .mapToObj(id -> ItemCatalog.Item.of(id).withCategories(List.of("c" + id % 4, "d" + id % 3)))
                        .toList());
    }

    private ModelBundle<String, Integer> ials() {
        Dataset<String, Integer> data =
                FeatureBuilder.build(split.train(), FeatureConfig.defaults().withMinUserItems(4));
        return Als.implicit()
                .withFactors(4)
                .withIterations(3)
                .train(data, dev.recsys.train.TrainingContext.defaults())
                .withCatalog(catalog());
    }

    private static void assertSameBits(EvaluationResult<String> actual, EvaluationResult<String> expected) {
        assertThat(actual.values()).as("seed %d", SEED).isEqualTo(expected.values());
        assertThat(actual.users()).isEqualTo(expected.users());
        for (Metric metric : METRICS) {
            if (!metric.name().startsWith("coverage")) {
                assertThat(actual.perUser(metric.name())).as(metric.name()).isEqualTo(expected.perUser(metric.name()));
            }
        }
        assertThat(actual.tiedShare()).isEqualTo(expected.tiedShare());
        assertThat(actual.usersWithoutList()).isEqualTo(expected.usersWithoutList());
        assertThat(actual.excludedUsers()).isEqualTo(expected.excludedUsers());
        assertThat(actual.relevantPairs()).isEqualTo(expected.relevantPairs());
        assertThat(actual.unknownItemPairs()).isEqualTo(expected.unknownItemPairs());
        assertThat(actual.seenPairs()).isEqualTo(expected.seenPairs());
    }

    @Test
    void runOfABundleHasTheNumbersOfTheBundle() {
        ModelBundle<String, Integer> model = ials();
        Background<String, Integer> background = Background.of(model);
        for (boolean excludeSeen : new boolean[] {true, false}) {
            Evaluation evaluation = Evaluation.of(METRICS).withExcludeSeen(excludeSeen);
            EvaluationResult<String> expected = evaluation.evaluate(model, split.test());
            Run<String, Integer> run = evaluation.run("ials", Recommender.of(model), split.test());
            Judgments<String, Integer> judgments = excludeSeen
                    ? Judgments.of(split.test(), Relevance.defaults(), background)
                    : Judgments.of(split.test(), Relevance.defaults());
            EvaluationResult<String> actual = evaluation.evaluate(run, judgments, background);
            assertThat(actual.values()).as("seed %d", SEED).isEqualTo(expected.values());
            assertThat(actual.users()).isEqualTo(expected.users());
            assertThat(actual.usersWithoutList()).isEqualTo(expected.usersWithoutList());
            assertThat(actual.excludedUsers()).isEqualTo(expected.excludedUsers());
            assertThat(actual.relevantPairs()).isEqualTo(expected.relevantPairs());
            assertThat(actual.unknownItemPairs()).isEqualTo(expected.unknownItemPairs());
            assertThat(actual.name()).isEqualTo("ials");
        }
    }

    @Test
    void resultsOfPartsOfTheUsersMergeToTheResultOfAll() {
        ModelBundle<String, Integer> model = ials();
        Evaluation evaluation = Evaluation.of(METRICS);
        EvaluationResult<String> whole = evaluation.evaluate(model, split.test());
        List<EvaluationResult<String>> parts = new ArrayList<>();
        for (int part : new int[] {2, 0, 1}) {
            EventLog<String, Integer> own =
                    split.test().where(row -> split.test().user(row) % 3 == part);
            parts.add(evaluation.evaluate(model, own));
        }
        assertSameBits(EvaluationResult.merge(parts), whole);
        EvaluationResult<String> two = EvaluationResult.merge(parts.subList(0, 2));
        assertSameBits(EvaluationResult.merge(List.of(two, parts.get(2))), whole);
        assertThatThrownBy(() -> EvaluationResult.merge(List.of(parts.get(0), parts.get(0))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("users are in more than one part");
        EvaluationResult<String> other =
                Evaluation.of(Metrics.parseAll("ndcg@10")).evaluate(model, split.test());
        assertThatThrownBy(() -> EvaluationResult.merge(List.of(whole, other)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("their metrics are");
        EvaluationResult<String> rest = evaluation.evaluate(
                model,
                Background.of(model).withEligible(item -> item > 3),
                split.test().where(row -> split.test().user(row) % 3 == 0));
        assertThatThrownBy(() -> EvaluationResult.merge(List.of(parts.get(0), rest)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("same background");
    }

    @Test
    void runOfAnyRecommenderHasTheSameListsAtAnyParallelism() {
        Recommender<String, Integer> twoItems =
                request -> List.of(Recommendation.of(1, 2f, 1, "two"), Recommendation.of(777, 1f, 2, "two"));
        Evaluation evaluation = Evaluation.of(METRICS);
        Run<String, Integer> one = evaluation.run("two", twoItems, split.test());
        Run<String, Integer> many =
                evaluation.withParallelism(Parallelism.threads(3)).run("two", twoItems, split.test());
        assertThat(many.users()).isEqualTo(one.users());
        assertThat(one.depth()).isEqualTo(2);
        assertThat(many.size()).isEqualTo(2L * one.users().size());
        assertThat(many.list("u3")).isEqualTo(one.list("u3")).hasSize(2);
        assertThat(one.list("nobody")).isEmpty();
    }

    @Test
    void recommenderOfABundleHasTheNumbersOfTheBundle() {
        ModelBundle<String, Integer> model = ials();
        Background<String, Integer> background = Background.of(model);
        for (boolean excludeSeen : new boolean[] {true, false}) {
            Evaluation evaluation = Evaluation.of(METRICS).withExcludeSeen(excludeSeen);
            EvaluationResult<String> expected = evaluation.evaluate(model, split.test());
            assertThat(expected.usersWithoutList()).as("the k-core drops users").isPositive();
            assertThat(expected.unknownItemPairs()).isPositive();
            assertSameBits(evaluation.evaluate(Recommender.of(model), background, split.test()), expected);
            assertSameBits(
                    evaluation
                            .withParallelism(Parallelism.threads(3))
                            .evaluate(Recommender.of(model), background, split.test()),
                    expected);
        }
    }

    @Test
    void modelsOfOtherDataHaveTheNumbersOfTheirRecommendersAgainstOneBackground() {
        ModelBundle<String, Integer> model = ials();
        ModelBundle<String, Integer> other = Als.implicit()
                .withFactors(3)
                .withIterations(2)
                .train(split.train().where(row -> row % 3 > 0));
        Background<String, Integer> background = Background.of(model);
        Evaluation evaluation = Evaluation.of(METRICS);
        EvaluationResult<String> actual = evaluation.evaluate(other, background, split.test());
        assertSameBits(actual, evaluation.evaluate(Recommender.of(other), background, split.test()));
        assertThat(actual.users())
                .isEqualTo(evaluation.evaluate(model, split.test()).users());
        assertThat(actual.model()).contains(other.info());
        assertSameBits(evaluation.evaluate(model, background, split.test()), evaluation.evaluate(model, split.test()));
    }

    @Test
    void popularListOfStrangersLeavesOutWhatTheyHadSeen() {
        ModelBundle<String, Integer> model = ials();
        ModelBundle<String, Integer> popular = Recommender.popular(model).bundle();
        List<Metric> metrics = Metrics.parseAll("ndcg@10", "coverage@10");
        EvaluationResult<String> expected = Evaluation.of(metrics).evaluate(popular, split.test());
        EvaluationResult<String> actual =
                Evaluation.of(metrics).evaluate(Recommender.popular(model), Background.of(model), split.test());
        assertThat(expected.usersWithoutList()).isZero();
        assertThat(expected.tiedShare()).isPositive();
        assertThat(actual.values()).isEqualTo(expected.values());
        assertThat(actual.perUser("ndcg@10")).isEqualTo(expected.perUser("ndcg@10"));
        assertThat(actual.tiedShare()).isEqualTo(expected.tiedShare());
    }

    @Test
    void fallbackServesUsersTheModelDoesNotKnow() {
        ModelBundle<String, Integer> model = ials();
        Recommender<String, Integer> chain = Recommender.of(model).orElse(Recommender.popular(model));
        Map<String, Recommender<String, Integer>> recommenders = new LinkedHashMap<>();
        recommenders.put("ials", Recommender.of(model));
        recommenders.put("chain", chain);
        Comparison<String> comparison =
                Evaluation.of(METRICS).compare(recommenders, Background.of(model), split.test());
        assertThat(comparison.hasSameUsers()).isTrue();
        assertThat(comparison.result("ials").usersWithoutList()).isPositive();
        assertThat(comparison.result("chain").usersWithoutList()).isZero();
        assertThat(comparison.result("chain").name()).isEqualTo("ials, else popularity");
        assertThat(comparison.result("chain").model()).isEmpty();
        PairedDifference difference = comparison.difference("ndcg@10", "chain", "ials");
        assertThat(difference.mean()).isPositive();
        assertThat(difference.users())
                .isEqualTo(comparison.result("chain").users().size());
    }

    @Test
    void rerankedListsAreJudgedAsTheyAreServed() {
        ModelBundle<String, Integer> model = ials();
        // depends on k: the last of k comes first
        Reranker<String, Integer> turned = (candidates, context) -> {
            List<Recommendation<Integer>> order = new ArrayList<>(candidates.subList(0, context.k()));
            Collections.rotate(order, 1);
            return order;
        };
        EvaluationResult<String> expected = Evaluation.of(Metrics.parseAll("mrr@5"))
                .evaluate(
                        request -> {
                            List<Recommendation<Integer>> order =
                                    new ArrayList<>(Recommender.of(model).recommend(request.withK(5)));
                            Collections.rotate(order, 1);
                            return order;
                        },
                        Background.of(model),
                        split.test());
        EvaluationResult<String> actual = Evaluation.of(Metrics.parseAll("mrr@5"))
                .evaluate(Recommender.of(model).withReranker(turned, 20), Background.of(model), split.test());
        assertThat(actual.perUser("mrr@5")).isEqualTo(expected.perUser("mrr@5"));
    }

    @Test
    void itemsBeyondTheCatalogueAreHitsButNotCoverage() {
        ModelBundle<String, Integer> model = ials();
        Background<String, Integer> background =
                Background.of(FeatureBuilder.build(split.train(), FeatureConfig.defaults()));
        EventLog<String, Integer> test = EventLog.builder(IdType.STRING, IdType.INT)
                .add("u1", 5_000)
                .add("u2", 5_000)
                .build();
        Recommender<String, Integer> editorial = request -> List.of(
                Recommendation.of(6_000, 2, 1, "editor"),
                Recommendation.of(7_000, 2, 2, "editor"),
                Recommendation.of(5_000, 1, 3, "editor"));
        EvaluationResult<String> result = Evaluation.of(Metrics.parseAll("hit_rate@3", "mrr@3", "coverage@3"))
                .evaluate(editorial, background, test);
        assertThat(result.value("hit_rate@3")).isEqualTo(1);
        assertThat(result.value("mrr@3")).isEqualTo(1 / 3.0);
        assertThat(result.value("coverage@3")).isZero();
        assertThat(result.unknownItemPairs()).isEqualTo(2);
        assertThat(result.tiedShare()).isEqualTo(1);
        assertThat(model.items().contains(6_000)).isFalse();
    }

    @Test
    void moreItemsThanAskedForAreCutAndTwiceTheSameIsAnError() {
        Background<String, Integer> background =
                Background.of(FeatureBuilder.build(split.train(), FeatureConfig.defaults()));
        Recommender<String, Integer> tooMany = request -> IntStream.rangeClosed(1, 30)
                .mapToObj(rank -> Recommendation.of(rank, 1, rank, "many"))
                .toList();
        EvaluationResult<String> result =
                Evaluation.of(Metrics.parseAll("coverage@5")).evaluate(tooMany, background, split.test());
        assertThat(result.value("coverage@5"))
                .isEqualTo(5.0 / background.items().size());
        Recommender<String, Integer> twice =
                request -> List.of(Recommendation.of(1, 1, 1, "twice"), Recommendation.of(1, 1, 2, "twice"));
        assertThatThrownBy(() -> Evaluation.of(METRICS.subList(0, 1)).evaluate(twice, background, split.test()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("item 1 is there twice");
    }

    @Test
    void listsAreAskedForWithTheLengthOfTheLargestCutoff() {
        Background<String, Integer> background =
                Background.of(FeatureBuilder.build(split.train(), FeatureConfig.defaults()));
        Recommender<String, Integer> checking = request -> {
            assertThat(request.k()).isEqualTo(7);
            assertThat(request.excludeSeen()).isFalse();
            return List.of();
        };
        EvaluationResult<String> result = Evaluation.of(Metrics.parseAll("ndcg@3", "recall@7"))
                .withExcludeSeen(false)
                .evaluate(checking, background, split.test());
        assertThat(result.usersWithoutList()).isEqualTo(result.users().size());
    }

    @Test
    void presetsThatDoNotFitARecommenderSaySo() {
        ModelBundle<String, Integer> model = ials();
        for (Preset preset : List.of(Preset.RATING, Preset.NCF_LOO_99)) {
            assertThatThrownBy(() ->
                            Evaluation.of(preset).evaluate(Recommender.of(model), Background.of(model), split.test()))
                    .isInstanceOf(DataException.class);
        }
    }
}
