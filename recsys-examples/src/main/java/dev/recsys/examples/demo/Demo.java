package dev.recsys.examples.demo;

import dev.recsys.Experimental;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.als.Als;
import dev.recsys.als.ImplicitAls;
import dev.recsys.eval.Comparison;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.examples.report.DataSummary;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.io.files.FileModelStore;
import dev.recsys.io.files.FileRunStore;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.JdbcEventStore;
import dev.recsys.io.jdbc.JdbcRecommendationStore;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.model.ModelBundle;
import dev.recsys.nmf.Nmf;
import dev.recsys.popularity.Popularity;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.RecommendationSink;
import dev.recsys.recommend.Recommender;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The main job from end to end: events into a database and out again, training beside a baseline, publication of a list
 * for every user in one transaction, and the lists read back. Running it again adds nothing to the events and publishes the
 * next version; a run that was killed anywhere does not stop the next one.
 *
 * <p>Not thread-safe; one instance runs once.
 */
@Experimental
public final class Demo {

    /** Chosen on held-out parts of MovieLens and of the built-in films; good for all of them, best for none. */
    private static final ImplicitAls TRAINER = Als.implicit()
            .withFactors(32)
            .withIterations(10)
            .withRegularization(0.02)
            .withUnobservedWeight(0.1);

    private final DemoData data;
    private final DemoConfig config;
    private final PrintWriter out;
    private final ModelStore models;
    private final RunLog run;
    private int step;

    private Demo(DemoData data, DemoConfig config) {
        this.data = data;
        this.config = config;
        this.out = config.out();
        this.models = FileModelStore.at(config.models(), Algorithms.builtIn());
        this.run = RunLog.start(FileRunStore.at(config.runs()), data.name());
    }

    /** Runs it and tells the story. */
    public static void run(DemoData data, DemoConfig config) {
        try {
            Files.createDirectories(config.work());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Demo demo = new Demo(data, config);
        try {
            demo.runAll();
        } catch (RuntimeException e) {
            demo.run.failed(e);
            throw e;
        }
    }

    private void runAll() {
        JdbcDatabase<Integer, Integer> database =
                JdbcDatabase.open(Sqlite.dataSource(config.database(data.name())), IdType.INT, IdType.INT);
        storeEvents(database);
        EventLog<Integer, Integer> log = readBack(database);
        Comparison<Integer> measured = measure(log);
        ModelBundle<Integer, Integer> bundle = trainOnEverything(log);
        ModelVersion version = save(bundle);
        database.modelVersions()
                .record(version, bundle.info(), measured.result("ials").values());
        publish(database.recommendations(data.name()), bundle, log, version);
        models.promote(version);
        database.modelVersions().notePromotion(version);
        say(version + " is live");
        run.stage("promote", stage -> stage.withOutputs(Map.of("live", version.toString())));
        showPeople(database.recommendations(data.name()), log);
        run.succeeded();
        sayWhatIsWhere(log);
    }

    private void storeEvents(JdbcDatabase<Integer, Integer> database) {
        heading("Events into a database");
        say("from " + data.description());
        JdbcEventStore.Appended appended = database.events().append(data.events());
        database.items().save(data.catalog());
        say(String.format(
                Locale.ROOT,
                "into SQLite, %s: %,d new events, %,d already there; %,d films with titles and categories",
                config.database(data.name()),
                appended.inserted(),
                appended.ignored(),
                data.catalog().size()));
        run.stage(
                "store events",
                stage -> stage.withOutputs(
                                Map.of("database", config.database(data.name()).toString()))
                        .withNumbers(Map.of(
                                "inserted", (double) appended.inserted(), "ignored", (double) appended.ignored())));
    }

    private EventLog<Integer, Integer> readBack(JdbcDatabase<Integer, Integer> database) {
        heading("Out of the database again");
        EventLog<Integer, Integer> log = EventLog.read(database.events().source());
        DataSummary summary = DataSummary.of(log);
        String fingerprint = log.fingerprint();
        say(summary.counts());
        say(summary.timeSpan() + "; fingerprint " + fingerprint.substring(0, 12) + ", the same for the same events");
        run.stage(
                "read events",
                stage -> stage.withOutputs(Map.of("events", fingerprint))
                        .withNumbers(Map.of("events", (double) log.size())));
        return log;
    }

    private Comparison<Integer> measure(EventLog<Integer, Integer> log) {
        heading("How good would it be? Train on a part, measure on the rest");
        HeldOut<Integer, Integer> heldOut = HeldOut.of(log);
        say(heldOut.reason());
        say(
                data.hasRatings()
                        ? "a rating of 4 stars or more counts as liked, all alike; lower ones only as seen"
                        : "every event counts alike");
        Comparison<Integer> comparison = new Contest(data.features(), config)
                .with("ials", TRAINER)
                .with("nmf", Nmf.frobenius().withFactors(32))
                .with("popularity", Popularity.byUsers())
                .run(heldOut);
        Contest.print(comparison, out, "   ");
        say(String.format(
                Locale.ROOT,
                "over %,d users, each ranked against the full catalogue without what they had seen",
                comparison.result("ials").users().size()));
        run.stage(
                "measure", stage -> stage.withNumbers(comparison.result("ials").values()));
        return comparison;
    }

    private ModelBundle<Integer, Integer> trainOnEverything(EventLog<Integer, Integer> log) {
        heading("Train on everything");
        long start = System.nanoTime();
        ModelBundle<Integer, Integer> bundle = TRAINER.train(
                        FeatureBuilder.build(log, data.features()), Contest.context(config))
                .withCatalog(data.catalog());
        say(bundle.toString());
        say(String.format(Locale.ROOT, "in %.1f s", (System.nanoTime() - start) / 1e9));
        run.stage(
                "train",
                stage -> stage.withConfig(bundle.info().config())
                        .withInputs(Map.of("events", bundle.lineage().dataFingerprint())));
        return bundle;
    }

    private ModelVersion save(ModelBundle<Integer, Integer> bundle) {
        ModelVersion version = models.save(data.name(), bundle);
        say("saved as " + version + " in " + config.models());
        run.stage("save", stage -> stage.withOutputs(Map.of("version", version.toString())));
        return version;
    }

    private void publish(
            JdbcRecommendationStore<Integer, Integer> store,
            ModelBundle<Integer, Integer> bundle,
            EventLog<Integer, Integer> log,
            ModelVersion version) {
        heading("Publish a list for everybody, in one transaction");
        say("publishing " + version + " ...");
        ModelRecommender<Integer, Integer> recommender = Recommender.of(bundle).orElse(Recommender.popular(bundle));
        BatchRequest batch = BatchRequest.of(config.k())
                .withParallelism(config.parallelism())
                .withProgress(config.progress());
        CountedLists lists = new CountedLists();
        long start = System.nanoTime();
        try (Publication<Integer, Integer> publication = store.begin(version)) {
            RecommendationSink<Integer, Integer> sink = lists.counting(publication::put);
            recommender.recommendAll(batch, sink);
            recommendToOthers(recommender, log, sink);
            publication.commit();
        }
        say(String.format(
                Locale.ROOT,
                "%,d recommendations for %,d users, all or none, in %.1f s",
                lists.items(),
                lists.users(),
                (System.nanoTime() - start) / 1e9));
        run.stage(
                "publish",
                stage -> stage.withNumbers(Map.of("users", (double) lists.users(), "items", (double) lists.items())));
    }

    /** Who never liked anything is not in the model, and gets what is popular, without what they have seen. */
    private void recommendToOthers(
            ModelRecommender<Integer, Integer> recommender,
            EventLog<Integer, Integer> log,
            RecommendationSink<Integer, Integer> sink) {
        for (int user = 0; user < log.users().size(); user++) {
            Integer id = log.users().id(user);
            if (!recommender.bundle().users().contains(id)) {
                List<Integer> seen = IntStream.range(log.firstRow(user), log.firstRow(user + 1))
                        .mapToObj(row -> log.items().id(log.item(row)))
                        .toList();
                sink.accept(
                        id,
                        recommender.recommend(
                                recommender.request(id, config.k()).withExcluded(seen)));
            }
        }
    }

    private void showPeople(JdbcRecommendationStore<Integer, Integer> store, EventLog<Integer, Integer> log) {
        heading("Read them back from the database, by user id");
        People<Integer, Integer> people = new People<>(log, data.catalog(), data.hasRatings());
        for (Integer user : people.choose()) {
            store.find(user).ifPresent(list -> people.print(user, list, out, "   "));
            out.println();
        }
        out.flush();
    }

    private void sayWhatIsWhere(EventLog<Integer, Integer> log) {
        String named = " --model " + config.models() + " --name " + data.name();
        heading("Where things are, and what to try next");
        say("events and lists   " + config.database(data.name()));
        say("models             " + config.models());
        say("what this run did  " + config.runs().resolve(run.id() + ".json"));
        say("");
        say("recsys recommend" + named + " --user " + log.users().id(0) + " -k 10");
        say("recsys similar" + named + " --item " + log.items().id(log.items().size() / 2));
        say("recsys demo        again: the events are known, the next version is published");
        out.println();
        out.println(String.format(Locale.ROOT, "Done in %.1f s.", run.duration().toMillis() / 1e3));
        out.flush();
    }

    private void heading(String title) {
        step++;
        out.println((step == 1 ? "" : System.lineSeparator()) + step + ". " + title);
        out.flush();
    }

    private void say(String line) {
        out.println(line.isEmpty() ? "" : "   " + line);
        out.flush();
    }
}
