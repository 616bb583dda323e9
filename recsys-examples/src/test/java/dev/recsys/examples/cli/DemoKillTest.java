package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.event.IdType;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.JdbcRecommendationStore;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.PublishedList;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of the demo is killed while it publishes; readers see whole lists of one version, and the next run succeeds. */
@Tag("slow")
class DemoKillTest {

    private static final int USERS = 300;
    private static final String NAME = "films-" + USERS + "x150-5";
    private static final long SEED = 20_261_122;

    @TempDir
    Path work;

    @Test
    void aRunKilledWhilePublishingLeavesOldOrNewListsWholeAndTheNextRunSucceeds() throws Exception {
        assertThat(demo().waitFor(120, TimeUnit.SECONDS)).isTrue();
        SplittableRandom delays = new SplittableRandom(SEED);
        for (int round = 0; round < 6; round++) {
            ModelVersion before = assertWhole();
            killWhilePublishing(delays.nextInt(round < 3 ? 5 : 120));
            assertThat(assertWhole().number()).isGreaterThanOrEqualTo(before.number());
        }

        Process last = demo();
        String output = new String(last.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(last.waitFor()).as(output).isZero();
        assertThat(output).contains("is live").contains("Done");
        assertWhole();
    }

    private Process demo() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecsysCli.class.getName(),
                        "demo",
                        "--work",
                        work.toString(),
                        "--users",
                        String.valueOf(USERS),
                        "--items",
                        "150",
                        "--seed",
                        "5",
                        "--threads",
                        "1")
                .redirectErrorStream(true)
                .start();
    }

    private void killWhilePublishing(int delayMillis) throws IOException, InterruptedException {
        Process process = demo();
        try (BufferedReader output = process.inputReader(java.nio.charset.StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.contains("publishing")) {
                line = output.readLine();
            }
            assertThat(line).as("the demo came to publishing").isNotNull();
            process.waitFor(delayMillis, TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Every user has a list of the same version. */
    private ModelVersion assertWhole() {
        JdbcRecommendationStore<Integer, Integer> store = JdbcDatabase.open(
                        Sqlite.dataSource(work.resolve(NAME + ".db")), IdType.INT, IdType.INT)
                .recommendations(NAME);
        ModelVersion version = store.publishedVersion().orElseThrow();
        Map<Integer, PublishedList<Integer>> lists =
                store.findAll(IntStream.rangeClosed(1, USERS).boxed().toList());
        assertThat(lists).hasSize(USERS);
        assertThat(lists.values())
                .allMatch(list -> list.version().equals(version) && list.items().size() == 10);
        return version;
    }
}
