// A first walk through the library, line by line. Build the jar once (recsys-examples/bin/recsys does), then:
//
//   jshell --class-path recsys-examples/target/recsys-examples-0.1.0-SNAPSHOT-all.jar -s recsys-examples/notebooks/quickstart.jsh
//
// To go on by hand, leave out the last line and drop -s.

import dev.recsys.als.Als;
import dev.recsys.data.ItemCatalog;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Preset;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import dev.recsys.examples.data.SyntheticFilms;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;

// 1. Events. Here made up; EventLog.read takes a CsvEvents, a JdbcEvents or a source of your own just as well.
SyntheticFilms films = SyntheticFilms.of(300, 200, 7);
EventLog<Integer, Integer> log = EventLog.read(films.events());
System.out.println("events:   " + log);

// 2. How good would a model be? Train on what happened first, measure on what happened last.
Split<Integer, Integer> split = GlobalTimeSplit.latest(0.2).split(log);
EvaluationResult<Integer> result = Evaluation.of(Preset.LIGHTGCN).evaluate(Als.implicit().withFactors(16).train(split.train()), split.test());
System.out.println("measured: " + result);

// 3. Train on everything, and tell the model what its items are called.
ModelBundle<Integer, Integer> model = Als.implicit().withFactors(16).train(log).withCatalog(films.catalog());
ItemCatalog<Integer> titles = model.catalog();

// 4. Recommend: to a user the model knows, else what is popular.
ModelRecommender<Integer, Integer> recommender = Recommender.of(model).orElse(Recommender.popular(model));
List<Recommendation<Integer>> list = recommender.recommend(42, 5);
System.out.println("for user 42:");
for (Recommendation<Integer> r : list) System.out.printf("  %d  %-45s %.3f%n", r.rank(), titles.label(r.item()), r.score());

// 5. Somebody new who has just watched two films.
System.out.println("for somebody who watched " + titles.label(1) + " and " + titles.label(2) + ":");
for (Recommendation<Integer> r : recommender.recommend(recommender.anonymousRequest(3).withHistory(List.of(1, 2)))) System.out.printf("  %d  %-45s %.3f%n", r.rank(), titles.label(r.item()), r.score());

// 6. And what is like the first of them?
System.out.println("like " + titles.label(1) + ":");
for (Recommendation<Integer> r : recommender.similarItems(1, 3)) System.out.printf("  %d  %-45s %.3f%n", r.rank(), titles.label(r.item()), r.score());

/exit list.size() == 5 ? 0 : 1
