package dev.recsys.examples.host;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.als.Als;
import dev.recsys.als.ImplicitAls;
import dev.recsys.data.Dataset;
import dev.recsys.data.Weighting;
import dev.recsys.eval.Comparison;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Preset;
import dev.recsys.eval.Relevance;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import dev.recsys.event.Rejection;
import dev.recsys.event.RejectionLimit;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.io.files.CsvEvents;
import dev.recsys.io.files.FileModelStore;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RecommendationStore;
import dev.recsys.train.TrainingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/tutorial/from-csv-to-published-lists.md, run; the last test checks that it is the same code. */
class TutorialTest {

    private static final String PAGE = "docs/tutorial/from-csv-to-published-lists.md";

    @TempDir
    Path directory;

    @Test
    void fromCsvToPublishedLists() throws IOException {
        List<String> broken = List.of("bob,seventeen,1735600000", ",17,1735600000");
        Files.write(Plays.csv(directory), broken, StandardOpenOption.APPEND);

        CsvEvents<String, Integer> source = CsvEvents.of(directory.resolve("plays.csv"), STRING, INT);
        EventLog<String, Integer> log = EventLog.read(source, RejectionLimit.share(0.01));

        System.out.println(log);
        System.out.println(log.rejections().summary());
        for (Rejection row : log.rejections().firstPlaces()) {
            System.out.println("line " + row.line() + ", " + row.field() + ": " + row.detail());
        }
        assertThat(log.hasTime()).isTrue();
        assertThat(log.rejections().count()).isEqualTo(2);

        Split<String, Integer> split = GlobalTimeSplit.latest(0.2).split(log);
        System.out.println(split);

        FeatureConfig features = FeatureConfig.defaults().withWeighting(Weighting.BINARY);
        Dataset<String, Integer> past = FeatureBuilder.build(split.train(), features);
        System.out.println(past);

        ImplicitAls trainer =
                Als.implicit().withFactors(16).withRegularization(0.05).withSeed(7);
        TrainingContext context = TrainingContext.defaults().withParallelism(Parallelism.threads(2));
        ModelBundle<String, Integer> candidate = trainer.train(past, context);

        Map<String, ModelBundle<String, Integer>> models = new LinkedHashMap<>();
        models.put("ials", candidate);
        models.put("popularity", Recommender.popular(candidate).bundle());
        Comparison<String> comparison = Evaluation.of(Preset.RANKING)
                .withRelevance(Relevance.of(features))
                .compare(models, split.test());
        System.out.println(comparison.toTable());

        EvaluationResult<String> result = comparison.result("ials");
        System.out.println(result.users().size() + " users with " + result.relevantPairs() + " relevant items, "
                + result.usersWithoutList() + " of them unknown to the model");
        assertThat(result.value("ndcg@10")).isPositive();

        ModelBundle<String, Integer> trained = trainer.train(FeatureBuilder.build(log, features), context);
        ModelStore store = FileModelStore.at(directory.resolve("models"), Algorithms.builtIn());
        ModelVersion version = store.save("plays", trained);
        assertThat(version).hasToString("plays-v1");

        ModelBundle<String, Integer> model = store.load(version, STRING, INT);
        ModelRecommender<String, Integer> recommender = Recommender.of(model);
        List<Recommendation<Integer>> forAlice = recommender.recommend("alice", 10);
        forAlice.forEach(System.out::println);
        assertThat(forAlice).hasSize(10);

        int dismissed = forAlice.get(0).item();
        List<Recommendation<Integer>> others =
                recommender.recommend(recommender.request("alice", 10).withExcluded(List.of(dismissed)));
        assertThat(others)
                .hasSize(10)
                .extracting(Recommendation::item)
                .doesNotContain(dismissed)
                .startsWith(forAlice.get(1).item());

        Set<Integer> soldOut = Set.of(forAlice.get(1).item(), forAlice.get(2).item());
        ModelRecommender<String, Integer> inStock = recommender.withFilter(item -> !soldOut.contains(item));
        assertThat(inStock.recommend("alice", 10))
                .hasSize(10)
                .extracting(Recommendation::item)
                .doesNotContainAnyElementsOf(soldOut);

        ModelRecommender<String, Integer> forAll = inStock.orElse(Recommender.popular(model));
        List<Recommendation<Integer>> forStranger = forAll.recommend("nobody", 10);
        assertThat(inStock.recommend("nobody", 10)).isEmpty();
        assertThat(forStranger).hasSize(10).extracting(Recommendation::source).containsOnly("popularity");
        assertThat(forStranger).extracting(Recommendation::item).doesNotContainAnyElementsOf(soldOut);

        List<Recommendation<Integer>> forVisitor =
                forAll.recommend(forAll.anonymousRequest(10).withHistory(List.of(3, 14, 15)));
        assertThat(forVisitor).hasSize(10).extracting(Recommendation::source).containsOnly("ials");

        JdbcDatabase<String, Integer> database =
                JdbcDatabase.open(Sqlite.dataSource(directory.resolve("plays.db")), STRING, INT);
        RecommendationStore<String, Integer> lists = database.recommendations("plays");
        try (Publication<String, Integer> publication = lists.begin(version)) {
            forAll.recommendAll(BatchRequest.of(10), publication::put);
            publication.commit();
        }
        store.promote(version);

        PublishedList<Integer> published = lists.find("alice").orElseThrow();
        System.out.println(published);
        published.items().forEach(System.out::println);

        ModelVersion live = store.live("plays").orElseThrow();
        ModelBundle<String, Integer> serving = store.load(live, STRING, INT);

        assertThat(published.version()).isEqualTo(version).isEqualTo(live);
        assertThat(published.items()).isEqualTo(forAll.recommend("alice", 10));
        assertThat(serving).isEqualTo(trained);
        assertThat(lists.findAll(List.of("user2", "user3", "nobody"))).containsOnlyKeys("user2", "user3");
    }

    @Test
    void thePageShowsThisCodeInThisOrder() throws IOException {
        assertThat(PageCode.requireShown(PAGE, TutorialTest.class)).isGreaterThan(10);
    }
}
