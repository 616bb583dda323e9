package dev.recsys.io.jdbc;

import dev.recsys.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The tokens of one model's publications. One row of the table {@code publication} holds the last token taken and what is
 * published; both ways to use it begin with an update of that row, so publishers wait for each other there, and nowhere
 * does a read turn into a write. Thread-safe.
 */
final class Fence {

    private static final int ATTEMPTS = 3;

    private final JdbcDatabase<?, ?> database;
    private final String modelName;

    Fence(JdbcDatabase<?, ?> database, String modelName) {
        this.database = database;
        this.modelName = modelName;
    }

    /** A token larger than all taken before. */
    long take() {
        return database.transactions().run("beginning a publication of " + modelName, session -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    return increment(session);
                } catch (SQLException e) { // somebody else made the row between our update and our insert
                    if (attempt == ATTEMPTS || !SqlFailures.isDuplicateKey(e)) {
                        throw e;
                    }
                    session.rollback();
                }
            }
        });
    }

    private long increment(Session session) throws SQLException {
        String table = database.tables().publication();
        if (update(session, "UPDATE " + table + " SET last_token = last_token + 1 WHERE model_name = ?") == 0) {
            update(session, "INSERT INTO " + table + " (model_name, last_token) VALUES (?, 1)");
        }
        try (PreparedStatement select = session.prepare(
                "SELECT last_token FROM " + table + " WHERE model_name = ?",
                database.config().maxTime())) {
            select.setString(1, modelName);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw StoreException.permanent(table + ": the row of " + modelName + " vanished");
                }
                return row.getLong(1);
            }
        }
    }

    private int update(Session session, String sql) throws SQLException {
        try (PreparedStatement statement =
                session.prepare(sql, database.config().maxTime())) {
            statement.setString(1, modelName);
            return statement.executeUpdate();
        }
    }

    /**
     * Makes a publication the current one, within the transaction that replaces the lists.
     *
     * @return false if a later one is; the same token passes again, for a run that repeats its publication
     */
    boolean pass(Session session, long token, int version, Instant createdAt, long users, long rows)
            throws SQLException {
        String sql = "UPDATE " + database.tables().publication()
                + " SET token = ?, model_version = ?, created_at = ?, committed_at = ?, user_count = ?, row_count = ?"
                + " WHERE model_name = ? AND (token IS NULL OR token <= ?)";
        try (PreparedStatement update = session.prepare(sql, database.config().maxTime())) {
            update.setLong(1, token);
            update.setInt(2, version);
            update.setLong(3, createdAt.toEpochMilli());
            update.setLong(4, database.config().clock().millis());
            update.setLong(5, users);
            update.setLong(6, rows);
            update.setString(7, modelName);
            update.setLong(8, token);
            return update.executeUpdate() == 1;
        }
    }
}
