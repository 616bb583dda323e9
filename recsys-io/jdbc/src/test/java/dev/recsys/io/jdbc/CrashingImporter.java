package dev.recsys.io.jdbc;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;

import dev.recsys.io.jdbc.CrashingPublisher.Death;
import java.nio.file.Path;

/** Imports events in a process of its own and dies on the way. Arguments: file, call, which one, before or after. */
final class CrashingImporter {

    private CrashingImporter() {}

    public static void main(String[] arguments) {
        Death death = new Death(arguments[1], Integer.parseInt(arguments[2]), arguments[3].equals("before"));
        JdbcDatabase<String, Integer> database = JdbcDatabase.open(
                new WatchedDataSource(Sqlite.dataSource(Path.of(arguments[0])), death).dataSource(),
                STRING,
                INT,
                JdbcConfig.defaults().withBatchSize(ImportCrashTest.BATCH));
        death.armed = true;
        database.events().importing(ImportCrashTest.source()).run();
    }
}
