package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of an import is killed at random moments; the next runs go on and end with the rows of an uninterrupted one. */
@Tag("slow")
class ImportKillTest {

    private static final long SEED = 20_261_122;
    private static final int ROWS = 400_000;

    @TempDir
    Path directory;

    @Test
    void anImportKilledAgainAndAgainEndsWithTheSameRows() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Path plays = directory.resolve("plays.csv");
        StringBuilder text = new StringBuilder("user,item,weight,time\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(random.nextInt(2000))
                    .append(',')
                    .append(random.nextInt(500))
                    .append(",1,")
                    .append(1_700_000_000 + random.nextInt(100))
                    .append('\n');
        }
        Files.writeString(plays, text);
        Path whole = directory.resolve("whole.db");
        Path killed = directory.resolve("killed.db");
        assertThat(importInto(whole, plays).code()).isZero();
        JdbcDatabase<Integer, Integer> database = open(killed);
        int kills = 0;
        for (int round = 0; round < 6; round++) {
            long before = database.events().count();
            Process process = start(killed, plays);
            while (process.isAlive() && database.events().count() == before) {
                process.waitFor(5, TimeUnit.MILLISECONDS);
            }
            process.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
            kills += process.isAlive() ? 1 : 0;
            process.destroyForcibly().waitFor();
            assertThat(database.events().count())
                    .as("seed %d, round %d", SEED, round)
                    .isGreaterThanOrEqualTo(before);
        }

        Cli last = importInto(killed, plays);

        assertThat(last.code()).as(last.err()).isZero();
        assertThat(kills).isPositive();
        assertThat(EventLog.read(database.events().source()).fingerprint())
                .isEqualTo(EventLog.read(open(whole).events().source()).fingerprint());
        assertThat(database.events().count()).isEqualTo(ROWS);
    }

    private static JdbcDatabase<Integer, Integer> open(Path file) {
        return JdbcDatabase.open(Sqlite.dataSource(file), IdType.INT, IdType.INT);
    }

    private static Cli importInto(Path database, Path plays) {
        return Cli.run("import", "--database", database, "--events", plays, "--header", "--id-type", "int");
    }

    private static Process start(Path database, Path plays) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecsysCli.class.getName(),
                        "import",
                        "--database",
                        database.toString(),
                        "--events",
                        plays.toString(),
                        "--header",
                        "--id-type",
                        "int")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
