package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.event.IdType;
import dev.recsys.io.files.FileRunStore;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.JdbcRecommendationStore;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.store.Artifact;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RunManifest;
import dev.recsys.store.StageRecord;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of a pipeline is killed at random moments; lists stay whole and the run goes on to the same bits. */
@Tag("slow")
class PipelineKillTest {

    private static final int KILLS = 20;
    private static final int USERS = 600;
    private static final long SEED = 20_261_122;

    @TempDir
    Path directory;

    private Path config;

    @BeforeEach
    void write() throws IOException {
        List<String> rows = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        for (int user = 0; user < USERS; user++) {
            for (int i = 0; i < 12; i++) {
                rows.add(user + "\t" + (user % 4 * 100 + i * 8 + random.nextInt(8)) + "\t1\t" + (1_700_000_000 + i));
            }
        }
        Files.write(directory.resolve("plays.tsv"), rows);
        config = Files.writeString(directory.resolve("films.json"), """
                {
                  "name": "films",
                  "events": {"file": "plays.tsv", "userIds": "int", "itemIds": "int"},
                  "algorithm": {"name": "ials", "parameters": {"factors": 8, "seed": 7}},
                  "evaluation": {"split": "leave-last-out", "metrics": ["ndcg@10"]},
                  "keepVersions": 3, "keepRuns": 3,
                  "directory": "store"
                }
                """);
    }

    @Test
    void aProcessKilledAtRandomMomentsLosesNothing() throws Exception {
        long start = System.nanoTime();
        Process first = start("r0");
        assertThat(first.waitFor(300, TimeUnit.SECONDS) && first.exitValue() == 0)
                .as("the first run")
                .isTrue();
        long millis = (System.nanoTime() - start) / 1_000_000;
        List<Artifact> expected = artifacts("r0");
        SplittableRandom moments = new SplittableRandom(SEED);
        int killed = 0;
        for (int n = 1; killed < KILLS && n <= 3 * KILLS; n++) {
            Process run = start("r" + n);
            boolean ended = run.waitFor(millis / 5 + moments.nextLong(millis), TimeUnit.MILLISECONDS);
            run.destroyForcibly().waitFor();
            killed += ended ? 0 : 1;
            millis = ended ? Math.max(200, millis * 4 / 5) : millis; // the first run was slower than the others
            assertWhole(n, n + 1);

            Cli resumed = Cli.run("pipeline", "run", "--config", config, "--run", "r" + n);

            assertThat(resumed.code())
                    .as("seed %d, round %d: %s", SEED, n, resumed.err())
                    .isZero();
            assertThat(artifacts("r" + n)).as("seed %d, round %d", SEED, n).isEqualTo(expected);
            assertWhole(n + 1, n + 1);
        }
        assertThat(killed).as("processes that were killed before their end").isEqualTo(KILLS);
    }

    private Process start(String run) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecsysCli.class.getName(),
                        "pipeline",
                        "run",
                        "--config",
                        config.toString(),
                        "--run",
                        run,
                        "--threads",
                        "1")
                .redirectErrorStream(true)
                .redirectOutput(new File(directory.toFile(), run + ".log"))
                .start();
    }

    private List<Artifact> artifacts(String run) {
        RunManifest manifest =
                FileRunStore.at(directory.resolve("store/runs")).find(run).orElseThrow();
        assertThat(manifest.status()).isEqualTo(RunManifest.Status.SUCCEEDED);
        List<Artifact> all = new ArrayList<>();
        for (StageRecord stage : manifest.stages()) {
            all.addAll(stage.artifacts());
        }
        return all;
    }

    /** Every user has a list of one version, whose number is one of these two. */
    private void assertWhole(int oldest, int newest) {
        JdbcRecommendationStore<Integer, Integer> store = JdbcDatabase.open(
                        Sqlite.dataSource(directory.resolve("store/lists.db")), IdType.INT, IdType.INT)
                .recommendations("films");
        Map<Integer, PublishedList<Integer>> lists =
                store.findAll(IntStream.range(0, USERS).boxed().toList());
        int version = store.publishedVersion().orElseThrow().number();
        assertThat(version).isBetween(oldest, newest);
        assertThat(lists).hasSize(USERS);
        assertThat(lists.values())
                .allMatch(list ->
                        list.version().number() == version && list.items().size() == 10);
    }
}
