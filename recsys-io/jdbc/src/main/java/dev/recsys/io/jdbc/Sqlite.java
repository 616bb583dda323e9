package dev.recsys.io.jdbc;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Data sources for SQLite files, set up for a library that reads while it writes. Needs {@code org.xerial:sqlite-jdbc} on
 * the class path.
 *
 * <ul>
 *   <li>Write-ahead log: readers see the last committed state and never wait for a writer.
 *   <li>Synchronous FULL: what was committed survives a power failure. The writes here are few and large, so the
 *       additional fsync of each commit costs little.
 *   <li>Foreign keys are enforced, as other databases do, for tables of the host's own.
 *   <li>SQLite has one writer at a time; another waits for the busy timeout and then fails with a retryable
 *       {@link StoreException}.
 * </ul>
 *
 * <p>A data source opens a new connection each time, which takes up to a few milliseconds: put a pool in front where many
 * small reads follow each other. The files belong on a local disk, since the write-ahead log does not work over a network.
 */
@Stable
public final class Sqlite {

    /** How long a connection waits for another writer by default. */
    public static final Duration DEFAULT_BUSY_TIMEOUT = Duration.ofSeconds(30);

    private Sqlite() {}

    /**
     * A data source of a file, which is created by the first connection, with {@link #DEFAULT_BUSY_TIMEOUT}.
     *
     * @throws DataException if the file's directory does not exist
     * @throws StoreException if SQLite's driver is not on the class path
     */
    public static DataSource dataSource(Path file) {
        return dataSource(file, DEFAULT_BUSY_TIMEOUT);
    }

    /**
     * A data source of a file, which is created by the first connection.
     *
     * @param busyTimeout how long a connection waits for another writer; at least a millisecond
     * @throws DataException if the file's directory does not exist
     * @throws StoreException if SQLite's driver is not on the class path
     */
    public static DataSource dataSource(Path file, Duration busyTimeout) {
        if (busyTimeout.toMillis() < 1 || busyTimeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("busyTimeout must be 1 ms to 24 days but was " + busyTimeout);
        }
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new DataException(
                    file.toString(), "the directory of a database file must exist", "create the directory first");
        }
        if (absolute.toString().indexOf('?') >= 0) {
            throw new DataException(
                    file.toString(), "SQLite's driver takes what follows a '?' for settings", "choose another path");
        }
        String url = "jdbc:sqlite:" + absolute;
        requireDriver(url);
        return new SqliteDataSource(url, busyTimeout);
    }

    private static void requireDriver(String url) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw StoreException.permanent(
                    "SQLite's driver is not on the class path; add org.xerial:sqlite-jdbc to the dependencies", e);
        }
    }
}
