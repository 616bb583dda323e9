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
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import dev.recsys.recommend.Recommendation;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcDatabaseTest {

    @TempDir
    Path directory;

    private DataSource dataSource;

    @BeforeEach
    void file() {
        dataSource = Sqlite.dataSource(directory.resolve("test.db"));
    }

    @Test
    void createsTheSchemaOnceAndKeepsWhatIsInIt() {
        JdbcDatabase.open(dataSource, LONG, STRING)
                .events()
                .append(InMemory.events(LONG, STRING, Interaction.of(1L, "a")));

        assertThat(JdbcDatabase.open(dataSource, LONG, STRING).events().count()).isEqualTo(1);
        assertThat(Sql.number(dataSource, "SELECT COUNT(*) FROM recsys_schema")).isEqualTo(Migrations.LATEST);
        assertThat(Sql.text(dataSource, "SELECT user_id_type || ' ' || item_id_type FROM recsys_schema"))
                .isEqualTo("long string");
    }

    @Test
    void refusesOtherIdTypesNamingBoth() {
        JdbcDatabase.open(dataSource, LONG, STRING);

        assertThatThrownBy(() -> JdbcDatabase.open(dataSource, STRING, STRING))
                .isInstanceOfSatisfying(
                        FormatException.class,
                        e -> assertThat(e.reason()).isEqualTo(FormatException.Reason.WRONG_ID_TYPE))
                .hasMessageContaining("users of type long and items of type string")
                .hasMessageContaining("opened with string and string");
    }

    @Test
    void refusesANewerSchema() {
        JdbcDatabase.open(dataSource, LONG, STRING);
        Sql.execute(dataSource, "INSERT INTO recsys_schema VALUES (7, 0, 'long', 'string')");

        assertThatThrownBy(() -> JdbcDatabase.open(dataSource, LONG, STRING))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageContaining("version 7")
                .hasMessageContaining("upgrade the library");
    }

    @Test
    void aFailedMigrationLeavesNoTrace() {
        Sql.execute(dataSource, "CREATE TABLE item_category (a INTEGER)");

        assertThatThrownBy(() -> JdbcDatabase.open(dataSource, LONG, STRING))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("item_category already exists")
                .hasMessageContaining("table prefix");

        assertThat(Sql.number(dataSource, "SELECT COUNT(*) FROM recsys_schema")).isZero();
        assertThat(Sql.number(dataSource, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'interaction'"))
                .isZero();
        Sql.execute(dataSource, "DROP TABLE item_category");
        assertThat(JdbcDatabase.open(dataSource, LONG, STRING).events().count()).isZero();
    }

    @Test
    void manyMayOpenANewDatabaseAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                DataSource fresh = Sqlite.dataSource(directory.resolve("race" + round + ".db"));
                Callable<Long> open =
                        () -> JdbcDatabase.open(fresh, LONG, INT).events().count();
                List<Future<Long>> opened = new ArrayList<>();
                for (int t = 0; t < 8; t++) {
                    opened.add(threads.submit(open));
                }
                for (Future<Long> one : opened) {
                    assertThat(one.get()).isZero();
                }
                assertThat(Sql.number(fresh, "SELECT COUNT(*) FROM recsys_schema"))
                        .isEqualTo(Migrations.LATEST);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aPrefixSeparatesTwoSchemas() {
        JdbcDatabase<Long, Long> one =
                JdbcDatabase.open(dataSource, LONG, LONG, JdbcConfig.defaults().withTablePrefix("one_"));
        JdbcDatabase<String, Integer> two =
                JdbcDatabase.open(dataSource, STRING, INT, JdbcConfig.defaults().withTablePrefix("two_"));
        one.events().append(InMemory.events(LONG, LONG, Interaction.of(1L, 2L)));

        assertThat(one.events().count()).isEqualTo(1);
        assertThat(two.events().count()).isZero();
        assertThat(Sql.number(dataSource, "SELECT COUNT(*) FROM one_interaction"))
                .isEqualTo(1);
        assertThatThrownBy(() -> JdbcConfig.defaults().withTablePrefix("x; DROP TABLE y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void idsOfEveryTypeComeBackAsTheyWere() {
        roundTrip("string", STRING, List.of("b", " blank ", "ä\uD83D\uDE00", "1", "'; --"));
        roundTrip("long", LONG, List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE));
        roundTrip("int", INT, List.of(Integer.MIN_VALUE, 0, Integer.MAX_VALUE));
        roundTrip("uuid", IdType.UUID, List.of(new UUID(0, 1), new UUID(-1, 5)));
        IdType<List<String>> pairs = IdType.of(
                "pair",
                asList(),
                pair -> String.join("/", pair).getBytes(StandardCharsets.UTF_8),
                bytes -> List.of(new String(bytes, StandardCharsets.UTF_8).split("/")),
                text -> List.of(text.split("/")),
                pair -> String.join("/", pair));
        roundTrip("pair", pairs, List.of(List.of("de", "1"), List.of("fr", "2")));
    }

    @SuppressWarnings("unchecked")
    private static Class<List<String>> asList() {
        return (Class<List<String>>) (Class<?>) List.class;
    }

    private <T> void roundTrip(String name, IdType<T> type, List<T> ids) {
        DataSource file = Sqlite.dataSource(directory.resolve(name + ".db"));
        JdbcDatabase<T, T> database = JdbcDatabase.open(file, type, type);
        List<Interaction<T, T>> events =
                ids.stream().map(id -> Interaction.of(id, id)).toList();
        database.events().append(InMemory.events(type, type, events));
        EventLog<T, T> log = EventLog.read(database.events().source());
        assertThat(log.fingerprint()).isEqualTo(EventLog.of(type, type, events).fingerprint());

        ModelVersion version = new ModelVersion("m", 1);
        try (Publication<T, T> publication = database.recommendations("m").begin(version)) {
            ids.forEach(id -> publication.put(id, List.of(Recommendation.of(id, 0.1f, 1, "test"))));
            publication.commit();
        }
        assertThat(database.recommendations("m").findAll(ids))
                .hasSize(ids.size())
                .allSatisfy((user, list) -> {
                    assertThat(list.items()).hasSize(1);
                    assertThat(list.items().get(0).item()).isEqualTo(user);
                    assertThat(list.items().get(0).score()).isEqualTo(0.1f);
                });
    }

    @Test
    void anIdThatCannotExistIsAnUnknownUser() {
        JdbcDatabase<String, String> database = JdbcDatabase.open(dataSource, STRING, STRING);
        try (Publication<String, String> publication =
                database.recommendations("m").begin(new ModelVersion("m", 1))) {
            publication.put("a", List.of(Recommendation.of("x", 1, 1, "t")));
            publication.commit();
        }
        assertThat(database.recommendations("m").findAll(List.of("half \uD83D", "", "a")))
                .containsOnlyKeys("a");
    }

    @Test
    void forgettingAUserLeavesNoRowOfTheUserInAnyTable() {
        JdbcDatabase<Long, Long> database = JdbcDatabase.open(dataSource, LONG, LONG);
        database.events()
                .append(InMemory.events(
                        LONG, LONG, Interaction.of(1L, 10L), Interaction.of(1L, 11L), Interaction.of(2L, 10L)));
        database.preferences().save(1L, Map.of("drama", 1.0));
        for (String model : List.of("films", "series")) {
            try (Publication<Long, Long> publication =
                    database.recommendations(model).begin(new ModelVersion(model, 1))) {
                publication.put(1L, List.of(Recommendation.of(10L, 1, 1, "t")));
                publication.put(2L, List.of(Recommendation.of(10L, 1, 1, "t")));
                publication.commit();
            }
        }

        assertThat(database.forget(1L)).isEqualTo(5);

        for (String table : List.of("interaction", "preference", "recommendation")) {
            assertThat(Sql.number(dataSource, "SELECT COUNT(*) FROM " + table + " WHERE user_id = 1"))
                    .as(table)
                    .isZero();
        }
        assertThat(database.events().count()).isEqualTo(1);
        assertThat(database.recommendations("films").find(2L)).isPresent();
        assertThat(database.forget(1L)).isZero();
    }

    @Test
    void everyConnectionComesBackAsItWas() throws Exception {
        WatchedDataSource watched = WatchedDataSource.counting(dataSource);
        JdbcDatabase<Long, Long> database = JdbcDatabase.open(watched.dataSource(), LONG, LONG);
        database.events().append(InMemory.events(LONG, LONG, Interaction.of(1L, 10L)));
        EventLog.read(database.events().source());
        assertThatThrownBy(() -> database.events().source().forEach(row -> {
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        database.recommendations("m").begin(new ModelVersion("m", 1)).close();
        database.recommendations("m").find(1L);

        assertThat(watched.openedConnections()).isGreaterThan(5);
        assertThat(watched.openConnections()).isZero();

        try (Connection one = dataSource.getConnection()) {
            DataSource same = Pooled.always(one);
            JdbcDatabase<Long, Long> pooled = JdbcDatabase.open(same, LONG, LONG);
            try (Publication<Long, Long> publication =
                    pooled.recommendations("m").begin(new ModelVersion("m", 1))) {
                publication.put(1L, List.of(Recommendation.of(10L, 1, 1, "t")));
                publication.commit();
            }
            assertThat(one.getAutoCommit()).isTrue();
            assertThat(pooled.recommendations("m").find(1L)).isPresent();
            one.setAutoCommit(false);
            pooled.events().count();
            assertThat(one.getAutoCommit()).isFalse();
        }
    }

    @Test
    void aMissingDirectoryIsNamed() {
        assertThatThrownBy(() -> Sqlite.dataSource(directory.resolve("no/such/file.db")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("file.db")
                .hasMessageContaining("create the directory");
    }

    @Test
    void sqliteIsSetUpForReadingWhileWriting() {
        assertThat(Sql.text(dataSource, "PRAGMA journal_mode")).isEqualTo("wal");
        assertThat(Sql.number(dataSource, "PRAGMA synchronous")).isEqualTo(2);
        assertThat(Sql.number(dataSource, "PRAGMA foreign_keys")).isEqualTo(1);
        assertThat(Sql.number(dataSource, "PRAGMA busy_timeout")).isEqualTo(30_000);
    }
}
