package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.event.IdType;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.JdbcRecommendationStore;
import dev.recsys.io.jdbc.Sqlite;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk is full, at several moments of a run: one clear error, nothing lost, and the run goes on once there is room. */
@Tag("slow")
class PipelineFullDiskTest {

    private static final int USERS = 200;

    @TempDir
    Path directory;

    private Path disk;
    private Path config;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                call("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
                "no small disk can be mounted here: that takes Linux and root");
        List<String> rows = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            for (int i = 0; i < 12; i++) {
                rows.add(user + "\t" + (user % 4 * 30 + (user / 4 + i * 2) % 30));
            }
        }
        Files.write(directory.resolve("plays.tsv"), rows);
        config = Files.writeString(directory.resolve("films.json"), """
                {
                  "name": "films",
                  "events": {"file": "plays.tsv", "userIds": "int", "itemIds": "int"},
                  "algorithm": {"name": "ials", "parameters": {"factors": 8, "seed": 7}},
                  "keepVersions": 2, "keepRuns": 1,
                  "directory": "disk/store"
                }
                """);
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        call("umount", disk.toString());
    }

    @Test
    void aFullDiskIsOneErrorAndTheRunGoesOnLater() throws IOException {
        assertThat(run("r0").code()).isZero();
        int failed = 0;
        for (int round = 1; round <= 8; round++) {
            fillUpTo((round - 1) * 24L << 10);
            Cli full = run("r" + round);
            if (full.code() != 0) {
                failed++;
                assertThat(full.code()).as(full.err()).isEqualTo(5);
                assertThat(full.errors()).as("one error").hasSize(1);
                assertThat(full.errors().get(0)).containsAnyOf("No space left", "SQLITE_FULL", "SQLITE_IOERR");
            }
            Files.delete(disk.resolve("filler"));
            assertWhole();

            Cli resumed = run("r" + round);

            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertWhole();
        }
        assertThat(failed).as("runs for which the disk was too small").isGreaterThan(2);
    }

    @Test
    void aRunOfNoGivenIdThatWasBegunIsNamed() throws IOException {
        int named = 0;
        for (int round = 1; round <= 6; round++) {
            fillUpTo(round * 24L << 10);
            Cli full = Cli.run("pipeline", "run", "--config", config, "--threads", 1);
            Files.delete(disk.resolve("filler"));
            String marker = "; go on with --run ";
            int at = full.err().indexOf(marker);
            if (at >= 0) {
                named++;
                assertThat(full.code()).isEqualTo(5);
                String id = full.err().substring(at + marker.length()).strip();
                assertThat(run(id).code()).as(id).isZero();
            }
        }
        assertThat(named).as("runs that were begun and not finished").isPositive();
    }

    private Cli run(String id) {
        return Cli.run("pipeline", "run", "--config", config, "--run", id, "--threads", 1);
    }

    /** Leaves this many bytes. */
    private void fillUpTo(long free) throws IOException {
        long bytes = Math.max(0, disk.toFile().getUsableSpace() - free);
        try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
            byte[] block = new byte[4096];
            for (long written = 0; written < bytes; written += block.length) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(free)
                    .as("room asked for where the disk was full too early")
                    .isZero();
        }
    }

    private void assertWhole() {
        JdbcRecommendationStore<Integer, Integer> store = JdbcDatabase.open(
                        Sqlite.dataSource(disk.resolve("store/lists.db")), IdType.INT, IdType.INT)
                .recommendations("films");
        assertThat(store.findAll(IntStream.range(0, USERS).boxed().toList()).values())
                .hasSize(USERS)
                .allMatch(list -> list.version().equals(store.publishedVersion().orElseThrow()));
    }

    private static boolean call(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }
}
