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

    @Override
    public String temporary(String table) {
        return "temp." + table;
    }

    @Override
    public int snapshotIsolation() {
        return Connection.TRANSACTION_SERIALIZABLE;
    }
}
