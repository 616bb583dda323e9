package dev.recsys.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.eval.Background;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Relevance;
import dev.recsys.eval.Run;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.segment.Breakdown;
import dev.recsys.eval.segment.Groups;
import dev.recsys.eval.segment.JudgmentParts;
import dev.recsys.eval.segment.Segment;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.io.files.CsvEvents;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/how-to/break-down-a-result.md, run; the last test checks that it is the same code. */
class BreakDownAResultTest {

    @TempDir
    Path directory;

    @Test
    void resultsAreBrokenDown() throws IOException {
        EventLog<String, Integer> log = EventLog.read(CsvEvents.of(Plays.csv(directory), IdType.STRING, IdType.INT));
        Split<String, Integer> split = GlobalTimeSplit.latest(0.2).split(log);
        ModelBundle<String, Integer> model = Als.implicit().withFactors(8).train(split.train());

        Evaluation evaluation = Evaluation.of(Metrics.parseAll("ndcg@10", "recall@10"));
        Background<String, Integer> background = Background.of(model);
        Run<String, Integer> run = evaluation.run("ials", Recommender.of(model), split.test());
        Judgments<String, Integer> judgments = Judgments.of(split.test(), Relevance.defaults(), background);
        EvaluationResult<String> result = evaluation.evaluate(run, judgments, background);
        assertThat(result.values())
                .isEqualTo(evaluation.evaluate(model, split.test()).values());

        Groups<String> byActivity = Groups.byActivity(background, 1, 5, 20);
        System.out.println(Breakdown.of(result, "ndcg@10", byActivity));
        Groups<String> byCountry = Groups.byAttribute("country", Map.of("alice", "NO", "bob", "PT"));
        assertThat(byCountry.of("alice")).containsExactly("NO");

        EvaluationResult<String> popular = evaluation.evaluate(
                evaluation.run("popularity", Recommender.popular(model), split.test()), judgments, background);
        Breakdown gain = Breakdown.ofDifference(result, popular, "ndcg@10", byActivity);
        assertThat(gain.segments().stream().mapToInt(Segment::users).sum())
                .isEqualTo(result.users().size());

        JudgmentParts<String, Integer> parts = JudgmentParts.byItems(judgments, Groups.byPopularity(background));
        Breakdown byPopularity = Breakdown.of(parts.by(), parts.evaluate(evaluation, run, background), "recall@10");
        JudgmentParts<String, Integer> weeks = JudgmentParts.byTime(split.test(), Relevance.defaults(), background, 4);
        assertThat(byPopularity.segments()).extracting(Segment::name).contains("head", "tail");
        assertThat(weeks.parts()).hasSize(4);

        List<EvaluationResult<String>> results = IntStream.range(0, 3)
                .mapToObj(part -> evaluation.evaluate(
                        model, split.test().where(row -> split.test().user(row) % 3 == part)))
                .toList();
        EvaluationResult<String> whole = EvaluationResult.merge(results);
        assertThat(whole.values()).isEqualTo(result.values());
    }

    @Test
    void thePageShowsThisCodeInThisOrder() throws IOException {
        assertThat(PageCode.requireShown("docs/how-to/break-down-a-result.md", BreakDownAResultTest.class))
                .isEqualTo(5);
    }
}
