package dev.recsys.examples.host;

import static dev.recsys.event.IdType.INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.als.Als;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.Weighting;
import dev.recsys.event.EventLog;
import dev.recsys.examples.report.TextTable;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.io.files.CsvColumns;
import dev.recsys.io.files.CsvEvents;
import dev.recsys.io.files.MovieLens;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Reranker;
import dev.recsys.rerank.Calibration;
import dev.recsys.rerank.CategoryQuota;
import dev.recsys.rerank.MaximalMarginalRelevance;
import dev.recsys.rerank.PopularityDiscount;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What re-rankers cost in accuracy and bring in variety, on the five folds of MovieLens 100K; the table printed is that of
 * docs/how-to/filter-and-rerank.md. Ratings of 4 and more count as liked.
 */
@Tag("slow")
class RerankingOnMovieLensTest {

    private static final int K = 10;
    private static final int CANDIDATES = 100;
    private static final double ALPHA = 0.01;

    /** Means over users: accuracy, variety within a list, distance from the history's categories, popularity. */
    private record Row(double ndcg, double diversity, double divergence, double popularity) {

        Row plus(Row other) {
            return new Row(
                    ndcg + other.ndcg,
                    diversity + other.diversity,
                    divergence + other.divergence,
                    popularity + other.popularity);
        }

        Row times(double factor) {
            return new Row(ndcg * factor, diversity * factor, divergence * factor, popularity * factor);
        }
    }

    @Test
    void varietyCostsLittleAccuracy() {
        Map<String, Row> means = new HashMap<>();
        for (int fold = 1; fold <= 5; fold++) {
            Fold data = Fold.of(fold);
            rerankers()
                    .forEach((name, reranker) -> means.merge(
                            name,
                            data.measure(data.recommender().withReranker(reranker, CANDIDATES))
                                    .times(0.2),
                            Row::plus));
        }
        print(means);

        Row plain = means.get("none");
        assertThat(means.get("mmr .7").diversity()).isGreaterThan(plain.diversity());
        assertThat(means.get("calibration .5").divergence()).isLessThan(plain.divergence() * 0.6);
        assertThat(means.get("calibration .5").ndcg()).isGreaterThan(plain.ndcg() * 0.85);
        assertThat(means.get("popularity .1").popularity()).isLessThan(plain.popularity());
    }

    private static Map<String, Reranker<Integer, Integer>> rerankers() {
        Map<String, Reranker<Integer, Integer>> rerankers = new HashMap<>();
        rerankers.put("none", (candidates, context) -> candidates);
        for (int tenth : new int[] {9, 7, 5}) {
            rerankers.put("mmr ." + tenth, MaximalMarginalRelevance.byCategories(tenth / 10.0));
            rerankers.put("mmr by model ." + tenth, MaximalMarginalRelevance.byModel(tenth / 10.0));
            rerankers.put("calibration ." + tenth, Calibration.of(tenth / 10.0));
        }
        rerankers.put("calibration .2", Calibration.of(0.2));
        rerankers.put("calibration .99", Calibration.of(0.99));
        rerankers.put("popularity .1", PopularityDiscount.of(0.1));
        rerankers.put("popularity .3", PopularityDiscount.of(0.3));
        rerankers.put("quota 3", CategoryQuota.atMost(3));
        return rerankers;
    }

    private static void print(Map<String, Row> means) {
        TextTable table = TextTable.of("re-ranker", "ndcg@10", "diversity", "divergence", "popularity");
        means.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> table.row(
                        entry.getKey(),
                        String.format(Locale.ROOT, "%.4f", entry.getValue().ndcg()),
                        String.format(Locale.ROOT, "%.4f", entry.getValue().diversity()),
                        String.format(Locale.ROOT, "%.4f", entry.getValue().divergence()),
                        String.format(Locale.ROOT, "%.1f", entry.getValue().popularity())));
        PrintWriter out = new PrintWriter(System.out, true);
        table.print(out, "");
        out.flush();
    }

    /** One fold: a model of its training part, and what each user liked in its test part. */
    private record Fold(ModelBundle<Integer, Integer> model, Map<Integer, Set<Integer>> liked) {

        static Fold of(int fold) {
            String shared = System.getProperty("recsys.shared");
            assumeTrue(shared != null, "recsys.shared, the directory of the data sets, is not set");
            Path directory = Path.of(shared, "data", "ml-100k");
            assumeTrue(Files.isDirectory(directory), directory + " is not there");
            EventLog<Integer, Integer> train = read(directory.resolve("u" + fold + ".base.gz"));
            EventLog<Integer, Integer> test = read(directory.resolve("u" + fold + ".test.gz"));
            FeatureConfig features = FeatureConfig.defaults().withMinWeight(4).withWeighting(Weighting.BINARY);
            ModelBundle<Integer, Integer> model = Als.implicit()
                    .withFactors(32)
                    .withIterations(10)
                    .withRegularization(0.02)
                    .withUnobservedWeight(0.1)
                    .withSeed(7)
                    .train(FeatureBuilder.build(train, features))
                    .withCatalog(MovieLens.open(directory).catalog());
            Map<Integer, Set<Integer>> liked = new HashMap<>();
            for (int row = 0; row < test.size(); row++) {
                int item = test.items().id(test.item(row));
                if (test.weight(row) >= 4 && model.items().contains(item)) {
                    liked.computeIfAbsent(test.users().id(test.user(row)), user -> new HashSet<>())
                            .add(item);
                }
            }
            return new Fold(model, liked);
        }

        private static EventLog<Integer, Integer> read(Path file) {
            return EventLog.read(CsvEvents.of(file, INT, INT)
                    .withoutHeader()
                    .withSeparator('\t')
                    .withColumns(CsvColumns.of(0, 1).withWeight(2)));
        }

        ModelRecommender<Integer, Integer> recommender() {
            return Recommender.of(model);
        }

        Row measure(ModelRecommender<Integer, Integer> recommender) {
            List<Row> rows = new ArrayList<>();
            List<Integer> users = liked.keySet().stream()
                    .filter(model.users()::contains)
                    .sorted()
                    .toList();
            recommender.recommendAll(
                    users,
                    BatchRequest.of(K),
                    (user, list) -> rows.add(new Row(
                            ndcg(list, liked.get(user)), diversity(list), divergence(user, list), popularity(list))));
            return rows.stream().reduce(new Row(0, 0, 0, 0), Row::plus).times(1.0 / rows.size());
        }

        private static double ndcg(List<Recommendation<Integer>> list, Set<Integer> relevant) {
            double gain = 0;
            double ideal = 0;
            for (int place = 0; place < K; place++) {
                double discount = Math.log(2) / Math.log(place + 2);
                gain += place < list.size() && relevant.contains(list.get(place).item()) ? discount : 0;
                ideal += place < relevant.size() ? discount : 0;
            }
            return gain / ideal;
        }

        /** Mean over pairs of 1 - shared categories / all categories of both. */
        private double diversity(List<Recommendation<Integer>> list) {
            ItemCatalog<Integer> catalog = model.catalog();
            double sum = 0;
            int pairs = 0;
            for (int a = 0; a < list.size(); a++) {
                for (int b = 0; b < a; b++) {
                    List<String> first = catalog.categories(list.get(a).item());
                    List<String> second = catalog.categories(list.get(b).item());
                    long shared = first.stream().filter(second::contains).count();
                    long all = first.size() + second.size() - shared;
                    sum += all == 0 ? 1 : 1 - (double) shared / all;
                    pairs++;
                }
            }
            return pairs == 0 ? 0 : sum / pairs;
        }

        /** KL divergence of the list's shares of categories from those of the history, smoothed as in the paper. */
        private double divergence(int user, List<Recommendation<Integer>> list) {
            Map<String, Double> wanted =
                    shares(Arrays.stream(model.history(model.users().positionOf(user))
                                    .orElseThrow()
                                    .items())
                            .mapToObj(position -> model.items().id(position))
                            .toList());
            Map<String, Double> found =
                    shares(list.stream().map(Recommendation::item).toList());
            double sum = 0;
            for (Map.Entry<String, Double> share : wanted.entrySet()) {
                double p = share.getValue();
                double q = (1 - ALPHA) * found.getOrDefault(share.getKey(), 0.0) + ALPHA * p;
                sum += p * Math.log(p / q);
            }
            return sum;
        }

        private Map<String, Double> shares(List<Integer> items) {
            Map<String, Double> shares = new HashMap<>();
            long described = items.stream()
                    .filter(item -> !model.catalog().categories(item).isEmpty())
                    .count();
            for (int item : items) {
                List<String> categories = model.catalog().categories(item);
                categories.forEach(
                        category -> shares.merge(category, 1.0 / categories.size() / described, Double::sum));
            }
            return shares;
        }

        private double popularity(List<Recommendation<Integer>> list) {
            return list.stream()
                    .mapToInt(one -> model.popularity(model.items().positionOf(one.item())))
                    .average()
                    .orElse(0);
        }
    }
}
