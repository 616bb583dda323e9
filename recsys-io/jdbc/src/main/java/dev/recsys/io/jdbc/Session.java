package dev.recsys.io.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalInt;
import javax.sql.DataSource;

/**
 * One borrowed connection without autocommit. Closing it rolls back what was not committed and gives the connection back
 * as it came. Not thread-safe.
 */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final boolean autoCommit;
    private OptionalInt isolationToRestore = OptionalInt.empty();

    private Session(Connection connection, boolean autoCommit) {
        this.connection = connection;
        this.autoCommit = autoCommit;
    }

    static Session open(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            return new Session(connection, autoCommit);
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                throw e;
            }
        }
    }

    Connection connection() {
        return connection;
    }

    /** A statement that may take {@code maxTime}, as far as the driver can hold it to that. */
    PreparedStatement prepare(String sql, Duration maxTime) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        return limited(statement, maxTime);
    }

    /** Runs statements without parameters. */
    void execute(Iterable<String> statements, Duration maxTime) throws SQLException {
        try (Statement statement = limited(connection.createStatement(), maxTime)) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Makes all reads of the transaction to come see the same moment. */
    void readOneSnapshot(int level) throws SQLException {
        int before = connection.getTransactionIsolation();
        if (level != before) {
            isolationToRestore = OptionalInt.of(before);
            connection.setTransactionIsolation(level);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    /** What was not committed is undone, also if the connection cannot be restored: then it is only closed. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
            if (isolationToRestore.isPresent()) {
                connection.setTransactionIsolation(isolationToRestore.getAsInt());
            }
            connection.setAutoCommit(autoCommit);
        }
    }

    private static <S extends Statement> S limited(S statement, Duration maxTime) throws SQLException {
        try {
            statement.setQueryTimeout(seconds(maxTime));
            return statement;
        } catch (SQLException | RuntimeException e) {
            try (statement) {
                throw e;
            }
        }
    }

    /** JDBC counts in whole seconds, and takes 0 for no limit. */
    private static int seconds(Duration maxTime) {
        long rounded = maxTime.plusNanos(999_999_999).toSeconds();
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE / 1000, rounded));
    }
}
