package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.Weighting;
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
import dev.recsys.recommend.Reranker;
import dev.recsys.rerank.Calibration;
import dev.recsys.rerank.MaximalMarginalRelevance;
import dev.recsys.train.TrainingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * What re-ranking for variety and for calibration costs in accuracy, on MovieLens 100K. The table it reports is in
 * docs/concepts/accuracy-and-diversity.md.
 */
class AccuracyAndDiversityTest {

    private static final int CANDIDATES = 100;
    private static final List<String> COLUMNS = List.of(
            "ndcg@10",
            "intra_list_diversity@10",
            "intra_list_diversity_factors@10",
            "calibration@10",
            "coverage@10",
            "novelty@10",
            "popularity_percentile@10");

    private final Split<Integer, Integer> split = RandomRatio.perUser(0.2, 42).split(ratings());
    private final ModelBundle<Integer, Integer> model = Als.implicit()
            .withFactors(32)
            .withIterations(10)
            .withRegularization(0.02)
            .withUnobservedWeight(0.1)
            .withSeed(42)
            .train(
                    FeatureBuilder.build(
                            split.train(),
                            FeatureConfig.defaults()
                                    .withWeighting(Weighting.BINARY)
                                    .withMinWeight(4)),
                    TrainingContext.defaults().withParallelism(Parallelism.threads(2)))
            .withCatalog(catalog());

    @Test
    @Tag("slow")
    void varietyAndCalibrationArePaidForInAccuracy(TestReporter reporter) {
        Map<String, Recommender<Integer, Integer>> recommenders = new LinkedHashMap<>();
        recommenders.put("as scored", Recommender.of(model));
        for (double lambda : new double[] {0.9, 0.8, 0.7, 0.5, 0.3}) {
            recommenders.put("mmr categories " + lambda, reranked(MaximalMarginalRelevance.byCategories(lambda)));
        }
        for (double lambda : new double[] {0.9, 0.8, 0.7, 0.5, 0.3}) {
            recommenders.put("mmr factors " + lambda, reranked(MaximalMarginalRelevance.byModel(lambda)));
        }
        for (double lambda : new double[] {0.2, 0.5, 0.8, 0.9, 0.99}) {
            recommenders.put("calibration " + lambda, reranked(Calibration.of(lambda)));
        }
        recommenders.put("popularity", Recommender.popular(model));

        Comparison<Integer> comparison = Evaluation.of(Metrics.parseAll(COLUMNS.toArray(String[]::new)))
                .withRelevance(Relevance.defaults().withMinWeight(4))
                .withParallelism(Parallelism.threads(2))
                .compare(recommenders, Background.of(model), split.test());

        reporter.publishEntry("table", table(comparison));
        assertThat(trend(comparison, "mmr categories ", "intra_list_diversity@10"))
                .isSorted();
        assertThat(trend(comparison, "mmr factors ", "intra_list_diversity_factors@10"))
                .isSorted();
        assertThat(trend(comparison, "calibration ", "calibration@10")).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(comparison
                        .difference("ndcg@10", "mmr categories 0.9", "as scored")
                        .low())
                .isGreaterThan(-0.02);
    }

    private Recommender<Integer, Integer> reranked(Reranker<Integer, Integer> reranker) {
        return Recommender.of(model).withReranker(reranker, CANDIDATES);
    }

    /** The values of a metric from no re-ranking to the strongest. */
    private static List<Double> trend(Comparison<Integer> comparison, String prefix, String metric) {
        List<Double> values = new ArrayList<>();
        values.add(comparison.result("as scored").value(metric));
        comparison.names().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> values.add(comparison.result(name).value(metric)));
        return values;
    }

    /** As in the page. */
    private static String table(Comparison<Integer> comparison) {
        StringBuilder table = new StringBuilder("\n| | " + String.join(" | ", COLUMNS) + " | NDCG@10 difference |\n");
        for (String name : comparison.names()) {
            table.append("| ").append(name);
            for (String column : COLUMNS) {
                table.append(String.format(
                        Locale.ROOT, " | %.3f", comparison.result(name).value(column)));
            }
            PairedDifference difference = comparison.difference("ndcg@10", name, "as scored");
            table.append(String.format(
                    Locale.ROOT,
                    " | %+.3f [%+.3f, %+.3f] |%n",
                    difference.mean(),
                    difference.low(),
                    difference.high()));
        }
        return table.toString();
    }

    private static EventLog<Integer, Integer> ratings() {
        EventLogBuilder<Integer, Integer> log = EventLog.builder(IdType.INT, IdType.INT);
        for (String line : SharedData.lines("data/ml-100k/u.data.gz")) {
            String[] cells = line.split("\t");
            log.add(Integer.valueOf(cells[0]), Integer.valueOf(cells[1]), Double.parseDouble(cells[2]));
        }
        return log.build();
    }

    private static ItemCatalog<Integer> catalog() {
        List<String> names = SharedData.lines("data/ml-100k/u.genre.gz").stream()
                .filter(line -> line.contains("|"))
                .map(line -> line.substring(0, line.indexOf('|')))
                .toList();
        List<ItemCatalog.Item<Integer>> items = new ArrayList<>();
        for (String line : SharedData.lines("data/ml-100k/u.item.gz")) {
            String[] cells = line.split("\\|");
            List<String> categories = new ArrayList<>();
            for (int genre = 1; genre < names.size(); genre++) { // the first is 'unknown'
                if (cells[cells.length - names.size() + genre].equals("1")) {
                    categories.add(names.get(genre));
                }
            }
            items.add(ItemCatalog.Item.of(Integer.valueOf(cells[0])).withCategories(categories));
        }
        return ItemCatalog.of(IdType.INT, items);
    }
}
