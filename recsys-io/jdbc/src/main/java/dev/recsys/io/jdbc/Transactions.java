package dev.recsys.io.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Runs pieces of work, each on a borrowed connection and in one transaction. Thread-safe. */
final class Transactions {

    private final DataSource dataSource;
    private final Duration maxTime;

    Transactions(DataSource dataSource, Duration maxTime) {
        this.dataSource = dataSource;
        this.maxTime = maxTime;
    }

    /** Work in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Session session) throws SQLException;
    }

    DataSource dataSource() {
        return dataSource;
    }

    Duration maxTime() {
        return maxTime;
    }

    /**
     * Runs the work and commits, or rolls back if it fails.
     *
     * @param what what is done, for the message of a failure
     * @throws dev.recsys.StoreException if the database fails
     */
    <T> T run(String what, Work<T> work) {
        try (Session session = Session.open(dataSource)) {
            T result = work.run(session);
            session.commit();
            return result;
        } catch (SQLException e) {
            throw SqlFailures.of(what, e);
        }
    }
}
