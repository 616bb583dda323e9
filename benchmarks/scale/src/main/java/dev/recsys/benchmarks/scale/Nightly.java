package dev.recsys.benchmarks.scale;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.als.Als;
import dev.recsys.als.ImplicitAls;
import dev.recsys.als.ImplicitAls.Solver;
import dev.recsys.data.Dataset;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.io.files.CsvEvents;
import dev.recsys.io.files.FileModelStore;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.train.TrainingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The stages of a nightly run, one after the other, in this process. */
final class Nightly {

    private static final String NAME = "scale";

    private final Options options;
    private final Parallelism parallelism;

    Nightly(Options options) {
        this.options = options;
        this.parallelism = Parallelism.threads(options.number("threads"));
    }

    /** Runs all stages and deletes what they wrote. */
    void run(long events) throws IOException {
        EventSpec known = EventSpec.of(events);
        EventSpec spec = new EventSpec(options.number("seed"), events, known.users(), known.items());
        StageClock clock = new StageClock(events, setting(), Path.of(options.text("tsv")), System.out);
        System.out.println(spec + ", " + setting());
        Path directory = options.isEmpty("dir")
                ? Files.createTempDirectory("scale")
                : Files.createDirectories(Path.of(options.text("dir")));
        try {
            if (options.text("ids").equals("string")) {
                run(spec, GeneratedEvents.withStringIds(spec), clock, directory);
            } else {
                run(spec, GeneratedEvents.withLongIds(spec), clock, directory);
            }
        } finally {
            Directories.delete(directory);
        }
    }

    private String setting() {
        return options.text("ids") + " ids, " + options.number("threads") + " threads, " + Settings.machine();
    }

    private <T> void run(EventSpec spec, EventSource<T, T> source, StageClock clock, Path directory) {
        long events = spec.events();
        clock.measure("generate", events, "events", () -> drain(source));
        if (options.text("csv").equals("yes")) {
            csv(spec, clock, directory.resolve("events.csv"), "csv");
            csv(spec, clock, directory.resolve("events.csv.gz"), "csv.gz");
        }
        Dataset<T, T> data = features(source, events, clock);
        if (ends("features")) {
            return;
        }
        ModelBundle<T, T> bundle = train(data, clock);
        if (ends("train")) {
            return;
        }
        data = null;
        FileModelStore store = FileModelStore.at(directory.resolve("models"), Algorithms.builtIn());
        long rows = (long) bundle.users().size() + bundle.items().size();
        long pairs = bundle.info().shape().entries();
        long mib = (4 * rows * options.number("factors") + 12 * pairs) >> 20; // factors, histories, seen items
        ModelBundle<T, T> trained = bundle;
        ModelVersion version = clock.measure("save model", mib, "MiB", () -> store.save(NAME, trained));
        bundle = clock.measure("load model", mib, "MiB", () -> store.load(version, source.users(), source.items()));
        if (ends("load")) {
            return;
        }
        recommend(bundle, version, clock, directory);
    }

    private boolean ends(String stage) {
        return options.text("until").equals(stage);
    }

    private static <T> long drain(EventSource<T, T> source) {
        long[] sum = {0};
        source.forEach(row -> sum[0] += row.time());
        return sum[0];
    }

    private void csv(EventSpec spec, StageClock clock, Path file, String kind) {
        clock.measure("write " + kind, spec.events(), "events", () -> {
            GeneratedCsv.write(spec, file, false);
            return file;
        });
        EventLogBuilder<Long, Long> builder = EventLog.builder(IdType.LONG, IdType.LONG);
        clock.measure("parse " + kind, spec.events(), "events", () -> {
            CsvEvents.of(file, IdType.LONG, IdType.LONG).forEach(builder);
            return file;
        });
    }

    private <T> Dataset<T, T> features(EventSource<T, T> source, long events, StageClock clock) {
        EventLogBuilder<T, T> builder = EventLog.builder(source.users(), source.items());
        clock.measure("add events", events, "events", () -> {
            source.forEach(builder);
            return builder;
        });
        EventLog<T, T> log = clock.measure("build log", events, "events", builder::build);
        clock.measure("fingerprint", events, "events", log::fingerprint);
        return clock.measure(
                "build features", events, "events", () -> FeatureBuilder.build(log, FeatureConfig.defaults()));
    }

    private <T> ModelBundle<T, T> train(Dataset<T, T> data, StageClock clock) {
        clock.measure(
                "transpose",
                data.interactions().entries(),
                "pairs",
                () -> data.interactions().transpose().entries());
        int iterations = options.number("iterations");
        ImplicitAls trainer = Als.implicit()
                .withFactors(options.number("factors"))
                .withIterations(iterations)
                .withSolver(options.text("solver").equals("cg") ? Solver.CONJUGATE_GRADIENT : Solver.CHOLESKY);
        TrainingContext context = TrainingContext.defaults().withParallelism(parallelism);
        return clock.measure(
                "train, " + iterations + " iterations",
                data.interactions().entries() * iterations,
                "pairs",
                () -> trainer.train(data, context));
    }

    private <T> void recommend(ModelBundle<T, T> bundle, ModelVersion version, StageClock clock, Path directory) {
        int users = options.text("top-users").equals("all")
                ? bundle.users().size()
                : Math.min(bundle.users().size(), options.number("top-users"));
        List<T> some = IntStream.range(0, users)
                .mapToObj(position -> bundle.users().id(position))
                .toList();
        List<List<Recommendation<T>>> lists = new ArrayList<>();
        int kept = options.number("lists");
        BatchRequest batch = BatchRequest.of(10).withParallelism(parallelism);
        clock.measure("top-10", users, "users", () -> {
            int[] served = {0};
            Recommender.of(bundle).recommendAll(some, batch, (user, list) -> {
                if (served[0]++ < kept) {
                    lists.add(list);
                }
            });
            return served[0];
        });
        if (ends("top-10")) {
            return;
        }
        JdbcDatabase<T, T> database = JdbcDatabase.open(
                Sqlite.dataSource(directory.resolve("lists.sqlite")),
                bundle.users().type(),
                bundle.items().type());
        clock.measure("publish to SQLite", bundle.users().size(), "lists", () -> {
            try (Publication<T, T> publication = database.recommendations(NAME).begin(version)) {
                for (int user = 0; user < bundle.users().size(); user++) {
                    publication.put(bundle.users().id(user), lists.get(user % lists.size()));
                }
                publication.commit();
            }
            return version;
        });
    }
}
