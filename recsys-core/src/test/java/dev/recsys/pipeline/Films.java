package dev.recsys.pipeline;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import dev.recsys.store.PublishedList;
import dev.recsys.train.TrainingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A small pipeline: users who like films of one of three kinds. */
final class Films {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T02:00:00Z"), ZoneOffset.UTC);

    static final PipelineConfig CONFIG = PipelineConfig.of("films", "ials")
            .withParameters(Map.of("factors", "3", "iterations", "2", "seed", "7"))
            .withK(4);

    private static final int ITEMS = 30;

    private Films() {}

    /** Events of this many users, each with five films of a kind. */
    static EventSource<String, Integer> events(int users) {
        return new EventSource<>() {
            @Override
            public String name() {
                return "films";
            }

            @Override
            public IdType<String> users() {
                return STRING;
            }

            @Override
            public IdType<Integer> items() {
                return INT;
            }

            @Override
            public void forEach(EventSink<String, Integer> sink) {
                EventRow<String, Integer> row = new EventRow<>(STRING, INT);
                for (int user = 0; user < users; user++) {
                    for (int i = 0; i < 5; i++) {
                        row.start(user * 5L + i + 1);
                        row.user().set("u" + user);
                        row.item().set((user % 3) * 10 + (user * 7 + i * i) % 10);
                        row.setTime(1_700_000_000_000L + user * 1000L + i);
                        sink.accept(row);
                    }
                }
            }
        };
    }

    static Pipeline<String, Integer> pipeline(PipelineStores<String, Integer> stores, int users) {
        return pipeline(CONFIG, stores, users);
    }

    static Pipeline<String, Integer> pipeline(
            PipelineConfig config, PipelineStores<String, Integer> stores, int users) {
        return Pipeline.of(config, events(users), Algorithms.builtIn(), stores)
                .withCatalog(() -> ItemCatalog.of(
                        INT,
                        IntStream.range(0, ITEMS)
                                .mapToObj(item -> ItemCatalog.Item.of(item)
                                        .withTitle("film " + item)
                                        .withCategories(List.of("kind " + item / 10))
                                        .withAttributes(Map.of("year", "19" + (70 + item))))
                                .toList()))
                .withClock(CLOCK);
    }

    /** What readers see, of users there may be. */
    static Map<String, PublishedList<Integer>> lists(PipelineStores<String, Integer> stores) {
        return new TreeMap<>(stores.lists()
                .findAll(IntStream.range(0, 100).mapToObj(user -> "u" + user).toList()));
    }

    /** Measures what it is told. */
    static Evaluator evaluator(double candidate, double popularity) {
        return new Evaluator() {
            @Override
            public Map<String, String> config() {
                return Map.of("split", "none");
            }

            @Override
            public <U, I> Measurements measure(
                    EventLog<U, I> log, List<Contender> contenders, TrainingContext context) {
                Measurements measured = Measurements.of(log.users().size());
                for (Contender contender : contenders) {
                    double value = contender.name().equals(Contender.POPULARITY) ? popularity : candidate;
                    measured = measured.with(contender.name(), Map.of("ndcg@10", value, "coverage@10", 0.5));
                }
                return measured;
            }
        };
    }
}
