package dev.recsys.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.io.files.CsvEvents;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedEventsTest {

    private static final EventSpec SPEC = new EventSpec(7, 200_000, 3_000, 700);

    @Test
    void equalSpecificationsGiveEqualEvents() {
        String first = EventLog.read(GeneratedEvents.withLongIds(SPEC)).fingerprint();
        assertThat(EventLog.read(GeneratedEvents.withLongIds(SPEC)).fingerprint())
                .isEqualTo(first);
        EventSpec other = new EventSpec(8, SPEC.events(), SPEC.users(), SPEC.items());
        assertThat(EventLog.read(GeneratedEvents.withLongIds(other)).fingerprint())
                .isNotEqualTo(first);
    }

    @Test
    void chunksAreTheSameOnAnyThreadAndInAnyOrder() {
        int chunks = EventChunk.chunks(SPEC);
        int[] inTurn = IntStream.range(0, chunks).map(c -> hash(SPEC, c)).toArray();
        int[] atOnce =
                IntStream.range(0, chunks).parallel().map(c -> hash(SPEC, c)).toArray();
        assertThat(atOnce).isEqualTo(inTurn);
        assertThat(hash(SPEC, 0)).isEqualTo(inTurn[0]);
        assertThat(Arrays.stream(inTurn).distinct().count()).isEqualTo(chunks);
    }

    private static int hash(EventSpec spec, int chunk) {
        EventChunk events = new EventChunk(spec);
        int count = events.fill(chunk);
        int hash = count;
        for (int i = 0; i < count; i++) {
            hash = hash * 31 + events.users[i];
            hash = hash * 31 + events.items[i];
            hash = hash * 31 + events.types[i];
            hash = hash * 31 + Long.hashCode(events.times[i]);
        }
        return hash;
    }

    /** A sequence that is another one shifted by a step would repeat its numbers. */
    @Test
    void chunksShareNoStretchOfRandomNumbers() {
        EventChunk events = new EventChunk(SPEC);
        Set<Long> times = new HashSet<>();
        for (int c = 0; c < EventChunk.chunks(SPEC); c++) {
            int count = events.fill(c);
            for (int i = 0; i < count; i++) {
                times.add(events.times[i]);
            }
        }
        assertThat(times).hasSizeGreaterThan((int) (SPEC.events() * 0.99));
    }

    @Test
    void fewItemsHaveMostEvents() {
        EventSpec spec = new EventSpec(7, 500_000, 20_000, 5_000);
        int[] items = new int[spec.items() + 1];
        int[] users = new int[spec.users() + 1];
        EventChunk events = new EventChunk(spec);
        for (int c = 0; c < EventChunk.chunks(spec); c++) {
            int count = events.fill(c);
            for (int i = 0; i < count; i++) {
                items[events.items[i]]++;
                users[events.users[i]]++;
            }
        }
        assertThat(items[0]).isZero();
        assertThat(shareOfTop(items, 0.01)).isBetween(0.2, 0.5);
        assertThat(shareOfTop(users, 0.01)).isBetween(0.1, 0.3);
        assertThat(Arrays.stream(items).filter(count -> count > 0).count()).isGreaterThan(spec.items() * 9L / 10);
    }

    private static double shareOfTop(int[] counts, double part) {
        int[] sorted = counts.clone();
        Arrays.sort(sorted);
        int top = (int) (sorted.length * part);
        long sum = Arrays.stream(sorted).asLongStream().sum();
        long best = Arrays.stream(sorted, sorted.length - top, sorted.length)
                .asLongStream()
                .sum();
        return (double) best / sum;
    }

    @ParameterizedTest
    @ValueSource(strings = {"events.csv", "events.csv.gz"})
    void csvHoldsTheSameEvents(String name, @TempDir Path directory) {
        Path file = directory.resolve(name);
        GeneratedCsv.write(SPEC, file, false);
        EventLog<Long, Long> log = EventLog.read(CsvEvents.of(file, IdType.LONG, IdType.LONG));
        assertThat(log.fingerprint())
                .isEqualTo(EventLog.read(GeneratedEvents.withLongIds(SPEC)).fingerprint());
        GeneratedCsv.write(SPEC, file, true);
        assertThat(EventLog.read(CsvEvents.of(file, IdType.LONG, IdType.LONG)).fingerprint())
                .isEqualTo(log.fingerprint());
    }

    @Test
    void stringIdsNameTheSameUsersAndItems() {
        EventLog<String, String> log = EventLog.read(GeneratedEvents.withStringIds(SPEC));
        EventLog<Long, Long> numbers = EventLog.read(GeneratedEvents.withLongIds(SPEC));
        assertThat(log.size()).isEqualTo(numbers.size());
        assertThat(log.users().size()).isEqualTo(numbers.users().size());
        assertThat(log.users().id(0)).startsWith("user-");
    }
}
