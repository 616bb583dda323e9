package dev.recsys.eval.report;

import dev.recsys.data.Dataset;
import dev.recsys.data.ItemCatalog;
import dev.recsys.eval.Background;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Relevance;
import dev.recsys.eval.Run;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.recommend.Recommendation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** A small made-up world with a good, a middling and a hostile-looking system. */
final class Examples {

    static final String HOSTILE = "<script>alert(\"x\")</script>'&|_$%\\";

    private static final int USERS = 160;
    private static final int ITEMS = 120;

    private Examples() {}

    /** Everything a report can show. */
    static Study<String, Integer> study() {
        EventLog<String, Integer> log = log(7);
        Split<String, Integer> split = GlobalTimeSplit.latest(0.3).split(log);
        Dataset<String, Integer> training = FeatureBuilder.build(split.train(), FeatureConfig.defaults());
        Background<String, Integer> background = Background.of(training).withCatalog(catalog());
        Judgments<String, Integer> judgments = Judgments.of(split.test(), Relevance.defaults(), background);
        return Study.of(
                        judgments,
                        List.of(
                                run("old", judgments, background, 0.25, 1),
                                run("new", judgments, background, 0.6, 2),
                                run(HOSTILE, judgments, background, 0.24, 3)))
                .withBackground(background)
                .withTitles(catalog())
                .withSplit(split)
                .withFact("Models", "old", HOSTILE)
                .withTitle("Test of " + HOSTILE);
    }

    /** Films with awkward titles in three categories. */
    static ItemCatalog<Integer> catalog() {
        List<ItemCatalog.Item<Integer>> items = new ArrayList<>();
        for (int item = 0; item < ITEMS; item++) {
            String title = item % 10 == 0 ? HOSTILE + item : "Film number " + item;
            items.add(ItemCatalog.Item.of(item).withTitle(title).withCategories(List.of("genre " + item % 3)));
        }
        return ItemCatalog.of(IdType.INT, items);
    }

    /** Users who mostly take items of one category, popular ones more. */
    static EventLog<String, Integer> log(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EventLogBuilder<String, Integer> log = EventLog.builder(IdType.STRING, IdType.INT);
        for (int user = 0; user < USERS; user++) {
            int events = 5 + random.nextInt(30);
            for (int event = 0; event < events; event++) {
                int item = (int) (ITEMS * random.nextDouble() * random.nextDouble());
                item = random.nextInt(4) > 0 ? Math.min(ITEMS - 1, item / 3 * 3 + user % 3) : item;
                log.add(Interaction.of("u" + user, item)
                        .withTime(Instant.ofEpochSecond(1_600_000_000L + random.nextInt(10_000_000))));
            }
        }
        return log.build();
    }

    /** Lists that put relevant items before others with some luck. */
    static Run<String, Integer> run(
            String name,
            Judgments<String, Integer> judgments,
            Background<String, Integer> background,
            double skill,
            long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Run.Builder<String, Integer> run = Run.builder(name, IdType.STRING, IdType.INT);
        for (int user = 0; user < judgments.users().size(); user++) {
            String id = judgments.users().id(user);
            var relevant = judgments.of(user).keySet();
            List<Integer> seen = new ArrayList<>();
            for (int item : background.seen(id)) {
                seen.add(background.items().id(item));
            }
            List<double[]> scored = new ArrayList<>();
            for (int item = 0; item < ITEMS; item++) {
                if (!seen.contains(item)) {
                    scored.add(new double[] {item, random.nextDouble() + (relevant.contains(item) ? skill : 0)});
                }
            }
            scored.sort(Comparator.comparingDouble((double[] one) -> -one[1]));
            List<Recommendation<Integer>> list = new ArrayList<>();
            for (double[] one : scored.subList(0, Math.min(20, scored.size()))) {
                list.add(Recommendation.of((int) one[0], (float) one[1], list.size() + 1, name));
            }
            run.add(id, list);
        }
        return run.build();
    }
}
