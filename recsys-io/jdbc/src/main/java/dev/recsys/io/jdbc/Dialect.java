package dev.recsys.io.jdbc;

import dev.recsys.StoreException;
import java.sql.SQLException;

/**
 * The few places where databases differ. Everything else is written in SQL that SQLite, PostgreSQL, H2 and MariaDB share.
 * Stateless, thread-safe.
 */
interface Dialect {

    /** The dialect of the database behind a connection. */
    static Dialect of(Session session) throws SQLException {
        String product = session.connection().getMetaData().getDatabaseProductName();
        if (product.equals("SQLite")) {
            return new SqliteDialect();
        }
        throw StoreException.permanent("stores cannot be kept in " + product
                + "; SQLite is supported (JdbcEvents.query reads from any database)");
    }

    /** The column type of ids and other texts that may be part of a key; compared byte by byte. */
    String text();

    /** An insert that leaves out a row, without failing, if its {@code key} exists already. */
    String insertUnlessPresent(String table, String columns, String values, String key);

    /**
     * An update that gives one event without an id, of those with a certain content that an import has not taken for its own
     * yet, to that import. Parameters: import, user, item, time or NULL, type, weight, import.
     */
    String claimOneEvent(String table);

    /** The full name of a temporary table, which only its connection sees and which locks on others do not hold up. */
    String temporary(String table);

    /** The isolation level at which all reads of a transaction see the same moment. */
    int snapshotIsolation();
}
