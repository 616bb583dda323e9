package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.als.Als;
import dev.recsys.data.ItemCatalog;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.RandomRatio;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.Aggregation;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.popularity.Popularity;
import dev.recsys.recommend.Recommender;
import dev.recsys.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/how-to/evaluate-a-model.md, run; the last test checks that it is the same code. */
class EvaluateAModelTest {

    private static final String PAGE = "docs/how-to/evaluate-a-model.md";
    private static final String THIS = "recsys-eval/src/test/java/dev/recsys/eval/EvaluateAModelTest.java";

    private final EventLog<String, Integer> log = events();
    private final Trainer<ItemScoresModel> trainer = Popularity.byUsers();

    @TempDir
    private Path directory;

    private static EventLog<String, Integer> events() {
        SplittableRandom random = new SplittableRandom(4);
        EventLogBuilder<String, Integer> events = EventLog.builder(IdType.STRING, IdType.INT);
        for (int second = 0; second < 1000; second++) {
            int item = Math.min(random.nextInt(40), random.nextInt(40));
            events.add("u" + random.nextInt(50), item, 1 + random.nextInt(5), Instant.ofEpochSecond(second));
        }
        return events.build();
    }

    @Test
    void evaluatesAndCompares() {
        Split<String, Integer> split = GlobalTimeSplit.latest(0.2).split(log);
        ModelBundle<String, Integer> model = trainer.train(split.train());

        EvaluationResult<String> result = Evaluation.of(Preset.RANKING).evaluate(model, split);
        double ndcg = result.value("ndcg@10");
        assertThat(ndcg).isBetween(0.0, 1.0);
        assertThat(result.split().orElseThrow().leakage()).hasValue(0);

        Map<String, ModelBundle<String, Integer>> models = new LinkedHashMap<>();
        models.put("model", model);
        models.put("popularity", Recommender.popular(model).bundle());
        String table = Evaluation.of(Metrics.parseAll("ndcg@10", "recall@10", "coverage@10"))
                .compare(models, split)
                .toTable();
        assertThat(table.lines()).hasSize(4).last().asString().endsWith("0 training events later than some test event");

        EventLog<String, Integer> known = split.test()
                .where(row -> model.users()
                        .contains(split.test().users().id(split.test().user(row))));
        assertThat(known.size()).isPositive();

        Evaluation ratings =
                Evaluation.of(Preset.RANKING).withRelevance(Relevance.defaults().withMinWeight(4));
        assertThat(ratings.evaluate(model, split.test()).relevantPairs()).isLessThan(result.relevantPairs());

        List<String> heard = new ArrayList<>();
        Evaluation wide = Evaluation.of(Preset.RANKING)
                .withParallelism(Parallelism.threads(4))
                .withProgress((step, done, total, detail) -> heard.add(done + " of " + total));
        assertThat(wide.evaluate(model, split.test()).values()).isEqualTo(result.values());
        assertThat(heard).hasSize(1);
        assertThat(result.perUser("ndcg@10")).hasSize(result.users().size());
    }

    @Test
    void comparesRecommenders() {
        Split<String, Integer> split = GlobalTimeSplit.latest(0.2).split(log);
        ModelBundle<String, Integer> model = trainer.train(split.train());

        Background<String, Integer> background = Background.of(model);
        Map<String, Recommender<String, Integer>> recommenders = new LinkedHashMap<>();
        recommenders.put("plain", Recommender.of(model));
        recommenders.put("not item 3", Recommender.of(model).withFilter(item -> item != 3));
        Comparison<String> comparison = Evaluation.of(Preset.RANKING).compare(recommenders, background, split);
        assertThat(comparison.hasSameUsers()).isTrue();

        PairedDifference difference = comparison.difference("ndcg@10", "not item 3", "plain");
        String how = difference.mean() + " between " + difference.low() + " and " + difference.high();
        assertThat(how).contains(" between ");
        assertThat(difference.mean()).isBetween(difference.low(), difference.high());

        ItemCatalog<Integer> catalog = ItemCatalog.of(
                IdType.INT,
                IntStream.range(0, 40)
                        .mapToObj(item -> ItemCatalog.Item.of(item).withCategories(List.of("c" + item % 3)))
                        .toList());
        Evaluation variety = Evaluation.of(
                Metrics.parseAll("ndcg@10", "intra_list_diversity@10", "calibration@10", "novelty@10", "coverage@10"));
        double diversity = variety.evaluate(model.withCatalog(catalog), split).value("intra_list_diversity@10");
        assertThat(diversity).isBetween(0.5, 0.8);
    }

    @Test
    void predictsRatingsAndAveragesFolds() {
        Split<String, Integer> split = RandomRatio.perUser(0.2, 1).split(log);
        FeatureConfig latest = FeatureConfig.defaults().withAggregation(Aggregation.LAST);
        ModelBundle<String, Integer> ratingModel =
                Als.explicit().withFactors(4).train(FeatureBuilder.build(split.train(), latest));
        EvaluationResult<String> predicted = Evaluation.of(Preset.RATING).evaluate(ratingModel, split);
        double rmse = predicted.value("rmse");
        assertThat(rmse).isBetween(1.0, 2.0); // the ratings are noise

        Split<String, Integer> other = RandomRatio.perUser(0.2, 2).split(log);
        EvaluationResult<String> firstFold =
                Evaluation.of(Preset.RANKING).evaluate(trainer.train(split.train()), split.test());
        EvaluationResult<String> secondFold =
                Evaluation.of(Preset.RANKING).evaluate(trainer.train(other.train()), other.test());
        Folds<String> folds = Folds.of(List.of(firstFold, secondFold));
        double mean = folds.value("ndcg@10");
        assertThat(mean).isEqualTo((firstFold.value("ndcg@10") + secondFold.value("ndcg@10")) / 2);
    }

    @Test
    void ranksGivenCandidates() throws IOException {
        Path negatives = Files.writeString(directory.resolve("negatives"), "(1,2)\t3\t4\n");
        ModelBundle<Integer, Integer> ncfModel = Popularity.byUsers()
                .train(EventLog.builder(IdType.INT, IdType.INT)
                        .add(1, 3)
                        .add(2, 2)
                        .add(3, 2)
                        .build());
        CandidateCases<Integer, Integer> cases = NcfNegatives.read(negatives, IdType.INT, IdType.INT);
        EvaluationResult<Integer> sampled = Evaluation.of(Preset.NCF_LOO_99).evaluate(ncfModel, cases);
        assertThat(sampled.watermark()).contains("SAMPLED");
        assertThat(sampled.value("hit_rate@1")).isEqualTo(1);
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        String here = withoutSpace(Files.readString(Path.of(root, THIS)));
        String[] parts = Files.readString(Path.of(root, PAGE)).split("```");
        assertThat(parts.length).isGreaterThan(10);
        for (int p = 1; p < parts.length; p += 2) {
            if (parts[p].startsWith("sh\n")) {
                continue;
            }
            for (String statement : parts[p].substring("java".length()).split(";")) {
                assertThat(here).contains(withoutSpace(statement));
            }
        }
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
