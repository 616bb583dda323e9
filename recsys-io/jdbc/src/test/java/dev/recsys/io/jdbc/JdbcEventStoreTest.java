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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcEventStoreTest {

    @TempDir
    Path directory;

    private DataSource dataSource;
    private JdbcDatabase<String, Integer> database;

    @BeforeEach
    void open() {
        dataSource = Sqlite.dataSource(directory.resolve("test.db"));
        database =
                JdbcDatabase.open(dataSource, STRING, INT, JdbcConfig.defaults().withBatchSize(100));
    }

    private static List<Interaction<String, Integer>> random(int count) {
        SplittableRandom random = new SplittableRandom(11);
        List<Interaction<String, Integer>> events = new ArrayList<>();
        for (int e = 0; e < count; e++) {
            events.add(Interaction.of("user" + random.nextInt(50), random.nextInt(200))
                    .withType(random.nextInt(4) == 0 ? "like" : "view")
                    .withWeight((float) random.nextDouble())
                    .withTime(Instant.ofEpochMilli(1_700_000_000_000L + random.nextLong(1_000_000)))
                    .withEventId("e" + e));
        }
        return events;
    }

    @Test
    void whatIsReadBackGivesTheSameLogBitByBit() {
        List<Interaction<String, Integer>> events = random(1_234);

        JdbcEventStore.Appended appended = database.events().append(InMemory.events(STRING, INT, events));

        assertThat(appended.inserted()).isEqualTo(1_234);
        assertThat(appended.ignored()).isZero();
        assertThat(EventLog.read(database.events().source()).fingerprint())
                .isEqualTo(EventLog.of(STRING, INT, events).fingerprint());
    }

    @Test
    void eventsWithoutTimeAndIdStayWithout() {
        database.events().append(InMemory.events(STRING, INT, Interaction.of("a", 1), Interaction.of("a", 1)));

        EventLog<String, Integer> log = EventLog.read(database.events().source());
        assertThat(log.size()).isEqualTo(2);
        assertThat(log.hasTime()).isFalse();
        assertThat(log.eventId(0)).isEmpty();
    }

    @Test
    void anEventDeliveredTwiceIsStoredOnce() {
        List<Interaction<String, Integer>> events = random(500);
        database.events().append(InMemory.events(STRING, INT, events.subList(0, 300)));

        JdbcEventStore.Appended again = database.events().append(InMemory.events(STRING, INT, events));

        assertThat(again.inserted()).isEqualTo(200);
        assertThat(again.ignored()).isEqualTo(300);
        assertThat(database.events().count()).isEqualTo(500);
    }

    @Test
    void aBrokenRowLeavesTheTableAsItWas() {
        List<Interaction<String, Integer>> events = new ArrayList<>(random(500));
        events.add(Interaction.of("a", 1).withWeight(Float.NaN));
        EventSource<String, Integer> source = InMemory.events(STRING, INT, events);

        assertThatThrownBy(() -> database.events().append(source))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("list:501, weight");
        assertThat(database.events().count()).isZero();

        JdbcEventStore.Appended appended = database.events().append(source, RejectionLimit.rows(1));
        assertThat(appended.inserted()).isEqualTo(500);
        assertThat(appended.rejections().count()).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeReadBackIsABrokenRow() {
        assertThatThrownBy(
                        () -> database.events().append(InMemory.events(STRING, INT, Interaction.of("half \uD83D", 1))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("list:1, id");
        assertThatThrownBy(() -> database.events().append(InMemory.events(STRING, INT, Interaction.of("  ", 1))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("list:1, id: the id is blank");
        assertThatThrownBy(() -> database.events()
                        .append(InMemory.events(
                                STRING, INT, Interaction.of("a", 1).withType(""))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("list:1, type: the type is blank");
    }

    @Test
    void whatIsOddButPossibleIsKept() {
        List<Interaction<String, Integer>> odd = List.of(
                Interaction.of(" a ", 1).withType(" view ").withWeight(-0.1f),
                Interaction.of("a", 1).withTime(Instant.EPOCH.minusMillis(5)).withEventId(" e "),
                Interaction.of("A", 1).withTime(Instant.EPOCH).withEventId("'"));
        for (List<Interaction<String, Integer>> some : List.of(odd.subList(0, 1), odd.subList(1, 3))) {
            database.events().forget(" a ");
            database.events().append(InMemory.events(STRING, INT, some));
            assertThat(EventLog.read(database.events().source()).fingerprint())
                    .isEqualTo(EventLog.of(STRING, INT, some).fingerprint());
        }
    }

    @Test
    void oneUserCanBeForgotten() {
        database.events()
                .append(InMemory.events(
                        STRING, INT, Interaction.of("a", 1), Interaction.of("b", 1), Interaction.of("a", 2)));

        assertThat(database.events().forget("a")).isEqualTo(2);
        assertThat(database.events().forget("a")).isZero();
        assertThat(EventLog.read(database.events().source()).users().size()).isEqualTo(1);
    }

    @Test
    void aSourceWithOtherIdTypesIsRefused() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        EventSource<String, Integer> wrong =
                (EventSource) InMemory.events(LONG, INT, Interaction.<Long, Integer>of(1L, 1));
        assertThatThrownBy(() -> database.events().append(wrong))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("long")
                .hasMessageContaining("string");
    }

    @Test
    void readingGoesOnWhileTheSameStoreIsAppendedTo() {
        database.events().append(InMemory.events(STRING, INT, random(300)));
        JdbcDatabase<String, Integer> copy =
                JdbcDatabase.open(dataSource, STRING, INT, JdbcConfig.defaults().withTablePrefix("copy_"));

        copy.events().append(database.events().source());

        assertThat(EventLog.read(copy.events().source()).fingerprint())
                .isEqualTo(EventLog.read(database.events().source()).fingerprint());
    }

    @Test
    void aLockHeldBySomebodyElseIsARetryableFailureAfterTheMaximumTime() throws SQLException {
        JdbcDatabase<String, Integer> impatient = JdbcDatabase.open(
                Sqlite.dataSource(directory.resolve("test.db"), Duration.ofMillis(50)),
                STRING,
                INT,
                JdbcConfig.defaults().withMaxTime(Duration.ofMillis(50)));
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            EventSource<String, Integer> source = InMemory.events(STRING, INT, random(10));

            assertThatThrownBy(() -> impatient.events().append(source))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.isRetryable()).isTrue())
                    .hasMessageContaining("busy");
            assertThat(impatient.events().count()).isZero();

            statement.execute("ROLLBACK");
            assertThat(impatient.events().append(source).inserted()).isEqualTo(10);
        }
    }
}
