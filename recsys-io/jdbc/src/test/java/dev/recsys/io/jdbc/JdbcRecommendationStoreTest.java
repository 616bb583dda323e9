package dev.recsys.io.jdbc;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.StoreException;
import dev.recsys.event.Interaction;
import dev.recsys.recommend.Recommendation;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.PublishedList;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcRecommendationStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    @TempDir
    Path directory;

    private DataSource dataSource;
    private JdbcDatabase<Long, Integer> database;
    private JdbcRecommendationStore<Long, Integer> store;

    @BeforeEach
    void open() {
        dataSource = Sqlite.dataSource(directory.resolve("test.db"));
        database = JdbcDatabase.open(
                dataSource,
                LONG,
                INT,
                JdbcConfig.defaults().withBatchSize(10).withClock(Clock.fixed(NOW, ZoneOffset.UTC)));
        store = database.recommendations("films");
    }

    static ModelVersion version(int number) {
        return new ModelVersion("films", number);
    }

    /** Items number * 1000 and on, so that a list says which version it is from. */
    static List<Recommendation<Integer>> list(int number, int length) {
        List<Recommendation<Integer>> list = new ArrayList<>();
        for (int rank = 1; rank <= length; rank++) {
            list.add(Recommendation.of(number * 1000 + rank, 1f / rank, rank, "ials"));
        }
        return list;
    }

    static void publish(JdbcRecommendationStore<Long, Integer> store, int number, long users) {
        try (Publication<Long, Integer> publication = store.begin(version(number))) {
            for (long user = 0; user < users; user++) {
                publication.put(user, list(number, 3));
            }
            publication.commit();
        }
    }

    @Test
    void whatIsPublishedIsFound() {
        assertThat(store.publishedVersion()).isEmpty();
        assertThat(store.find(1L)).isEmpty();

        publish(store, 1, 25);

        assertThat(store.publishedVersion()).contains(version(1));
        PublishedList<Integer> found = store.find(24L).orElseThrow();
        assertThat(found.version()).isEqualTo(version(1));
        assertThat(found.createdAt()).isEqualTo(NOW);
        assertThat(found.items())
                .containsExactly(
                        Recommendation.of(1001, 1f, 1, "ials"),
                        Recommendation.of(1002, 0.5f, 2, "ials"),
                        Recommendation.of(1003, 1f / 3, 3, "ials"));
        assertThat(store.find(25L)).isEmpty();
        assertThat(Sql.text(dataSource, "SELECT user_count || ' ' || row_count FROM publication"))
                .isEqualTo("25 75");
    }

    @Test
    void aPublicationReplacesAllListsOfItsModelAndNoOthers() {
        publish(store, 1, 25);
        JdbcRecommendationStore<Long, Integer> series = database.recommendations("series");
        try (Publication<Long, Integer> publication = series.begin(new ModelVersion("series", 4))) {
            publication.put(1L, list(9, 2));
            publication.commit();
        }
        publish(store, 2, 3);

        assertThat(store.findAll(List.of(0L, 1L, 2L, 3L, 20L)).keySet()).containsExactlyInAnyOrder(0L, 1L, 2L);
        assertThat(series.find(1L).orElseThrow().version()).isEqualTo(new ModelVersion("series", 4));

        store.begin(version(3)).close();
        try (Publication<Long, Integer> nothing = store.begin(version(4))) {
            nothing.commit();
        }
        assertThat(store.publishedVersion()).contains(version(4));
        assertThat(store.find(1L)).isEmpty();
    }

    @Test
    void nothingIsSeenBeforeTheCommitAndNoTraceLeftWithoutOne() {
        publish(store, 1, 5);
        try (Publication<Long, Integer> publication = store.begin(version(2))) {
            for (long user = 0; user < 50; user++) {
                publication.put(user, list(2, 3));
            }
            assertThat(store.find(3L).orElseThrow().version()).isEqualTo(version(1));
            assertThat(store.find(30L)).isEmpty();
        }
        assertThat(store.publishedVersion()).contains(version(1));
        assertThat(Sql.number(dataSource, "SELECT COUNT(*) FROM recommendation"))
                .isEqualTo(15);
        assertThat(Sql.number(dataSource, "SELECT COUNT(*) FROM sqlite_master WHERE name LIKE '%staging%'"))
                .isZero();
    }

    @Test
    void anEndedPublicationTakesNoMore() {
        Publication<Long, Integer> publication = store.begin(version(1));
        publication.put(1L, list(1, 1));
        publication.commit();
        assertThatThrownBy(() -> publication.put(2L, list(1, 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(publication::commit).isInstanceOf(IllegalStateException.class);
        publication.close();
        publication.close();
        assertThat(store.find(1L)).isPresent();
    }

    @Test
    void aUserWithASecondListIsRefusedInAnyOrderOfUsers() {
        try (Publication<Long, Integer> publication = store.begin(version(1))) {
            for (long user : new long[] {5, -3, 9, 7, 1, 8, 2, 100, 50}) {
                publication.put(user, list(1, 3));
            }
            for (long user : new long[] {50, 100, 5, -3, 7, 2}) {
                assertThatThrownBy(() -> publication.put(user, list(2, 3)))
                        .as("user %s", user)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("user " + user + " has a list");
            }
            publication.put(60L, list(1, 3));
            publication.put(3L, List.of());
            publication.put(3L, list(1, 1));
            publication.commit();
        }
        assertThat(Sql.number(dataSource, "SELECT COUNT(DISTINCT user_id) FROM recommendation"))
                .isEqualTo(11);
    }

    @Test
    void aRepeatedItemOrAScoreThatIsNoNumberIsRefused() {
        try (Publication<Long, Integer> publication = store.begin(version(1))) {
            Recommendation<Integer> one = Recommendation.of(1, 1, 1, "t");
            assertThatThrownBy(() -> publication.put(1L, List.of(one, one)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("item 1 is repeated");
            assertThatThrownBy(() -> publication.put(1L, List.of(Recommendation.of(1, Float.NaN, 1, "t"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("NaN");
            publication.put(1L, List.of(one));
            publication.commit();
        }
        assertThat(store.find(1L).orElseThrow().items()).hasSize(1);
    }

    @Test
    void theVersionMustBeOfTheStoresModel() {
        assertThatThrownBy(() -> store.begin(new ModelVersion("series", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("films")
                .hasMessageContaining("series-v1");
    }

    @Test
    void aPublicationOvertakenByALaterOneCannotCommit() {
        publish(store, 1, 2);
        try (Publication<Long, Integer> older = store.begin(version(2));
                Publication<Long, Integer> later = store.begin(version(3))) {
            for (long user = 0; user < 20; user++) { // side by side, both beyond their first batch
                older.put(user, list(2, 3));
                later.put(user, list(3, 3));
            }
            later.commit();
            assertThatThrownBy(older::commit)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.isRetryable()).isFalse())
                    .hasMessageContaining("films-v2")
                    .hasMessageContaining("overtaken");
        }
        assertThat(store.publishedVersion()).contains(version(3));
        assertThat(store.find(7L).orElseThrow().items().get(0).item()).isEqualTo(3001);
        publish(store, 4, 2);
        assertThat(store.publishedVersion()).contains(version(4));
    }

    @Test
    void publicationsThatCommitInTheOrderTheyBeganBothSucceed() {
        try (Publication<Long, Integer> first = store.begin(version(1));
                Publication<Long, Integer> second = store.begin(version(2))) {
            first.put(1L, list(1, 1));
            second.put(1L, list(2, 1));
            first.commit();
            second.commit();
        }
        assertThat(store.publishedVersion()).contains(version(2));
    }

    @Test
    void eventsCanBeWrittenWhileListsAreGathered() {
        try (Publication<Long, Integer> publication = store.begin(version(1))) {
            for (long user = 0; user < 50; user++) {
                publication.put(user, list(1, 3));
                database.events().append(InMemory.events(LONG, INT, Interaction.of(user, 1)));
            }
            publication.commit();
        }
        assertThat(database.events().count()).isEqualTo(50);
        assertThat(store.find(49L)).isPresent();
    }

    @Test
    void aLockAtTheCommitIsRetryableAndTheOldListsStay() throws SQLException {
        publish(store, 1, 5);
        JdbcRecommendationStore<Long, Integer> impatient = JdbcDatabase.open(
                        Sqlite.dataSource(directory.resolve("test.db"), Duration.ofMillis(50)),
                        LONG,
                        INT,
                        JdbcConfig.defaults()
                                .withMaxTime(Duration.ofMillis(50))
                                .withMaxCommitTime(Duration.ofMillis(50)))
                .recommendations("films");
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            try (Publication<Long, Integer> publication = impatient.begin(version(2))) {
                publication.put(1L, list(2, 3));
                statement.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(publication::commit)
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                e -> assertThat(e.isRetryable()).isTrue());
            }
            assertThat(store.publishedVersion()).contains(version(1));
            statement.execute("ROLLBACK");
        }
        publish(impatient, 3, 1);
        assertThat(store.publishedVersion()).contains(version(3));
    }

    @Test
    void aBatchThatFailedIsNeverPublished() {
        publish(store, 1, 5);
        AtomicBoolean failing = new AtomicBoolean();
        WatchedDataSource watched = new WatchedDataSource(dataSource, new WatchedDataSource.Watcher() {
            @Override
            public void before(String method) throws SQLException {
                if (method.equals("executeBatch") && failing.getAndSet(false)) {
                    throw new SQLException("no space left");
                }
            }

            @Override
            public void after(String method) {}
        });
        JdbcRecommendationStore<Long, Integer> flaky = JdbcDatabase.open(
                        watched.dataSource(), LONG, INT, JdbcConfig.defaults().withBatchSize(3))
                .recommendations("films");
        try (Publication<Long, Integer> publication = flaky.begin(version(2))) {
            publication.put(1L, list(2, 3));
            failing.set(true);
            assertThatThrownBy(() -> publication.put(2L, list(2, 3)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("no space left");
            assertThatThrownBy(publication::commit).isInstanceOf(StoreException.class);
        }
        assertThat(store.publishedVersion()).contains(version(1));
        assertThat(watched.openConnections()).isZero();
    }

    @Test
    void findsManyUsersAtOnce() {
        publish(store, 1, 1_200);
        Map<Long, PublishedList<Integer>> found =
                store.findAll(LongStream.range(-5, 1_300).boxed().toList());
        assertThat(found).hasSize(1_200);
        assertThat(store.findAll(List.of())).isEmpty();
        assertThat(store.findAll(List.of(1L, 1L))).hasSize(1);
    }

    @Test
    void readersNeverSeeTwoPublicationsMixed() throws Exception {
        int users = 600; // more than one query of findAll
        publish(store, 1, users);
        List<Long> all = LongStream.range(0, users).boxed().toList();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Set<Integer>>> readers = new ArrayList<>();
            for (int r = 0; r < 2; r++) {
                readers.add(threads.submit(() -> {
                    Set<Integer> seen = new HashSet<>();
                    while (!done.get()) {
                        Map<Long, PublishedList<Integer>> found = store.findAll(all);
                        assertThat(found).hasSize(users);
                        int number = found.get(0L).version().number();
                        found.values().forEach(list -> {
                            assertThat(list.version().number()).isEqualTo(number);
                            assertThat(list.items()).hasSize(3);
                            list.items()
                                    .forEach(item ->
                                            assertThat(item.item() / 1000).isEqualTo(number));
                        });
                        seen.add(number);
                    }
                    return seen;
                }));
            }
            for (int number = 2; number <= 15; number++) {
                publish(store, number, users);
            }
            done.set(true);
            for (Future<Set<Integer>> reader : readers) {
                assertThat(reader.get()).isNotEmpty();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    @Test
    void ofPublishersInParallelTheLastThatCommittedIsTheOneThatBeganLast() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> published = new ArrayList<>();
            for (int number = 1; number <= 12; number++) {
                int mine = number;
                published.add(threads.submit(() -> {
                    try {
                        publish(store, mine, 40);
                        return mine;
                    } catch (StoreException e) {
                        assertThat(e.isRetryable()).as(e.getMessage()).isFalse();
                        return 0;
                    }
                }));
            }
            Set<Integer> committed = new HashSet<>();
            for (Future<Integer> one : published) {
                committed.add(one.get());
            }
            int live = store.publishedVersion().orElseThrow().number();
            assertThat(committed).contains(live);
            assertThat(Sql.number(dataSource, "SELECT COUNT(*) FROM recommendation WHERE model_version = " + live))
                    .isEqualTo(120);
            assertThat(Sql.number(dataSource, "SELECT COUNT(*) FROM recommendation"))
                    .isEqualTo(120);
            assertThat(Sql.number(dataSource, "SELECT last_token FROM publication"))
                    .isEqualTo(12);
        } finally {
            threads.shutdownNow();
        }
    }
}
