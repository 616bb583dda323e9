package dev.recsys.io.jdbc;

import java.sql.Connection;

/** SQLite 3.24 or newer. */
final class SqliteDialect implements Dialect {

    @Override
    public String text() {
        return "TEXT";
    }

    @Override
    public String insertUnlessPresent(String table, String columns, String values, String key) {
        return "INSERT INTO " + table + " (" + columns + ") VALUES (" + values + ") ON CONFLICT (" + key
                + ") DO NOTHING";
    }

    /** The plus keeps SQLite from the index on {@code event_id}, in which all events without an id lie together. */
    @Override
    public String claimOneEvent(String table) {
        return "UPDATE " + table + " SET import_id = ? WHERE rowid = (SELECT rowid FROM " + table
                + " WHERE user_id = ? AND item_id = ? AND time_ms IS ? AND type = ? AND weight = ?"
                + " AND +event_id IS NULL AND import_id IS NOT ? LIMIT 1)";
    }

    @Override
    public String temporary(String table) {
        return "temp." + table;
    }

    @Override
    public int snapshotIsolation() {
        return Connection.TRANSACTION_SERIALIZABLE;
    }
}
