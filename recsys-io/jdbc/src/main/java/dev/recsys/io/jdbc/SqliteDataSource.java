package dev.recsys.io.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens connections with the settings that {@link Sqlite} describes. Thread-safe. */
final class SqliteDataSource implements DataSource {

    private static final long PAUSE_NANOS = 5_000_000;

    private final String url;
    private final Duration busyTimeout;

    SqliteDataSource(String url, Duration busyTimeout) {
        this.url = url;
        this.busyTimeout = busyTimeout;
    }

    /** Repeated while locked: the change to write-ahead logging fails at once, without waiting, if somebody else is at it. */
    @Override
    public Connection getConnection() throws SQLException {
        long end = System.nanoTime() + busyTimeout.toNanos();
        while (true) {
            try {
                return DriverManager.getConnection(url, settings());
            } catch (SQLException e) {
                if (!SqlFailures.isRetryable(e)
                        || System.nanoTime() - end >= 0
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("busy_timeout", String.valueOf(busyTimeout.toMillis()));
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", "FULL");
        settings.setProperty("foreign_keys", "true");
        return settings;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("a SQLite file has no users");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
        throw new SQLFeatureNotSupportedException("no log writer");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the busy timeout is given when the data source is made");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no java.util.logging");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a wrapper for " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public String toString() {
        return url;
    }
}
