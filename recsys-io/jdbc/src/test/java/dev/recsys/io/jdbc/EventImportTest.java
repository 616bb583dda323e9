package dev.recsys.io.jdbc;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.LONG;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.FormatException;
import dev.recsys.StoreException;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventSource;
import dev.recsys.event.Interaction;
import dev.recsys.event.RejectionLimit;
import dev.recsys.io.jdbc.EventImport.Imported;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventImportTest {

    @TempDir
    Path directory;

    private DataSource dataSource;
    private JdbcDatabase<String, Integer> database;

    @BeforeEach
    void open() {
        dataSource = Sqlite.dataSource(directory.resolve("test.db"));
        database = opened(7);
    }

    private JdbcDatabase<String, Integer> opened(int batch) {
        return JdbcDatabase.open(dataSource, STRING, INT, JdbcConfig.defaults().withBatchSize(batch));
    }

    private Imported run(List<Interaction<String, Integer>> events) {
        return database.events().importing(InMemory.events(STRING, INT, events)).run();
    }

    private static void assertCounts(Imported imported, long read, long added, long alreadyThere) {
        assertThat(List.of(imported.read(), imported.added(), imported.alreadyThere()))
                .containsExactly(read, added, alreadyThere);
    }

    /** Few contents, so that many events are equal; some with an id. */
    private static List<Interaction<String, Integer>> random(SplittableRandom random, int count) {
        List<Interaction<String, Integer>> events = new ArrayList<>();
        boolean timed = random.nextBoolean();
        for (int e = 0; e < count; e++) {
            Interaction<String, Integer> event = Interaction.<String, Integer>of(
                            "u" + random.nextInt(3), random.nextInt(3))
                    .withType(random.nextInt(3) == 0 ? "like" : "view")
                    .withWeight(random.nextInt(3) == 0 ? 0.1f : 1f);
            event = timed ? event.withTime(Instant.ofEpochMilli(random.nextInt(3))) : event;
            events.add(random.nextInt(4) == 0 ? event.withEventId("e" + random.nextInt(30)) : event);
        }
        return events;
    }

    /** How often each content is in the table, by hand. */
    private static void importNaively(
            Map<Interaction<String, Integer>, Integer> table, List<Interaction<String, Integer>> events) {
        Map<Interaction<String, Integer>, Integer> inSource = new HashMap<>();
        for (Interaction<String, Integer> event : events) {
            if (event.eventId().isPresent()) {
                boolean there = table.keySet().stream()
                        .anyMatch(other -> other.eventId().equals(event.eventId()));
                if (!there) {
                    table.put(event, 1);
                }
            } else {
                inSource.merge(event, 1, Integer::sum);
            }
        }
        inSource.forEach((event, count) -> table.merge(event, count, Math::max));
    }

    private Map<Interaction<String, Integer>, Integer> table() {
        Map<Interaction<String, Integer>, Integer> found = new HashMap<>();
        database.events().source().forEach(row -> {
            Interaction<String, Integer> event = Interaction.of(
                            row.user().value(), row.item().value())
                    .withType(row.type())
                    .withWeight(row.weight());
            event = row.hasTime() ? event.withTime(Instant.ofEpochMilli(row.time())) : event;
            found.merge(row.eventId().map(event::withEventId).orElse(event), 1, Integer::sum);
        });
        return found;
    }

    @Test
    void overlappingSourcesGiveWhatCountingByHandGives() {
        long seed = 20_261_122;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 12; round++) {
            open(round);
            Map<Interaction<String, Integer>, Integer> expected = new HashMap<>();
            for (int source = 0; source < 4; source++) {
                List<Interaction<String, Integer>> events = random(random, random.nextInt(60));
                long before = database.events().count();
                importNaively(expected, events);

                Imported imported = run(events);

                assertThat(table()).as("seed %d, round %d", seed, round).isEqualTo(expected);
                assertThat(imported.added()).isEqualTo(database.events().count() - before);
                assertThat(imported.alreadyThere()).isEqualTo(events.size() - imported.added());
                assertCounts(run(events), events.size(), 0, events.size());
            }
        }
    }

    private void open(int round) {
        dataSource = Sqlite.dataSource(directory.resolve("round" + round + ".db"));
        database = opened(1 + round);
    }

    @Test
    void twoEqualRowsOfOneSourceAreTwoEventsAndTheSameTwoNextTime() {
        Interaction<String, Integer> play = Interaction.of("a", 1);

        assertCounts(run(List.of(play, play)), 2, 2, 0);
        assertCounts(run(List.of(play)), 1, 0, 1);
        assertCounts(run(List.of(play, play, play)), 3, 1, 2);
        assertCounts(run(List.of(play.withEventId("x"))), 1, 1, 0);
    }

    @Test
    void eventsThatWereAppendedAreThere() {
        database.events().append(InMemory.events(STRING, INT, Interaction.of("a", 1), Interaction.of("b", 1)));

        assertCounts(run(List.of(Interaction.of("b", 1), Interaction.of("c", 1))), 2, 1, 1);
    }

    @Test
    void theSameEventsComeBackBitByBit() {
        List<Interaction<String, Integer>> events = random(new SplittableRandom(3), 500).stream()
                .filter(event -> event.eventId().isEmpty())
                .toList();
        run(events);

        assertThat(EventLog.read(database.events().source()).fingerprint())
                .isEqualTo(EventLog.of(STRING, INT, events).fingerprint());
    }

    @Test
    void brokenRowsAreHandedOverAndTooManyLeaveTheTableAsItWas() {
        List<Interaction<String, Integer>> events = new ArrayList<>(random(new SplittableRandom(1), 20));
        events.add(3, Interaction.<String, Integer>of("a", 1).withWeight(Float.NaN));
        events.add(9, Interaction.of(" ", 1));
        List<String> broken = new ArrayList<>();
        EventImport<String, Integer> importing = database.events()
                .importing(InMemory.events(STRING, INT, events))
                .withRejections((source, rejection, original) ->
                        broken.add(source + ":" + rejection.line() + " " + rejection.field()));

        assertThatThrownBy(() -> importing.withLimit(RejectionLimit.rows(1)).run())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("list:4, weight")
                .hasMessageContaining("2 of 22 rows");
        assertThat(broken).containsExactly("list:4 weight", "list:10 id");
        assertThat(database.events().count()).isZero();

        Imported imported = importing.withLimit(RejectionLimit.rows(2)).run();
        assertThat(imported.rejections().count()).isEqualTo(2);
        assertThat(imported.added() + imported.alreadyThere()).isEqualTo(20);
        assertThat(importing.withLimit(RejectionLimit.rows(2)).run().added()).isZero();
    }

    @Test
    void aRowWithoutTimeAmongOthersWithTimeIsBroken() {
        Interaction<String, Integer> timed =
                Interaction.<String, Integer>of("a", 1).withTime(Instant.EPOCH);
        List<Interaction<String, Integer>> events =
                List.of(Interaction.of("b", 1), timed, timed, Interaction.of("c", 1));
        List<Long> broken = new ArrayList<>();
        EventImport<String, Integer> importing = database.events()
                .importing(InMemory.events(STRING, INT, events))
                .withRejections((source, rejection, original) -> broken.add(rejection.line()));

        assertThatThrownBy(importing::run)
                .hasMessageContaining("list:1, time: the row has no time while 2 other rows have one")
                .hasMessageContaining("2 of 4 rows rejected: 2 missing time");
        assertCounts(importing.withLimit(RejectionLimit.rows(2)).run(), 4, 2, 0);
        assertThat(broken).containsExactly(1L, 4L, 1L, 4L);
        assertThat(EventLog.read(database.events().source()).size()).isEqualTo(2);
    }

    @Test
    void anInterruptedImportGoesOnWhereItStopped() {
        List<Interaction<String, Integer>> events = random(new SplittableRandom(8), 50);
        EventSource<String, Integer> source = InMemory.events(STRING, INT, events);
        EventImport<String, Integer> failing = database.events()
                .importing(source)
                .withProgress((step, done, all, d) -> {
                    if (done >= 20) {
                        throw new IllegalStateException("stopped by the test");
                    }
                });
        assertThatThrownBy(failing::run).hasMessage("stopped by the test");
        long written = database.events().count();
        assertThat(written).isPositive();

        List<Long> steps = new ArrayList<>();
        Imported imported = database.events()
                .importing(source)
                .withProgress((step, done, all, d) -> steps.add(done))
                .run();

        assertThat(imported.continuedAfter()).isEqualTo(21);
        assertThat(steps).first().isEqualTo(28L);
        Map<Interaction<String, Integer>, Integer> expected = new HashMap<>();
        importNaively(expected, events);
        assertThat(table()).isEqualTo(expected);
        assertThat(imported.added()).isEqualTo(database.events().count());
        assertThat(imported.read()).isEqualTo(50);
        assertThat(run(events).continuedAfter()).isZero();
    }

    @Test
    void anImportOfOtherEventsInBetweenMakesItStartOver() {
        List<Interaction<String, Integer>> twice = new ArrayList<>();
        for (int item = 0; item < 20; item++) {
            twice.add(Interaction.of("a", item % 10));
        }
        EventSource<String, Integer> source = InMemory.events(STRING, INT, twice);
        assertThatThrownBy(() -> database.events()
                        .importing(source)
                        .withProgress((step, done, all, d) -> {
                            throw new IllegalStateException("stopped");
                        })
                        .run())
                .hasMessage("stopped");
        assertCounts(run(twice.subList(0, 10)), 10, 3, 7);

        Imported imported = run(twice);

        assertThat(imported.continuedAfter()).isZero();
        assertThat(database.events().count()).isEqualTo(20);
    }

    @Test
    void ofTwoImportsAtATimeTheFirstFailsAndNothingIsTwice() {
        List<Interaction<String, Integer>> events = random(new SplittableRandom(2), 50);
        EventSource<String, Integer> source = InMemory.events(STRING, INT, events);
        for (List<Interaction<String, Integer>> other : List.of(events, events.subList(5, 9))) {
            assertThatThrownBy(() -> database.events()
                            .importing(source)
                            .withProgress((step, done, all, d) -> run(other))
                            .run())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("importing list: another import began meanwhile");
        }
        run(events);
        Map<Interaction<String, Integer>, Integer> expected = new HashMap<>();
        importNaively(expected, events);
        assertThat(table()).isEqualTo(expected);
    }

    @Test
    void aSourceThatGrowsWhileItIsReadIsAnErrorAndTheNextRunHasAll() {
        List<Interaction<String, Integer>> events = new ArrayList<>(Collections.nCopies(30, Interaction.of("a", 1)));
        EventSource<String, Integer> source = InMemory.events(STRING, INT, events);
        EventImport<String, Integer> importing = database.events()
                .importing(source)
                .withProgress((step, done, all, d) -> {
                    if (events.size() == 30) {
                        events.addAll(List.copyOf(events.subList(0, 5)));
                    }
                });
        assertThatThrownBy(importing::run)
                .isInstanceOfAny(DataException.class, java.util.ConcurrentModificationException.class);

        run(events);
        Map<Interaction<String, Integer>, Integer> expected = new HashMap<>();
        importNaively(expected, events);
        assertThat(table()).isEqualTo(expected);
    }

    @Test
    void aSourceWithOtherIdTypesIsRefused() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        EventSource<String, Integer> wrong =
                (EventSource) InMemory.events(LONG, INT, Interaction.<Long, Integer>of(1L, 1));
        assertThatThrownBy(() -> database.events().importing(wrong).run()).isInstanceOf(FormatException.class);
    }

    @Test
    void aFullDiskIsOneClearErrorAndTheDatabaseIsWhole() {
        database = opened(100);
        List<Interaction<String, Integer>> events = new ArrayList<>();
        for (int e = 0; e < 5_000; e++) {
            events.add(Interaction.of("user" + e, e));
        }
        long pages = Sql.number(dataSource, "PRAGMA page_count");
        DataSource small = new SmallDisk(dataSource, pages + 20).dataSource();
        JdbcDatabase<String, Integer> full =
                JdbcDatabase.open(small, STRING, INT, JdbcConfig.defaults().withBatchSize(100));
        EventSource<String, Integer> source = InMemory.events(STRING, INT, events);

        assertThatThrownBy(() -> full.events().importing(source).run())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isRetryable()).isTrue())
                .hasMessageContaining("importing list, after row ")
                .hasMessageContaining("the disk is full")
                .hasMessageContaining("make room")
                .hasMessageNotContaining("\n");
        assertThat(Sql.text(dataSource, "PRAGMA integrity_check")).isEqualTo("ok");
        long written = database.events().count();
        assertThat(written).isPositive().isLessThan(5_000);
        assertThat(written % 100).isZero();

        Imported imported = run(events);
        assertThat(imported.continuedAfter()).isEqualTo(written);
        assertThat(imported.added()).isEqualTo(5_000);
        assertThat(database.events().count()).isEqualTo(5_000);
    }

    @Test
    void theSearchForAnEventUsesTheIndex() throws SQLException {
        String sql = new SqliteDialect().claimOneEvent("interaction");
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                ResultSet row = statement.executeQuery()) {
            StringBuilder plan = new StringBuilder();
            while (row.next()) {
                plan.append(row.getString(4)).append('\n');
            }
            assertThat(plan.toString())
                    .contains("interaction_by_user (user_id=? AND item_id=? AND time_ms=?)")
                    .doesNotContain("SCAN");
        }
    }

    @Test
    void aDatabaseOfTheFirstReleaseIsBroughtUpToDate() throws SQLException {
        DataSource old = Sqlite.dataSource(directory.resolve("old.db"));
        Migrations migrations =
                new Migrations(new Tables(""), new SqliteDialect(), new IdColumn<>(STRING), new IdColumn<>(INT));
        try (Connection connection = old.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(migrations.createVersionTable());
            for (String sql : migrations.statements(1)) {
                statement.execute(sql);
            }
            statement.execute("INSERT INTO recsys_schema VALUES (1, 0, 'string', 'int')");
            statement.execute("INSERT INTO interaction VALUES ('a', 1, 'interaction', 1, NULL, NULL)");
        }
        dataSource = old;
        database = opened(10);

        assertCounts(run(List.of(Interaction.of("a", 1), Interaction.of("a", 2))), 2, 1, 1);
        assertThat(Sql.number(old, "SELECT MAX(version) FROM recsys_schema")).isEqualTo(Migrations.LATEST);
    }
}
