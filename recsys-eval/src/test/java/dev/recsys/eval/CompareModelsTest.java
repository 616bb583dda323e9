package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.als.Als;
import dev.recsys.eval.gate.Evidence;
import dev.recsys.eval.gate.GateOutcome;
import dev.recsys.eval.gate.GateRule;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.split.RandomRatio;
import dev.recsys.eval.split.Split;
import dev.recsys.eval.stats.Bootstrap;
import dev.recsys.eval.stats.Correction;
import dev.recsys.eval.stats.Interval;
import dev.recsys.eval.stats.PairedTest;
import dev.recsys.eval.stats.Power;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The code of docs/how-to/compare-models.md, run; the last test checks that it is the same code. */
class CompareModelsTest {

    private static final String PAGE = "docs/how-to/compare-models.md";
    private static final String THIS = "recsys-eval/src/test/java/dev/recsys/eval/CompareModelsTest.java";

    /** Two groups of users who like one half of the items each: popularity cannot know. */
    private static EventLog<String, Integer> events() {
        SplittableRandom random = new SplittableRandom(4);
        EventLogBuilder<String, Integer> events = EventLog.builder(IdType.STRING, IdType.INT);
        for (int user = 0; user < 60; user++) {
            for (int taken = 0; taken < 12; taken++) {
                events.add("u" + user, random.nextInt(20) + (user % 2) * 20);
            }
        }
        return events.build();
    }

    @Test
    void comparesAndGuards() {
        Split<String, Integer> split = RandomRatio.perUser(0.3, 1).split(events());
        ModelBundle<String, Integer> model =
                Als.implicit().withFactors(4).withSeed(1).train(split.train());
        Map<String, ModelBundle<String, Integer>> models = new LinkedHashMap<>();
        models.put("als", model);
        models.put("popularity", Recommender.popular(model).bundle());

        Comparison<String> comparison = Evaluation.of(Metrics.parseAll("ndcg@10", "recall@10", "coverage@10"))
                .compare(models, split.test());
        String table = comparison.toTable();
        assertThat(table.lines()).hasSize(3);

        Significance significance = comparison.significance("popularity");
        String verdicts = significance.toString();
        assertThat(verdicts)
                .contains("als is better than popularity on ndcg@10 by +0.")
                .contains("after Holm over 2 comparisons");

        Significance decisive = comparison.significance("popularity").withMetrics("ndcg@10");
        Significance.Cell cell = decisive.cell("ndcg@10", "als", "popularity");
        boolean better = cell.verdict() == Significance.Verdict.BETTER;
        assertThat(better).isTrue();

        Significance screened = comparison
                .significance()
                .withCorrection(Correction.BENJAMINI_HOCHBERG)
                .withTest(PairedTest.SIGN_FLIP);
        assertThat(screened.cells()).hasSize(2);

        PairedDifference difference = comparison.difference("ndcg@10", "als", "popularity");
        double p = difference.tTest().p();
        double withoutAssumptions = difference.signFlip().p();
        double effect = difference.effectSize();
        String counts = difference.wins() + " users gain, " + difference.losses() + " lose";
        double couldHaveSeen = difference.smallestDetectable();
        assertThat(p).isBetween(0.0, 0.05);
        assertThat(withoutAssumptions).isBetween(0.0, 0.05);
        assertThat(effect).isPositive();
        assertThat(counts).contains(" gain, ");
        assertThat(couldHaveSeen).isLessThan(difference.mean());

        Interval interval = Bootstrap.defaults()
                .withResamples(10_000)
                .withParallelism(Parallelism.threads(4))
                .run(difference.sample())
                .bca(0.95);
        assertThat(interval.low()).isPositive();

        long users = Power.defaults().usersPaired(0.005 / 0.2);
        assertThat(users).isEqualTo(12_561);

        GateRule rule = GateRule.parse("ndcg@10 < baseline - 1%");
        GateOutcome outcome = rule.check(comparison, "als", "popularity");
        String sentence = outcome.sentence();
        outcome.requirePassed();
        assertThat(sentence).startsWith("passed: ndcg@10 < baseline - 1% is not shown for als");

        GateRule strict = rule.withEvidence(Evidence.NOT_EXCLUDED);
        assertThat(strict.check(comparison, "als", "popularity").failed()).isFalse();
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        String here = withoutSpace(Files.readString(Path.of(root, THIS)));
        String[] parts = Files.readString(Path.of(root, PAGE)).split("```");
        assertThat(parts.length).isGreaterThan(10);
        for (int p = 1; p < parts.length; p += 2) {
            for (String statement : parts[p].substring("java".length()).split(";")) {
                assertThat(here).contains(withoutSpace(statement));
            }
        }
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
