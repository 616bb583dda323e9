package dev.recsys.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.als.ImplicitAls;
import dev.recsys.eval.Background;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.FoldedInUsers;
import dev.recsys.eval.Folds;
import dev.recsys.eval.Preset;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.KCore;
import dev.recsys.eval.split.SavedSplits;
import dev.recsys.eval.split.Split;
import dev.recsys.eval.split.SplitPart;
import dev.recsys.eval.split.SplitPlan;
import dev.recsys.eval.split.SplitSummary;
import dev.recsys.eval.split.Splitter;
import dev.recsys.eval.split.StrongGeneralization;
import dev.recsys.eval.split.TimeWindows;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/how-to/split-events.md. */
class SplitEventsTest {

    private final EventLog<String, Integer> log = events();
    private final ImplicitAls trainer = Als.implicit().withFactors(4);

    @TempDir
    private Path directory;

    private static EventLog<String, Integer> events() {
        SplittableRandom random = new SplittableRandom(4);
        EventLogBuilder<String, Integer> events = EventLog.builder(IdType.STRING, IdType.INT);
        for (int second = 0; second < 1000; second++) {
            int item = Math.min(random.nextInt(60), random.nextInt(60));
            events.add("u" + random.nextInt(50), item, 1, Instant.ofEpochSecond(second));
        }
        return events.build();
    }

    @Test
    void splitsEvents() {
        Split<String, Integer> split = GlobalTimeSplit.latest(0.2).split(log);
        EventLog<String, Integer> train = split.train();
        EventLog<String, Integer> test = split.test();
        assertThat(train.size() + test.size()).isEqualTo(log.size());

        SplitPlan plan = TimeWindows.of(Duration.ofMinutes(2), 3).withGap(Duration.ofSeconds(10));
        List<EvaluationResult<String>> results = new ArrayList<>();
        for (Split<String, Integer> window : plan.splits(log)) {
            ModelBundle<String, Integer> model = trainer.train(window.train());
            results.add(Evaluation.of(Preset.RANKING).evaluate(model, window.test()));
        }
        Folds<String> mean = Folds.of(results);
        assertThat(mean.value("ndcg@10")).isPositive();

        SplitSummary summary = split.summary();
        int tested = summary.part(SplitPart.TEST).users();
        int known = summary.knownUsers();
        OptionalInt leaked = split.leakage();
        assertThat(known).isBetween(1, tested);
        assertThat(leaked).hasValue(0);

        Split<String, Integer> whole =
                GlobalTimeSplit.latest(0.2).split(log).withValidation(GlobalTimeSplit.latest(0.2));
        Split<String, Integer> tuning = whole.validation().orElseThrow();
        assertThat(tuning.train().size() + tuning.test().size())
                .isEqualTo(whole.train().size());

        Split<String, Integer> strong =
                StrongGeneralization.of(0.2, 42).withFoldInShare(0.5).split(log);
        ModelBundle<String, Integer> others = trainer.train(strong.train());
        FoldedInUsers<String, Integer> shown =
                FoldedInUsers.of(others, strong.foldIn().orElseThrow());
        EvaluationResult<String> result =
                Evaluation.of(Preset.RANKING).evaluate(shown, Background.of(others), strong.test());
        assertThat(result.users().size()).isEqualTo(10);
        assertThat(result.value("ndcg@10")).isPositive();

        Splitter before = KCore.of(5, 5).before(GlobalTimeSplit.latest(0.2));
        Splitter after = KCore.of(5, 5).after(GlobalTimeSplit.latest(0.2));
        assertThat(after.split(log).test().size()).isEqualTo(test.size());
        assertThat(before.split(log).summary().part(SplitPart.UNUSED).events()).isPositive();

        SavedSplits saved = SavedSplits.of(directory.resolve("plays.split"));
        saved.save(plan.splits(log));
        List<Split<String, Integer>> again = saved.splits(log);
        assertThat(again).hasSize(3);
        assertThat(again.get(1)).hasToString(plan.splits(log).get(1).toString());
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        PageCode.requireShown("docs/how-to/split-events.md", SplitEventsTest.class);
    }
}
