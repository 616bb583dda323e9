package dev.recsys.io.jdbc;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.event.EventLog;
import dev.recsys.event.EventSource;
import dev.recsys.event.Interaction;
import dev.recsys.io.jdbc.EventImport.Imported;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import that dies without a chance to clean up, as under {@code kill -9}, goes on in the next run. */
class ImportCrashTest {

    static final int BATCH = 40;

    private static final int EVENTS = 200;

    @TempDir
    Path directory;

    /** Some with an id, many of equal content. */
    static EventSource<String, Integer> source() {
        SplittableRandom random = new SplittableRandom(17);
        List<Interaction<String, Integer>> events = new ArrayList<>();
        for (int e = 0; e < EVENTS; e++) {
            Interaction<String, Integer> event = Interaction.of("u" + random.nextInt(5), random.nextInt(5));
            events.add(e % 3 == 0 ? event.withEventId("e" + random.nextInt(50)) : event);
        }
        return InMemory.events(STRING, INT, events);
    }

    @Test
    void goesOnAfterADeathBetweenTheEventsAndTheirCommit() throws Exception {
        killAndGoOn("commit", 4, "before");
    }

    @Test
    void goesOnAfterADeathRightBehindACommit() throws Exception {
        killAndGoOn("commit", 3, "after");
    }

    @Test
    @Tag("slow")
    void goesOnAfterADeathAtEachStatementAndCommit() throws Exception {
        int places = 0;
        for (String call : List.of("commit", "execute")) {
            for (String moment : List.of("before", "after")) {
                for (int n = 1; killAndGoOn(call, n, moment); n++) {
                    places++;
                }
            }
        }
        assertThat(places).as("places to die").isGreaterThanOrEqualTo(30);
    }

    /** False if the importer came to its end before. */
    private boolean killAndGoOn(String call, int n, String moment) throws Exception {
        String name = call + n + moment;
        DataSource dataSource = Sqlite.dataSource(directory.resolve(name));
        JdbcDatabase<String, Integer> database = withHalfOfTheEvents(dataSource);
        int exit = importInAnotherProcess(name, call, n, moment);
        assertThat(exit).isIn(0, CrashingPublisher.KILLED);
        long position = Sql.number(dataSource, "SELECT COALESCE(MAX(position), 0) FROM event_import WHERE id = 2");

        Imported imported = database.events().importing(source()).run();

        if (exit != 0 && position < EVENTS) {
            assertThat(imported.continuedAfter()).as(name).isEqualTo(position);
        }
        JdbcDatabase<String, Integer> whole =
                withHalfOfTheEvents(Sqlite.dataSource(directory.resolve(name + "-uninterrupted")));
        Imported expected = whole.events().importing(source()).run();
        assertThat(EventLog.read(database.events().source()).fingerprint())
                .as(name)
                .isEqualTo(EventLog.read(whole.events().source()).fingerprint());
        if (position < EVENTS) {
            assertThat(imported.added()).as(name).isEqualTo(expected.added());
            assertThat(imported.alreadyThere()).as(name).isEqualTo(expected.alreadyThere());
        }
        return exit != 0;
    }

    /** Something that is there already, so that events have to be searched for. */
    private static JdbcDatabase<String, Integer> withHalfOfTheEvents(DataSource dataSource) {
        JdbcDatabase<String, Integer> database =
                JdbcDatabase.open(dataSource, STRING, INT, JdbcConfig.defaults().withBatchSize(BATCH));
        List<Interaction<String, Integer>> half = new ArrayList<>();
        source().forEach(row -> {
            if (row.line() % 2 == 0 && row.eventId().isEmpty()) {
                half.add(Interaction.of(row.user().value(), row.item().value()));
            }
        });
        database.events().importing(InMemory.events(STRING, INT, half)).run();
        return database;
    }

    private int importInAnotherProcess(String file, String call, int n, String moment) throws Exception {
        Process importer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CrashingImporter.class.getName(),
                        directory.resolve(file).toString(),
                        call,
                        String.valueOf(n),
                        moment)
                .redirectErrorStream(true)
                .redirectOutput(new File(directory.toFile(), file + ".log"))
                .start();
        try {
            assertThat(importer.waitFor(60, TimeUnit.SECONDS))
                    .as("the importer ended")
                    .isTrue();
            return importer.exitValue();
        } finally {
            importer.destroyForcibly();
        }
    }
}
