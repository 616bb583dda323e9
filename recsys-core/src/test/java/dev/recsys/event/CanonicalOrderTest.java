package dev.recsys.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of a log against a plain sort of its events as objects. */
class CanonicalOrderTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private final Random random = new Random();

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, true, 0",
        "1, 1, 1, false, 1",
        "300, 1, 1, true, 0",
        "300, 7, 3, false, 0",
        "255, 300, 5, true, 0.5",
        "256, 2, 200, true, 1",
        "257, 40, 40, false, 0.9",
        "70000, 900, 50, true, 0.3",
        "40000, 3, 50000, false, 0"
    })
    void isThatOfAPlainSort(int events, int users, int items, boolean timed, double withId) {
        long seed = random.nextLong();
        Random draws = new Random(seed);
        List<Interaction<Long, String>> arrived = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            arrived.add(event(draws, users, items, timed, withId));
        }
        EventLog<Long, String> log = EventLog.of(IdType.LONG, IdType.STRING, arrived);
        List<Interaction<Long, String>> rows = new ArrayList<>();
        for (int row = 0; row < log.size(); row++) {
            rows.add(log.interaction(row));
        }
        List<Interaction<Long, String>> expected = sorted(arrived);
        assertThat(rows).as("seed %d", seed).isEqualTo(expected);
        assertThat(log.duplicates()).isEqualTo(arrived.size() - expected.size());
        Collections.shuffle(arrived, draws);
        assertThat(EventLog.of(IdType.LONG, IdType.STRING, arrived).fingerprint())
                .as("seed %d", seed)
                .isEqualTo(log.fingerprint());
    }

    private static Interaction<Long, String> event(Random draws, int users, int items, boolean timed, double withId) {
        long user = draws.nextInt(4) == 0 ? 0 : Long.MIN_VALUE / 7 * (draws.nextInt(users) % 7) + draws.nextInt(users);
        Interaction<Long, String> event = Interaction.of(user, "item-" + draws.nextInt(items))
                .withType(draws.nextInt(3) == 0 ? "click" : "view")
                .withWeight(draws.nextInt(3) - 1);
        event = timed ? event.withTime(START.plusMillis(draws.nextInt(50))) : event;
        return draws.nextDouble() < withId ? event.withEventId("e" + draws.nextInt(100_000)) : event;
    }

    private static List<Interaction<Long, String>> sorted(List<Interaction<Long, String>> arrived) {
        Comparator<Interaction<Long, String>> order = Comparator.comparing(Interaction::user);
        order = order.thenComparing(Interaction::item)
                .thenComparing(event -> event.time().orElse(START))
                .thenComparing(event -> event.eventId().orElse("")) // none comes first
                .thenComparing(Interaction::type)
                .thenComparing(Interaction::weight);
        List<Interaction<Long, String>> all = new ArrayList<>(arrived);
        all.sort(order);
        Set<String> seen = new HashSet<>();
        List<Interaction<Long, String>> kept = new ArrayList<>();
        for (Interaction<Long, String> event : all) {
            Optional<String> id = event.eventId();
            if (id.isEmpty() || seen.add(id.get())) {
                kept.add(event);
            }
        }
        return kept;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 5_000})
    void eventsWithoutATimeAreLeftOutWhereOthersHaveOne(int events) {
        long seed = random.nextLong();
        Random draws = new Random(seed);
        List<Interaction<Long, String>> arrived = new ArrayList<>();
        List<Interaction<Long, String>> timed = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            boolean isTimed = draws.nextInt(3) > 0;
            Interaction<Long, String> event = event(draws, 9, 9, isTimed, 0.2);
            arrived.add(event);
            if (isTimed) {
                timed.add(event);
            }
        }
        EventLogBuilder<Long, String> builder = EventLog.builder(IdType.LONG, IdType.STRING);
        arrived.forEach(builder::add);
        EventLog<Long, String> log = builder.build(RejectionLimit.rows(events));
        List<Interaction<Long, String>> expected = sorted(timed.isEmpty() ? arrived : timed);
        assertThat(log.size()).as("seed %d", seed).isEqualTo(expected.size());
        for (int row = 0; row < log.size(); row++) {
            assertThat(log.interaction(row)).as("seed %d", seed).isEqualTo(expected.get(row));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16, 17, 100, 1_000})
    void rowsOfAPairAreSortedWithinTheirRange(int count) {
        long seed = random.nextLong();
        Random draws = new Random(seed);
        long[] keys = draws.longs(count + 20L, -5, 5).toArray();
        long[] expected = keys.clone();
        Arrays.sort(expected, 10, 10 + count);
        PairSort.sort(keys, 10, 10 + count, Long::compare);
        assertThat(keys).as("seed %d", seed).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 20_000})
    void idsWithCommonBeginningsAreInTheOrderOfTheirBytes(int count) {
        long seed = random.nextLong();
        Random draws = new Random(seed);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < count; i++) {
            ids.add("user" + "-\u00e9\u0001".substring(draws.nextInt(3)) + draws.nextInt(1 << draws.nextInt(31)));
        }
        IdIndex<String> index = IdIndex.of(IdType.STRING, ids);
        assertThat(index.size()).isEqualTo(ids.size());
        for (int p = 0; p < index.size(); p++) {
            assertThat(index.positionOf(index.id(p))).as("seed %d", seed).isEqualTo(p);
            if (p > 0) {
                assertThat(Arrays.compareUnsigned(index.bytes(p - 1), index.bytes(p)))
                        .as("seed %d", seed)
                        .isNegative();
            }
        }
    }
}
