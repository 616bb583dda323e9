package dev.recsys.io.jdbc;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.LONG;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.StoreException;
import dev.recsys.event.EventLog;
import dev.recsys.event.RejectionLimit;
import dev.recsys.event.RejectionReason;
import dev.recsys.feature.FeatureConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("changes the default time zone")
class JdbcEventsTest {

    private static final JdbcMapping<Long, Long> IDS = JdbcMapping.of(LONG, LONG);

    @TempDir
    Path directory;

    private DataSource dataSource;

    @BeforeEach
    void file() {
        dataSource = Sqlite.dataSource(directory.resolve("host.db"));
    }

    private EventLog<Long, Long> read(JdbcMapping<Long, Long> mapping, String sql) {
        return EventLog.read(JdbcEvents.query(dataSource, sql, mapping), RejectionLimit.NONE);
    }

    @Test
    void clickedSeparatesClicksFromExposures() {
        Sql.execute(
                dataSource,
                "CREATE TABLE interaction (user_id BIGINT, item_id BIGINT, clicked BOOLEAN)",
                "INSERT INTO interaction VALUES (1, 10, 1), (1, 11, 0), (2, 10, TRUE), (2, 12, FALSE)");

        EventLog<Long, Long> log = read(IDS.clicked("clicked"), "SELECT * FROM interaction");

        assertThat(log.types()).containsExactly("click", FeatureConfig.EXPOSURE);
        List<String> rows = java.util.stream.IntStream.range(0, log.size())
                .mapToObj(row -> log.interaction(row).toString())
                .toList();
        assertThat(rows)
                .containsExactly(
                        "1 click 10 weight 1.0",
                        "1 exposure 11 weight 1.0",
                        "2 click 10 weight 1.0",
                        "2 exposure 12 weight 1.0");
    }

    @ParameterizedTest
    @CsvSource({"NULL", "2", "'''maybe'''", "0.5"})
    void clickedMustBeZeroOrOne(String value) {
        assertThatThrownBy(() -> read(
                        IDS.clicked("clicked"),
                        "SELECT 1 AS user_id, 10 AS item_id, 1 AS clicked UNION ALL SELECT 1, 11, " + value))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("query:2, clicked: clicked must be 0 or 1");
    }

    @Test
    void clickedGoesWithNeitherTypeNorWeight() {
        assertThatThrownBy(() -> IDS.clicked("clicked").weight("w")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IDS.type("t").clicked("clicked")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mapsEveryColumnByItsLabel() {
        EventLog<String, Integer> log = EventLog.read(JdbcEvents.query(
                dataSource,
                "SELECT 'ann' AS Customer, 7 AS PRODUCT, 2.5 AS qty, 'buy' AS kind, 1700000000 AS ts, 99 AS id",
                JdbcMapping.of(STRING, INT)
                        .user("customer")
                        .item("product")
                        .weight("qty")
                        .type("kind")
                        .timeSeconds("ts")
                        .eventId("id")));

        assertThat(log.interaction(0)).hasToString("ann buy 7 weight 2.5 at " + Instant.ofEpochSecond(1_700_000_000));
        assertThat(log.eventId(0)).contains("99");
    }

    @Test
    void bindsParametersInOrder() {
        Sql.execute(
                dataSource,
                "CREATE TABLE plays (u INTEGER, i INTEGER, country TEXT)",
                "INSERT INTO plays VALUES (1, 10, 'de'), (2, 11, 'fr'), (3, 12, 'de')");

        EventLog<Long, Long> log = EventLog.read(JdbcEvents.query(
                        dataSource, "SELECT u AS user_id, i AS item_id FROM plays WHERE country = ? AND u > ?", IDS)
                .withParameters("de", 1));

        assertThat(log.size()).isEqualTo(1);
        assertThat(log.users().id(0)).isEqualTo(3L);
    }

    /** The first example of docs/how-to/use-your-own-tables.md. */
    @Test
    void readsOrdersAsTheHowToSays() {
        Sql.execute(
                dataSource,
                "CREATE TABLE orders (customer BIGINT, product BIGINT, quantity INTEGER, ordered_at TEXT)",
                "INSERT INTO orders VALUES (1, 10, 2, '2026-03-01 09:30:00'), (2, 10, 1, '2025-12-31 23:59:59')");

        EventLog<Long, Long> log = EventLog.read(JdbcEvents.query(
                        dataSource,
                        "SELECT customer, product, quantity, ordered_at FROM orders WHERE ordered_at >= ?",
                        JdbcMapping.of(LONG, LONG)
                                .user("customer")
                                .item("product")
                                .weight("quantity")
                                .time("ordered_at"))
                .withName("orders")
                .withParameters("2026-01-01"));

        assertThat(log.size()).isEqualTo(1);
        assertThat(log.interaction(0)).hasToString("1 interaction 10 weight 2.0 at 2026-03-01T09:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "'2026-11-01T10:00:00Z', 2026-11-01T10:00:00Z",
        "'2026-11-01T10:00:00', 2026-11-01T10:00:00Z",
        "'2026-11-01 10:00:00', 2026-11-01T10:00:00Z",
        "'2026-11-01 10:00:00.125', 2026-11-01T10:00:00.125Z",
        "'2026-11-01 10:00', 2026-11-01T10:00:00Z",
        "'2026-11-01T10:00:00+02:00', 2026-11-01T08:00:00Z",
        "'2026-11-01 10:00:00+00', 2026-11-01T10:00:00Z",
        "'2026-11-01', 2026-11-01T00:00:00Z"
    })
    void readsIsoTextInUtc(String text, String expected) {
        EventLog<Long, Long> log = read(IDS.time("t"), "SELECT 1 AS user_id, 2 AS item_id, '" + text + "' AS t");

        assertThat(Instant.ofEpochMilli(log.time(0))).isEqualTo(expected);
    }

    @Test
    void readsNumbersInTheUnitThatTheMappingSays() {
        String sql = "SELECT 1 AS user_id, 2 AS item_id, 1700000000.25 AS s, 1700000000250 AS ms, '1700000000' AS text";
        assertThat(read(IDS.timeSeconds("s"), sql).time(0)).isEqualTo(1_700_000_000_250L);
        assertThat(read(IDS.timeMillis("ms"), sql).time(0)).isEqualTo(1_700_000_000_250L);
        assertThat(read(IDS.timeSeconds("text"), sql).time(0)).isEqualTo(1_700_000_000_000L);
        assertThatThrownBy(() -> read(IDS.time("ms"), sql)).hasMessageContaining("use timeSeconds or timeMillis");
    }

    @Test
    void readsSqlTimestampsInUtcWhateverTheZoneOfTheMachine() {
        java.util.TimeZone before = java.util.TimeZone.getDefault();
        try {
            java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("America/New_York"));
            Sql.execute(
                    dataSource,
                    "CREATE TABLE t (user_id INTEGER, item_id INTEGER, at TIMESTAMP)",
                    "INSERT INTO t VALUES (1, 2, '2026-11-01 10:00:00.000')");
            EventLog<Long, Long> log = read(IDS.time("at"), "SELECT * FROM t");
            assertThat(Instant.ofEpochMilli(log.time(0))).isEqualTo("2026-11-01T10:00:00Z");
        } finally {
            java.util.TimeZone.setDefault(before);
        }
    }

    @Test
    void rejectsWhatDoesNotFitWithReasonAndColumn() {
        Sql.execute(
                dataSource,
                "CREATE TABLE t (u, i, w, kind, at)",
                "INSERT INTO t VALUES (NULL, 1, 1, 'a', 1)",
                "INSERT INTO t VALUES (1, NULL, 1, 'a', 1)",
                "INSERT INTO t VALUES ('abc', 1, 1, 'a', 1)",
                "INSERT INTO t VALUES (1.5, 1, 1, 'a', 1)",
                "INSERT INTO t VALUES (x'00', 1, 1, 'a', 1)",
                "INSERT INTO t VALUES (1, 1, 'much', 'a', 1)",
                "INSERT INTO t VALUES (1, 1, NULL, 'a', 1)",
                "INSERT INTO t VALUES (1, 1, 9e999, 'a', 1)",
                "INSERT INTO t VALUES (1, 1, 1, NULL, 1)",
                "INSERT INTO t VALUES (1, 1, 1, 'a', 'yesterday')",
                "INSERT INTO t VALUES (1, 1, 1, 'a', 9e15)",
                "INSERT INTO t VALUES (1, 1, ' 2 ', 'a', 1)");

        EventLog<Long, Long> log = EventLog.read(
                JdbcEvents.query(
                                dataSource,
                                "SELECT * FROM t",
                                IDS.user("u").item("i").weight("w").type("kind").timeSeconds("at"))
                        .withName("t"),
                RejectionLimit.rows(20));

        assertThat(log.size()).isEqualTo(1);
        assertThat(log.weight(0)).isEqualTo(2);
        assertThat(log.rejections().countsByReason())
                .isEqualTo(Map.of(
                        RejectionReason.MISSING_USER, 1L,
                        RejectionReason.MISSING_ITEM, 1L,
                        RejectionReason.INVALID_ID, 3L,
                        RejectionReason.NOT_A_NUMBER, 2L,
                        RejectionReason.NOT_FINITE, 1L,
                        RejectionReason.MALFORMED_ROW, 1L,
                        RejectionReason.IMPOSSIBLE_TIME, 2L));
        assertThat(log.rejections().firstPlaces().stream().map(r -> r.line() + " " + r.field()))
                .containsExactly(
                        "1 u", "2 i", "3 u", "4 u", "5 u", "6 w", "7 w", "8 weight", "9 kind", "10 at", "11 time");
    }

    @Test
    void aMissingColumnNamesThoseThereAre() {
        assertThatThrownBy(() -> read(IDS.weight("w"), "SELECT 1 AS user_id, 2 AS item_id, 3 AS weight"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no column 'w'")
                .hasMessageContaining("user_id, item_id, weight");
        assertThatThrownBy(() -> read(IDS, "SELECT 1 AS user_id, 2 AS item_id, 3 AS user_id"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("two columns 'user_id'");
    }

    @Test
    void aBrokenQueryIsAPermanentFailureThatSaysWhy() {
        assertThatThrownBy(() -> read(IDS, "SELECT * FROM nowhere"))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageContaining("nowhere");
    }

    @Test
    void textIdsKeepTheirBlanksAndNumbersBecomeText() {
        EventLog<String, String> log = EventLog.read(
                JdbcEvents.query(dataSource, "SELECT ' a ' AS user_id, 12 AS item_id", JdbcMapping.of(STRING, STRING)));
        assertThat(log.users().id(0)).isEqualTo(" a ");
        assertThat(log.items().id(0)).isEqualTo("12");
    }

    @Test
    void aSourceCanBeReadTwice() {
        JdbcEvents<Long, Long> source = JdbcEvents.query(dataSource, "SELECT 1 AS user_id, 2 AS item_id", IDS)
                .withFetchSize(1);
        assertThat(EventLog.read(source).fingerprint())
                .isEqualTo(EventLog.read(source).fingerprint());
    }
}
