package dev.recsys.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.data.Dataset;
import dev.recsys.data.Weighting;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The feature builder beside a twin of maps and lists that follows the documentation word by word. */
class FeatureBuilderTwinTest {

    private static final Instant START = Instant.parse("2024-05-01T00:00:00Z");
    private static final List<String> TYPES = List.of("view", "like", "dislike", "cancel", FeatureConfig.EXPOSURE);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 120);
    }

    private static List<Interaction<String, Integer>> randomEvents(SplittableRandom random, boolean time) {
        List<Interaction<String, Integer>> events = new ArrayList<>();
        int users = 1 + random.nextInt(12);
        int items = 1 + random.nextInt(12);
        for (int i = random.nextInt(160); i >= 0; i--) {
            Interaction<String, Integer> event = Interaction.of("u" + random.nextInt(users), random.nextInt(items))
                    .withType(TYPES.get(random.nextInt(TYPES.size())))
                    .withWeight(random.nextInt(-1, 5));
            events.add(time ? event.withTime(START.plusSeconds(3600L * random.nextInt(200))) : event);
        }
        return events;
    }

    private static FeatureConfig randomConfig(SplittableRandom random, boolean time) {
        FeatureConfig config = FeatureConfig.defaults()
                .withWeighting(Weighting.values()[random.nextInt(4)])
                .withMinUserItems(1 + random.nextInt(3))
                .withMinItemUsers(1 + random.nextInt(3))
                .withLogEpsilon(0.1 + random.nextDouble())
                .withBm25K1(random.nextDouble() * 2)
                .withBm25B(random.nextDouble());
        if (random.nextBoolean()) {
            config = config.withTypeWeight("like", 3)
                    .withTypeWeight("dislike", -1)
                    .withDroppedType("cancel");
        }
        config = random.nextBoolean() ? config.withMinWeight(random.nextInt(3)) : config;
        config = random.nextBoolean() ? config.withMaxStrength(1 + random.nextDouble()) : config;
        config = random.nextBoolean() ? config.withUnseenTypes(List.of("view", "cancel")) : config;
        Aggregation aggregation = Aggregation.values()[random.nextInt(4)];
        if (time) {
            config = random.nextBoolean() ? config.withHalfLifeDays(3) : config;
            config = random.nextBoolean() ? config.withMaxUserItems(1 + random.nextInt(5)) : config;
        }
        return time || aggregation != Aggregation.LAST ? config.withAggregation(aggregation) : config;
    }

    /** Weights and seen items by user, from events as objects. */
    private static final class Twin {

        private final FeatureConfig config;
        private final Instant now;
        private final Map<String, TreeMap<Integer, Double>> strengths = new TreeMap<>();
        private final Map<String, TreeMap<Integer, Instant>> latest = new TreeMap<>();

        Twin(List<Interaction<String, Integer>> events, FeatureConfig config, Instant now) {
            this.config = config;
            this.now = now;
            events.stream()
                    .sorted(Comparator.comparing(
                                    (Interaction<String, Integer> e) -> e.time().orElse(START))
                            .thenComparing(Interaction::type)
                            .thenComparing(Interaction::weight))
                    .forEach(this::contribute);
            strengths
                    .values()
                    .forEach(row -> row.replaceAll((item, v) ->
                            (double) (float) Math.max(-config.maxStrength(), Math.min(config.maxStrength(), v))));
            strengths.values().forEach(row -> row.values().removeIf(v -> v == 0));
            strengths.forEach(this::cut);
            core();
        }

        private void contribute(Interaction<String, Integer> e) {
            OptionalDouble factor = config.typeWeight(e.type());
            if (factor.isEmpty() || e.weight() < config.minWeight()) {
                return;
            }
            double value = config.aggregation() == Aggregation.COUNT ? 1 : e.weight();
            value *= factor.getAsDouble();
            if (config.halfLifeDays() > 0) {
                double days = (now.toEpochMilli() - e.time().orElseThrow().toEpochMilli()) / 86_400_000.0;
                value *= Math.pow(2, -Math.max(0, days) / config.halfLifeDays());
            }
            strengths
                    .computeIfAbsent(e.user(), u -> new TreeMap<>())
                    .merge(e.item(), value, (before, own) -> switch (config.aggregation()) {
                        case SUM, COUNT -> before + own;
                        case MAX -> Math.max(before, own);
                        case LAST -> own;
                    });
            latest.computeIfAbsent(e.user(), u -> new TreeMap<>())
                    .put(e.item(), e.time().orElse(START));
        }

        private void cut(String user, TreeMap<Integer, Double> row) {
            List<Integer> items = new ArrayList<>(row.keySet());
            items.sort(Comparator.comparing((Integer item) -> latest.get(user).get(item))
                    .reversed()
                    .thenComparing(item -> item));
            row.keySet().retainAll(items.subList(0, Math.min(items.size(), config.maxUserItems())));
        }

        private void core() {
            boolean changed = true;
            while (changed) {
                Map<Integer, Integer> usersOf = new TreeMap<>();
                strengths.values().forEach(row -> row.keySet().forEach(item -> usersOf.merge(item, 1, Integer::sum)));
                changed = strengths.values().removeIf(row -> row.size() < config.minUserItems());
                for (TreeMap<Integer, Double> row : strengths.values()) {
                    changed |= row.keySet().removeIf(item -> usersOf.get(item) < config.minItemUsers());
                }
            }
        }

        TreeSet<Integer> items() {
            TreeSet<Integer> items = new TreeSet<>();
            strengths.values().forEach(row -> items.addAll(row.keySet()));
            return items;
        }

        double weight(String user, int item) {
            double v = strengths.get(user).get(item);
            double magnitude = switch (config.weighting()) {
                case BINARY -> 1;
                case LINEAR -> Math.abs(v);
                case LOG -> Math.log(1 + Math.abs(v) / config.logEpsilon());
                case BM25 -> bm25(user, item, Math.abs(v));
            };
            return Math.signum(v) * magnitude;
        }

        private double bm25(String user, int item, double v) {
            double users = strengths.size();
            long withItem = strengths.values().stream()
                    .filter(row -> row.containsKey(item))
                    .count();
            double idf = Math.log((users + 1) / (withItem + 1)) + 1;
            double mean = strengths.values().stream().mapToDouble(Twin::length).sum() / users;
            double damping = 1 - config.bm25B() + config.bm25B() * length(strengths.get(user)) / mean;
            return idf * v * (config.bm25K1() + 1) / (v + config.bm25K1() * damping);
        }

        private static double length(TreeMap<Integer, Double> row) {
            return row.values().stream().mapToDouble(Math::abs).sum();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithTheTwinOnRandomEventsAndConfigurations(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean time = random.nextInt(3) > 0;
        List<Interaction<String, Integer>> events = randomEvents(random, time);
        FeatureConfig config = randomConfig(random, time);
        Instant now = START.plusSeconds(3600L * random.nextInt(100, 300));
        Twin twin = new Twin(events, config, now);
        EventLog<String, Integer> log = EventLog.of(IdType.STRING, IdType.INT, events);

        if (twin.strengths.isEmpty()) {
            assertThatExceptionOfType(DataException.class).isThrownBy(() -> FeatureBuilder.build(log, config, now));
            return;
        }
        Dataset<String, Integer> data = FeatureBuilder.build(log, config, now);

        assertThat(ids(data.users())).as("users with %s", config).containsExactlyElementsOf(twin.strengths.keySet());
        assertThat(ids(data.items())).as("items with %s", config).containsExactlyElementsOf(twin.items());
        for (int u = 0; u < data.users().size(); u++) {
            String user = data.users().id(u);
            for (int i = 0; i < data.items().size(); i++) {
                int item = data.items().id(i);
                boolean stored = twin.strengths.get(user).containsKey(item);
                assertThat(data.interactions().contains(u, i)).isEqualTo(stored);
                if (stored) {
                    double expected = twin.weight(user, item);
                    assertThat((double) data.interactions().value(u, i))
                            .as("%s, item %s, %s", user, item, config)
                            .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
                }
                assertThat(data.seen().contains(u, i))
                        .as("%s has seen %s with %s", user, item, config)
                        .isEqualTo(events.stream()
                                .anyMatch(e -> e.user().equals(user)
                                        && e.item() == item
                                        && !config.unseenTypes().contains(e.type())));
            }
        }
    }

    private static <T> List<T> ids(dev.recsys.event.IdIndex<T> index) {
        List<T> ids = new ArrayList<>();
        for (int p = 0; p < index.size(); p++) {
            ids.add(index.id(p));
        }
        return ids;
    }

    private static EventLog<String, Integer> shuffled(
            List<Interaction<String, Integer>> events, SplittableRandom random) {
        List<Interaction<String, Integer>> copy = new ArrayList<>(events);
        for (int i = copy.size() - 1; i > 0; i--) {
            copy.set(i, copy.set(random.nextInt(i + 1), copy.get(i)));
        }
        return EventLog.of(IdType.STRING, IdType.INT, copy);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderOfArrivalGivesTheSameBits(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Interaction<String, Integer>> events = randomEvents(random, true);
        FeatureConfig config = randomConfig(random, true)
                .withMinUserItems(1)
                .withMinItemUsers(1)
                .withMinWeight(-9);
        events.add(Interaction.of("u0", 0).withTime(START));

        Dataset<String, Integer> data = FeatureBuilder.build(shuffled(events, random), config);

        for (int round = 0; round < 3; round++) {
            assertThat(FeatureBuilder.build(shuffled(events, random), config)).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatComesLaterDoesNotReachALogThatWasCutOff(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Interaction<String, Integer>> events = randomEvents(random, true);
        events.add(Interaction.of("u0", 0).withWeight(2).withTime(START));
        FeatureConfig config = randomConfig(random, true).withMinUserItems(1).withMinItemUsers(1);
        long cut = START.plusSeconds(3600L * 100).toEpochMilli();
        EventLog<String, Integer> whole = EventLog.of(IdType.STRING, IdType.INT, events);
        EventLog<String, Integer> early = EventLog.of(
                IdType.STRING,
                IdType.INT,
                events.stream()
                        .filter(e -> e.time().orElseThrow().toEpochMilli() <= cut)
                        .toList());

        Dataset<String, Integer> fromWhole = FeatureBuilder.build(whole.where(row -> whole.time(row) <= cut), config);
        Dataset<String, Integer> fromEarly = FeatureBuilder.build(early, config);

        assertThat(fromWhole.users()).isEqualTo(fromEarly.users());
        assertThat(fromWhole.items()).isEqualTo(fromEarly.items());
        assertThat(fromWhole.interactions()).isEqualTo(fromEarly.interactions());
        assertThat(fromWhole.seen()).isEqualTo(fromEarly.seen());
        assertThat(fromWhole.weighting()).isEqualTo(fromEarly.weighting());
    }
}
