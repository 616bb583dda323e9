package dev.recsys.io.jdbc;

import dev.recsys.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * How far an import has come: a row of the table {@code event_import}, moved on in the transaction that writes the events.
 * Of the imports only the latest may go on; one that finds itself overtaken ends, so no two ever write at a time. Not
 * thread-safe.
 */
final class ImportMark {

    private final JdbcDatabase<?, ?> database;
    private final String source;
    private final long id;
    private long position;
    private long added;
    private long alreadyThere;

    private ImportMark(
            JdbcDatabase<?, ?> database, String source, long id, long position, long added, long alreadyThere) {
        this.database = database;
        this.source = source;
        this.id = id;
        this.position = position;
        this.added = added;
        this.alreadyThere = alreadyThere;
    }

    /** Goes on with the latest import if it was of the same events and did not finish, else begins one. */
    static ImportMark start(JdbcDatabase<?, ?> database, String source, String fingerprint) {
        String table = database.tables().eventImport();
        return database.transactions().run("beginning an import of " + source, session -> {
            String touch = "UPDATE " + table + " SET updated_at = ? WHERE fingerprint = ? AND finished_at IS NULL"
                    + " AND id = (SELECT MAX(id) FROM " + table + ")";
            try (PreparedStatement update =
                    session.prepare(touch, database.config().maxTime())) {
                update.setLong(1, database.config().clock().millis());
                update.setString(2, fingerprint);
                if (update.executeUpdate() == 0) {
                    insert(database, session, source, fingerprint);
                }
            }
            return latest(database, session, source);
        });
    }

    private static void insert(JdbcDatabase<?, ?> database, Session session, String source, String fingerprint)
            throws SQLException {
        String table = database.tables().eventImport();
        String sql = "INSERT INTO " + table
                + " (id, source, fingerprint, position, added, already_there, started_at, updated_at)"
                + " SELECT COALESCE(MAX(id), 0) + 1, ?, ?, 0, 0, 0, ?, ? FROM " + table;
        try (PreparedStatement insert = session.prepare(sql, database.config().maxTime())) {
            insert.setString(1, source);
            insert.setString(2, fingerprint);
            insert.setLong(3, database.config().clock().millis());
            insert.setLong(4, database.config().clock().millis());
            insert.executeUpdate();
        }
    }

    private static ImportMark latest(JdbcDatabase<?, ?> database, Session session, String source) throws SQLException {
        String table = database.tables().eventImport();
        String sql = "SELECT id, position, added, already_there FROM " + table + " WHERE id = (SELECT MAX(id) FROM "
                + table + ")";
        try (PreparedStatement select = session.prepare(sql, database.config().maxTime());
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw StoreException.permanent(table + ": the row of the import of " + source + " vanished");
            }
            return new ImportMark(database, source, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        }
    }

    /** The import's number; higher than those of all before it. */
    long id() {
        return id;
    }

    /** How many rows of the source are done with. */
    long position() {
        return position;
    }

    /** How many events were new. */
    long added() {
        return added;
    }

    /** How many events were there already. */
    long alreadyThere() {
        return alreadyThere;
    }

    /**
     * Moves on, in the transaction that wrote the events, and commits it.
     *
     * @throws StoreException if another import began, or another process goes on with this one
     */
    void commit(Session session, long newPosition, long newlyAdded, long foundThere, boolean finished)
            throws SQLException {
        String table = database.tables().eventImport();
        String sql = "UPDATE " + table + " SET position = ?, added = ?, already_there = ?, updated_at = ?,"
                + " finished_at = ? WHERE id = ? AND position = ? AND finished_at IS NULL"
                + " AND NOT EXISTS (SELECT 1 FROM " + table + " WHERE id > ?)";
        long now = database.config().clock().millis();
        try (PreparedStatement update = session.prepare(sql, database.config().maxTime())) {
            update.setLong(1, newPosition);
            update.setLong(2, added + newlyAdded);
            update.setLong(3, alreadyThere + foundThere);
            update.setLong(4, now);
            if (finished) {
                update.setLong(5, now);
            } else {
                update.setNull(5, Types.BIGINT);
            }
            update.setLong(6, id);
            update.setLong(7, position);
            update.setLong(8, id);
            if (update.executeUpdate() == 0) {
                throw StoreException.permanent(
                        "importing " + source + ": another import began meanwhile, and took over" + " after row "
                                + position + "; run this one again when that has ended, nothing is added twice");
            }
        }
        session.commit();
        position = newPosition;
        added += newlyAdded;
        alreadyThere += foundThere;
    }
}
