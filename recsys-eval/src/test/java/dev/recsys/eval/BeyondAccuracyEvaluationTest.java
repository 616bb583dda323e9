package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.als.Als;
import dev.recsys.data.ItemCatalog;
import dev.recsys.eval.metric.CatalogueMetric;
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
import dev.recsys.recommend.Recommender;
import dev.recsys.train.TrainingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Metrics of what lists consist of, of a model's lists. */
class BeyondAccuracyEvaluationTest {

    private static final long SEED = 5;
    private static final List<Metric> METRICS = Metrics.parseAll(
            "coverage@5",
            "coverage@5:ELIGIBLE_ITEMS",
            "coverage@5:PLUS_PADDING",
            "user_coverage@5",
            "gini@5",
            "gini@5:CORRECTED",
            "gini_diversity@5",
            "entropy@5",
            "entropy@5:NORMALISED",
            "simpson@5",
            "herfindahl@5",
            "intra_list_diversity@5",
            "intra_list_diversity@5:COSINE_ZERO",
            "intra_list_diversity_factors@5",
            "calibration@5",
            "calibration@5:HELLINGER",
            "serendipity@5",
            "serendipity@5:UNEXPECTED",
            "novelty@5",
            "novelty@5:BY_INTERACTIONS",
            "epc@5",
            "popularity@5",
            "popularity_percentile@5",
            "short_head@5",
            "long_tail@5:ITEMS_20",
            "long_tail_count@5");

    private final Split<String, Integer> split = RandomRatio.perUser(0.3, SEED).split(log());
    private final ModelBundle<String, Integer> model = Als.implicit()
            .withFactors(4)
            .withIterations(3)
            .train(FeatureBuilder.build(split.train(), FeatureConfig.defaults()), TrainingContext.defaults())
            .withCatalog(catalog());

    private static EventLog<String, Integer> log() {
        SplittableRandom random = new SplittableRandom(SEED);
        EventLogBuilder<String, Integer> log = EventLog.builder(IdType.STRING, IdType.INT);
        for (int user = 0; user < 600; user++) {
            for (int i = 0; i < 8; i++) {
                log.add("u" + user, Math.min(random.nextInt(60), random.nextInt(60)));
            }
        }
        return log.build();
    }

    private static ItemCatalog<Integer> catalog() {
        return ItemCatalog.of(
                IdType.INT,
                IntStream.range(0, 60)
                        .mapToObj(id -> ItemCatalog.Item.of(id).withCategories(List.of("c" + id % 4, "d" + id % 3)))
                        .toList());
    }

    @Test
    void valuesAreTheSameBitsAtAnyParallelism() {
        EvaluationResult<String> expected = Evaluation.of(METRICS).evaluate(model, split.test());
        for (int workers : new int[] {2, 5}) {
            EvaluationResult<String> actual = Evaluation.of(METRICS)
                    .withParallelism(Parallelism.threads(workers))
                    .evaluate(model, split.test());
            assertThat(actual.values()).as("seed %d", SEED).isEqualTo(expected.values());
            for (Metric metric : METRICS) {
                assertThat(expected.value(metric.name())).as(metric.name()).isFinite();
                if (!(metric instanceof CatalogueMetric)) {
                    assertThat(actual.perUser(metric.name()))
                            .as(metric.name())
                            .isEqualTo(expected.perUser(metric.name()));
                }
            }
        }
    }

    @Test
    void valuesAreThoseOfTheListsOneByOne() {
        EvaluationResult<String> result = Evaluation.of(METRICS).evaluate(model, split.test());
        Map<Integer, Long> counts = new TreeMap<>();
        List<Double> popularity = new ArrayList<>();
        for (int place = 0; place < result.users().size(); place++) {
            List<Integer> items = Recommender.of(model).recommend(result.users().id(place), 5).stream()
                    .map(one -> one.item())
                    .toList();
            items.forEach(item -> counts.merge(item, 1L, Long::sum));
            popularity.add(items.stream()
                    .mapToInt(item -> model.popularity(model.items().positionOf(item)))
                    .average()
                    .orElseThrow());
        }
        double total = counts.values().stream().mapToLong(Long::longValue).sum();
        assertThat(result.value("coverage@5"))
                .isEqualTo((double) counts.size() / model.items().size());
        assertThat(result.value("herfindahl@5"))
                .isCloseTo(
                        counts.values().stream()
                                .mapToDouble(count -> count / total * count / total)
                                .sum(),
                        within(1e-12));
        assertThat(result.value("user_coverage@5")).isEqualTo(1);
        assertThat(result.value("gini_diversity@5")).isEqualTo(1 - result.value("gini@5"));
        assertThat(result.perUser("popularity@5"))
                .containsExactly(
                        popularity.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Test
    void coverageMayBeOfTheItemsThatMayBeRecommended() {
        Evaluation evaluation = Evaluation.of(Metrics.parseAll("coverage@5", "coverage@5:ELIGIBLE_ITEMS"));
        Background<String, Integer> all = Background.of(model);
        EvaluationResult<String> ofAll = evaluation.evaluate(model, all, split.test());
        assertThat(ofAll.value("coverage@5:ELIGIBLE_ITEMS")).isEqualTo(ofAll.value("coverage@5"));
        EvaluationResult<String> ofFew = evaluation.evaluate(model, all.withEligible(item -> item < 10), split.test());
        assertThat(ofFew.value("coverage@5")).isEqualTo(ofAll.value("coverage@5"));
        assertThat(ofFew.value("coverage@5:ELIGIBLE_ITEMS")).isEqualTo(1); // all ten are popular
    }

    @Test
    void listsWithoutABackgroundHaveNoPopularity() {
        Evaluation evaluation = Evaluation.of(Metrics.parseAll("serendipity@5"));
        Run<String, Integer> run = evaluation.run("ials", Recommender.of(model), split.test());
        Judgments<String, Integer> judgments = Judgments.of(split.test(), Relevance.defaults());
        assertThatThrownBy(() -> evaluation.evaluate(run, judgments))
                .hasMessageContaining("metric 'serendipity@5': needs to know the catalogue");
        for (String metric : List.of("coverage@5", "gini@5", "entropy@5", "novelty@5")) {
            assertThatThrownBy(() -> Evaluation.of(Metrics.parseAll(metric)).evaluate(run, judgments))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("give the background");
        }
        assertThat(Evaluation.of(Metrics.parseAll("user_coverage@5"))
                        .evaluate(run, judgments)
                        .value("user_coverage@5"))
                .isEqualTo(1);
        assertThat(evaluation.evaluate(run, judgments, Background.of(model)).value("serendipity@5"))
                .isPositive();
    }
}
