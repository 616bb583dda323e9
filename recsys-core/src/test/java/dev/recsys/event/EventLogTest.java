package dev.recsys.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsys.DataException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {

    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    private static Interaction<String, Integer> event(String user, int item) {
        return Interaction.of(user, item);
    }

    private static EventLog<String, Integer> log(List<Interaction<String, Integer>> events) {
        return EventLog.of(IdType.STRING, IdType.INT, events);
    }

    /** Events with many ties; with ids some of them repeat, for the same event or another one. */
    private static List<Interaction<String, Integer>> randomEvents(SplittableRandom random, boolean time, boolean ids) {
        List<Interaction<String, Integer>> events = new ArrayList<>();
        for (int i = random.nextInt(400); i >= 0; i--) {
            Interaction<String, Integer> event = event("u" + random.nextInt(12), random.nextInt(-5, 9))
                    .withType(List.of("view", "like", "buy").get(random.nextInt(3)))
                    .withWeight(random.nextInt(3) - 1);
            event = time ? event.withTime(NOON.plusSeconds(random.nextInt(5))) : event;
            event = ids && random.nextBoolean() ? event.withEventId("e" + random.nextInt(150)) : event;
            events.add(event);
        }
        return events;
    }

    private static <T> List<T> shuffled(List<T> list, SplittableRandom random) {
        List<T> copy = new ArrayList<>(list);
        for (int i = copy.size() - 1; i > 0; i--) {
            copy.set(i, copy.set(random.nextInt(i + 1), copy.get(i)));
        }
        return copy;
    }

    private static List<Interaction<String, Integer>> rows(EventLog<String, Integer> log) {
        List<Interaction<String, Integer>> rows = new ArrayList<>();
        for (int row = 0; row < log.size(); row++) {
            rows.add(log.interaction(row));
        }
        return rows;
    }

    /** The canonical order, written down as the documentation says it. */
    private static List<Interaction<String, Integer>> canonical(List<Interaction<String, Integer>> events) {
        List<Interaction<String, Integer>> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing((Interaction<String, Integer> e) -> e.user())
                .thenComparing(Interaction::item)
                .thenComparing(e -> e.time().orElse(Instant.EPOCH))
                .thenComparing(e -> e.eventId().orElse(""))
                .thenComparing(Interaction::type)
                .thenComparing(Interaction::weight));
        Set<String> ids = new HashSet<>();
        sorted.removeIf(e -> e.eventId().isPresent() && !ids.add(e.eventId().get()));
        return sorted;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithASortedListOfEventsWhateverTheOrderOfArrival(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Interaction<String, Integer>> events = randomEvents(random, seed % 2 == 0, seed % 4 < 2);
        EventLog<String, Integer> log = log(events);

        assertThat(rows(log)).isEqualTo(canonical(events));
        assertThat(log.duplicates()).isEqualTo(events.size() - log.size());
        assertThat(log.hasTime()).isEqualTo(seed % 2 == 0);
        for (int round = 0; round < 5; round++) {
            EventLog<String, Integer> other = log(shuffled(events, random));
            assertThat(rows(other)).isEqualTo(rows(log));
            assertThat(other.fingerprint()).isEqualTo(log.fingerprint());
            assertThat(other.users()).isEqualTo(log.users());
            assertThat(other.items()).isEqualTo(log.items());
            assertThat(other.types()).isEqualTo(log.types());
        }
    }

    @Test
    void theFingerprintSeesEveryColumn() {
        Interaction<String, Integer> base = event("ann", 1)
                .withTime(NOON)
                .withEventId("e1")
                .withType("view")
                .withWeight(2);
        List<Interaction<String, Integer>> variants = List.of(
                base,
                Interaction.of("bob", 1)
                        .withTime(NOON)
                        .withEventId("e1")
                        .withType("view")
                        .withWeight(2),
                Interaction.of("ann", 2)
                        .withTime(NOON)
                        .withEventId("e1")
                        .withType("view")
                        .withWeight(2),
                base.withTime(NOON.plusMillis(1)),
                base.withEventId("e2"),
                base.withType("like"),
                base.withWeight(3),
                event("ann", 1).withEventId("e1").withType("view").withWeight(2),
                event("ann", 1).withTime(NOON).withType("view").withWeight(2));
        Set<String> fingerprints = new HashSet<>();

        variants.forEach(variant -> fingerprints.add(log(List.of(variant)).fingerprint()));

        assertThat(fingerprints).hasSize(variants.size()).allMatch(print -> print.matches("[0-9a-f]{64}"));
        assertThat(log(List.of(base, base.withEventId("e2"))).fingerprint()).isNotIn(fingerprints);
        assertThat(EventLog.of(IdType.STRING, IdType.LONG, List.of(Interaction.of("ann", 1L)))
                        .fingerprint())
                .isNotEqualTo(log(List.of(event("ann", 1))).fingerprint());
    }

    @Test
    void anEventDeliveredTwiceCountsOnce() {
        EventLog<String, Integer> log = log(List.of(
                event("ann", 1).withEventId("e1"),
                event("ann", 1).withEventId("e1"),
                event("ann", 1),
                event("ann", 1),
                event("ann", 2).withEventId("")));

        assertThat(log.size()).isEqualTo(4);
        assertThat(log.duplicates()).isEqualTo(1);
        assertThat(rows(log).stream().flatMap(e -> e.eventId().stream())).containsExactly("e1");
    }

    @Test
    void ofDifferentEventsWithOneIdTheFirstInCanonicalOrderStaysAndNothingElseIsLeftOfTheOthers() {
        EventLog<String, Integer> log = log(List.of(
                event("zoe", 9).withType("late").withEventId("same"),
                event("ann", 1).withType("view").withEventId("same")));

        assertThat(rows(log)).containsExactly(event("ann", 1).withType("view").withEventId("same"));
        assertThat(log.users().size()).isEqualTo(1);
        assertThat(log.items().size()).isEqualTo(1);
        assertThat(log.types()).containsExactly("view");
        assertThat(log.fingerprint())
                .isEqualTo(log(List.of(event("ann", 1).withType("view").withEventId("same")))
                        .fingerprint());
    }

    @Test
    void rowsWithoutATimeAreRejectedIfOthersHaveOne() {
        EventLogBuilder<String, Integer> builder = EventLog.builder(IdType.STRING, IdType.INT);
        builder.add("ann", 1, 1, NOON);
        builder.add("cid", 3);
        builder.add("bob", 2, 1, NOON);
        builder.add("dan", 4);

        EventLog<String, Integer> log = builder.build(RejectionLimit.rows(2));

        assertThat(log.size()).isEqualTo(2);
        assertThat(log.hasTime()).isTrue();
        assertThat(log.rejections().countsByReason())
                .containsOnly(java.util.Map.entry(RejectionReason.MISSING_TIME, 2L));
        assertThat(log.rejections().rowsRead()).isEqualTo(4);
        assertThat(log.rejections().firstPlaces().get(0))
                .isEqualTo(new Rejection(
                        2, RejectionReason.MISSING_TIME, "time", "the row has no time while 2 other rows have one"));
        assertThat(log.users().size()).as("users of the rows that were taken").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRejectedRowLeavesNoTraceInTheLog(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EventLogBuilder<String, Integer> clean = EventLog.builder(IdType.STRING, IdType.INT);
        EventLogBuilder<String, Integer> dirty = EventLog.builder(IdType.STRING, IdType.INT);
        long broken = 0;
        long untimed = 0;
        long firstUntimed = 0;
        for (int i = 1; i <= 2500; i++) { // more than the first arrays hold
            String user = "u" + random.nextInt(2000);
            int item = random.nextInt(2000);
            Interaction<String, Integer> event = event(user, item).withType("t" + random.nextInt(3));
            switch (random.nextInt(4)) {
                case 0 -> {
                    dirty.add(event.withType("untimed").withEventId("e" + i));
                    firstUntimed = untimed++ == 0 ? i : firstUntimed;
                }
                case 1 -> {
                    dirty.add(event.withWeight(Float.NaN).withTime(NOON));
                    broken++;
                }
                default -> {
                    Interaction<String, Integer> good =
                            event.withTime(NOON.plusSeconds(random.nextInt())).withEventId("e" + i);
                    dirty.add(good);
                    clean.add(good);
                }
            }
        }
        EventLog<String, Integer> expected = clean.build();
        EventLog<String, Integer> log = dirty.build(RejectionLimit.share(1));

        assertThat(rows(log)).isEqualTo(rows(expected));
        assertThat(log.users()).isEqualTo(expected.users());
        assertThat(log.items()).isEqualTo(expected.items());
        assertThat(log.types()).isEqualTo(expected.types());
        assertThat(log.fingerprint()).isEqualTo(expected.fingerprint());
        assertThat(log.rejections().countsByReason())
                .containsEntry(RejectionReason.NOT_FINITE, broken)
                .containsEntry(RejectionReason.MISSING_TIME, untimed);
        assertThat(firstUntimed).isPositive();
    }

    @Test
    void aUserWhoseOnlyItemIsNoIdIsNotInTheLog() {
        EventLogBuilder<String, String> builder = EventLog.builder(IdType.STRING, IdType.STRING);
        builder.add("ann", "a").add("bob", "\ud83c");

        EventLog<String, String> log = builder.build(RejectionLimit.rows(1));

        assertThat(log.users().contains("bob")).isFalse();
        assertThat(log.rejections().countsByReason()).containsOnlyKeys(RejectionReason.INVALID_ID);
        assertThat(log.rejections().firstPlaces().get(0).line()).isEqualTo(2);
    }

    @Test
    void typesAreSortedAndCountedFromZero() {
        EventLog<String, Integer> log = log(List.of(
                event("ann", 1).withType("view"),
                event("ann", 2).withType("buy"),
                event("ann", 3).withType("like")));

        assertThat(log.types()).containsExactly("buy", "like", "view");
        assertThat(List.of(log.type(0), log.type(1), log.type(2))).containsExactly(2, 0, 1);
    }

    @Test
    void aLogHolds256TypesAndNoMore() {
        EventLogBuilder<String, Integer> builder = EventLog.builder(IdType.STRING, IdType.INT);
        for (int i = 0; i < 256; i++) {
            builder.add(event("ann", i).withType("type" + i));
        }

        DataException tooMany = catchThrowableOfType(
                DataException.class, () -> builder.add(event("ann", 0).withType("type256")));

        assertThat(tooMany)
                .hasMessage("event type 'type256': a log has at most 256 event types;"
                        + " check that the type column is not an id column");
        EventLog<String, Integer> log = builder.build();
        assertThat(log.types()).hasSize(256).isSorted();
        for (int row = 0; row < log.size(); row++) {
            assertThat(log.types().get(log.type(row)))
                    .isEqualTo("type" + log.items().id(log.item(row)));
        }
    }

    @Test
    void withoutTimesWhatNeedsThemFails() {
        EventLog<String, Integer> log = log(List.of(event("ann", 1)));

        assertThat(log.hasTime()).isFalse();
        assertThat(log.interaction(0).time()).isEmpty();
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> log.time(0))
                .withMessage("interactions: reading the time of an event needs the time of every event, and these"
                        + " events have none; name the time column of the source, or choose a setting that needs no"
                        + " time");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> log.requireTime("a split by time"))
                .withMessageContaining("a split by time needs the time");
        log(List.of(event("ann", 1).withTime(NOON))).requireTime("anything");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whereKeepsRowsAndPositions(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EventLog<String, Integer> log = log(randomEvents(random, seed % 2 == 0, seed > 2));
        Set<Integer> kept = new TreeSet<>();

        EventLog<String, Integer> part = log.where(row -> random.nextBoolean() && kept.add(row));

        assertThat(part.size()).isEqualTo(kept.size());
        int row = 0;
        for (int old : kept) {
            assertThat(part.interaction(row)).isEqualTo(log.interaction(old));
            assertThat(part.user(row)).isEqualTo(log.user(old));
            assertThat(part.item(row)).isEqualTo(log.item(old));
            assertThat(part.type(row++)).isEqualTo(log.type(old));
        }
        assertThat(part.users()).isSameAs(log.users());
        assertThat(part.items()).isSameAs(log.items());
        assertThat(part.types()).isEqualTo(log.types());
        assertThat(part.hasTime()).isEqualTo(log.hasTime());
        assertThat(part.rejections()).isSameAs(log.rejections());
        for (int user = 0; user <= log.users().size(); user++) {
            int first = part.firstRow(user);
            int wanted = user;
            assertThat((int) java.util.stream.IntStream.range(0, part.size())
                            .filter(r -> part.user(r) < wanted)
                            .count())
                    .isEqualTo(first);
        }
    }

    @Test
    void anEmptyLogIsALog() {
        EventLog<String, Integer> log = log(List.of());

        assertThat(log.size()).isZero();
        assertThat(log.hasTime()).isFalse();
        assertThat(log.types()).isEmpty();
        assertThat(log.firstRow(0)).isZero();
        assertThat(log.fingerprint()).hasSize(64);
        assertThat(log.where(row -> true).size()).isZero();
        assertThat(log).hasToString("0 events, 0 users, 0 items, without time");
        assertThat(log.rejections()).hasToString("interactions: 0 of 0 rows rejected");
    }

    @Test
    void aBuilderIsUsedOnce() {
        EventLogBuilder<String, Integer> builder = EventLog.builder(IdType.STRING, IdType.INT);
        builder.add("bob", 2).add("ann", 1);
        builder.build();

        assertThatIllegalStateException().isThrownBy(builder::build);
        assertThatIllegalStateException().isThrownBy(() -> builder.add("cid", 3));
    }

    @Test
    void eventsAreReadBackAsTheyWereGiven() {
        Interaction<String, Integer> event = event("ann", 1)
                .withType("like")
                .withWeight(-0.5f)
                .withTime(NOON)
                .withEventId("e1");

        Interaction<String, Integer> back = log(List.of(event)).interaction(0);

        assertThat(back).isEqualTo(event).hasSameHashCodeAs(event).hasToString("ann like 1 weight -0.5 at " + NOON);
        assertThat(back.eventId()).isEqualTo(Optional.of("e1"));
        assertThat(event).isNotEqualTo(event.withWeight(0.5f));
    }

    @Test
    void aSourceIsReadOnceAndNamesTheLog() {
        EventSource<String, Integer> source = new EventSource<>() {
            @Override
            public String name() {
                return "plays.csv";
            }

            @Override
            public IdType<String> users() {
                return IdType.STRING;
            }

            @Override
            public IdType<Integer> items() {
                return IdType.INT;
            }

            @Override
            public void forEach(EventSink<String, Integer> sink) {
                EventRow<String, Integer> row = new EventRow<>(IdType.STRING, IdType.INT);
                for (int line = 2; line < 5; line++) {
                    row.start(line);
                    row.user().setText(" u" + line);
                    row.item().setLong(line);
                    row.setTime(line);
                    sink.accept(row);
                }
            }
        };

        EventLog<String, Integer> log = EventLog.read(source);

        assertThat(rows(log))
                .containsExactly(
                        event("u2", 2).withTime(Instant.ofEpochMilli(2)),
                        event("u3", 3).withTime(Instant.ofEpochMilli(3)),
                        event("u4", 4).withTime(Instant.ofEpochMilli(4)));
        assertThat(log.rejections().source()).isEqualTo("plays.csv");
        assertThat(log).hasToString("3 events, 3 users, 3 items, with time");
    }
}
