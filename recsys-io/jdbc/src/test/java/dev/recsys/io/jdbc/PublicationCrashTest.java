package dev.recsys.io.jdbc;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.store.PublishedList;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publisher that dies without a chance to clean up, as under {@code kill -9}, at each of its calls to the database. */
class PublicationCrashTest {

    private static final int OLD_USERS = 20;

    /** As many as {@link CrashingPublisher} publishes. */
    static final int NEW_USERS = 30;

    @TempDir
    Path directory;

    @Test
    void leavesWholeListsWhenKilledAtEachCommit() throws Exception {
        assertThat(killAtEach("commit")).as("places to die").isGreaterThanOrEqualTo(10);
    }

    @Test
    @Tag("slow")
    void leavesWholeListsWhenKilledAtEachStatement() throws Exception {
        assertThat(killAtEach("execute")).as("places to die").isGreaterThanOrEqualTo(20);
    }

    @Test
    void leavesWholeListsWhenKilledFromOutside() throws Exception {
        JdbcRecommendationStore<Long, Integer> store = newDatabase("outside");
        Process publisher = start("outside", "endless", 0, "before");
        try {
            assertThat(publisher.getInputStream().read()).as("a sign of life").isEqualTo('.');
        } finally {
            publisher.destroyForcibly().waitFor();
        }
        assertThat(requireWhole(store)).isEqualTo(1);
        JdbcRecommendationStoreTest.publish(store, 3, OLD_USERS);
        assertThat(store.publishedVersion()).contains(JdbcRecommendationStoreTest.version(3));
    }

    /** Kills before and after the first call of the kind, then the second, and so on until a publisher lives to the end. */
    private int killAtEach(String call) throws Exception {
        int places = 0;
        boolean sawOld = false;
        boolean sawNew = false;
        for (String moment : List.of("before", "after")) {
            int exit = CrashingPublisher.KILLED;
            for (int n = 1; exit == CrashingPublisher.KILLED; n++) {
                String file = moment + n;
                JdbcRecommendationStore<Long, Integer> store = newDatabase(file);
                exit = run(file, call, n, moment);
                int found = requireWhole(store);
                sawOld |= found == 1;
                sawNew |= found == 2;
                JdbcRecommendationStoreTest.publish(store, 3, OLD_USERS);
                assertThat(store.publishedVersion()).contains(JdbcRecommendationStoreTest.version(3));
                places++;
            }
            assertThat(exit).as("the publisher that nobody killed").isZero();
            places--;
        }
        assertThat(sawOld && sawNew).as("killed before and after the switch").isTrue();
        return places;
    }

    private JdbcRecommendationStore<Long, Integer> newDatabase(String file) {
        DataSource dataSource = Sqlite.dataSource(directory.resolve(file), Duration.ofSeconds(10));
        JdbcRecommendationStore<Long, Integer> store =
                JdbcDatabase.open(dataSource, LONG, INT).recommendations("films");
        JdbcRecommendationStoreTest.publish(store, 1, OLD_USERS);
        return store;
    }

    /** The number of the version whose lists are there, all of them and nothing else. */
    private static int requireWhole(JdbcRecommendationStore<Long, Integer> store) {
        int number = store.publishedVersion().orElseThrow().number();
        Map<Long, PublishedList<Integer>> all =
                store.findAll(LongStream.range(0, 100).boxed().toList());
        assertThat(all).hasSize(number == 1 ? OLD_USERS : NEW_USERS);
        all.forEach((user, list) -> {
            assertThat(list.version().number()).isEqualTo(number);
            assertThat(list.items()).hasSize(3);
            list.items().forEach(item -> assertThat(item.item() / 1000).isEqualTo(number));
        });
        return number;
    }

    private int run(String file, String call, int n, String moment) throws IOException, InterruptedException {
        Process publisher = start(file, call, n, moment);
        try {
            assertThat(publisher.waitFor(60, TimeUnit.SECONDS))
                    .as("the publisher ended")
                    .isTrue();
            return publisher.exitValue();
        } finally {
            publisher.destroyForcibly();
        }
    }

    private Process start(String file, String call, int n, String moment) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CrashingPublisher.class.getName(),
                        directory.resolve(file).toString(),
                        call,
                        String.valueOf(n),
                        moment)
                .redirectError(new File(directory.toFile(), file + ".log"))
                .start();
    }
}
