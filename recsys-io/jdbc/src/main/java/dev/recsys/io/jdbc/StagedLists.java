package dev.recsys.io.jdbc;

import dev.recsys.StoreException;
import dev.recsys.recommend.Recommendation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists in a temporary table that only one connection sees, written in batches.
 *
 * <p>A user's second list is found without remembering all users: as long as users come in the order of their ids, as a
 * batch run hands them over, a larger one must be new. A user out of order is looked up, first among those of the pending
 * batch, then by key in the table. Not thread-safe.
 */
final class StagedLists<U, I> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StagedLists.class);

    private final JdbcDatabase<U, I> database;
    private final String table;
    private final Session session;
    private final PreparedStatement insert;
    private final PreparedStatement lookUp;
    private final Set<U> pendingUsers = new HashSet<>();
    private byte[] largestUser = new byte[0];
    private int pendingRows;
    private boolean incomplete;
    private long users;
    private long rows;

    StagedLists(JdbcDatabase<U, I> database) throws SQLException {
        this.database = database;
        this.table = database.dialect().temporary(database.tables().staging());
        this.session = Session.open(database.transactions().dataSource());
        try {
            createTable();
            this.insert = session.prepare(
                    "INSERT INTO " + table + " (user_id, item_id, rank, score, source) VALUES (?, ?, ?, ?, ?)",
                    database.config().maxTime());
            this.lookUp = session.prepare(
                    "SELECT rank FROM " + table + " WHERE user_id = ? AND rank = 1",
                    database.config().maxTime());
        } catch (SQLException | RuntimeException e) {
            try (session) {
                throw e;
            }
        }
    }

    private void createTable() throws SQLException {
        String columns = "user_id " + database.userColumn().sqlType(database.dialect()) + " NOT NULL, item_id "
                + database.itemColumn().sqlType(database.dialect())
                + " NOT NULL, rank INTEGER NOT NULL, score DOUBLE PRECISION NOT NULL, source "
                + database.dialect().text()
                + " NOT NULL, PRIMARY KEY (user_id, rank)";
        session.execute(
                List.of("DROP TABLE IF EXISTS " + table, "CREATE TEMPORARY TABLE " + table + " (" + columns + ")"),
                database.config().maxTime());
        session.commit();
    }

    void add(U user, List<Recommendation<I>> list) throws SQLException {
        byte[] id = database.userColumn().check(user);
        if (Arrays.compareUnsigned(id, largestUser) > 0) {
            largestUser = id;
        } else if (isKnown(user)) {
            throw new IllegalArgumentException("user " + user + " has a list in this publication already");
        }
        for (Recommendation<I> one : list) {
            database.itemColumn().check(one.item());
        }
        addRows(user, list);
        if (pendingRows >= database.config().batchSize()) {
            flush();
        }
    }

    private void addRows(U user, List<Recommendation<I>> list) throws SQLException {
        incomplete = true;
        pendingUsers.add(user);
        users++;
        int rank = 0;
        for (Recommendation<I> one : list) {
            database.userColumn().bind(insert, 1, user);
            database.itemColumn().bind(insert, 2, one.item());
            insert.setInt(3, ++rank);
            insert.setDouble(4, one.score());
            insert.setString(5, one.source());
            insert.addBatch();
        }
        pendingRows += rank;
        rows += rank;
        incomplete = false;
    }

    private boolean isKnown(U user) throws SQLException {
        if (pendingUsers.contains(user)) {
            return true;
        }
        database.userColumn().bind(lookUp, 1, user);
        try (ResultSet row = lookUp.executeQuery()) {
            return row.next();
        }
    }

    /**
     * Writes what is pending; nobody else can see it.
     *
     * @throws StoreException if an earlier writing failed: what is missing must not be published
     */
    void flush() throws SQLException {
        if (incomplete) {
            throw StoreException.permanent("a list could not be written; close the publication and begin another");
        }
        if (pendingRows > 0) {
            incomplete = true;
            insert.executeBatch();
            session.commit();
            pendingRows = 0;
            pendingUsers.clear();
            incomplete = false;
        }
    }

    /** The full name of the table. */
    String table() {
        return table;
    }

    Session session() {
        return session;
    }

    long users() {
        return users;
    }

    long rows() {
        return rows;
    }

    /** Gives the connection back without the table. A connection too broken for that is closed all the same. */
    @Override
    public void close() {
        try (session) {
            insert.close();
            lookUp.close();
            session.rollback();
            session.execute(
                    List.of("DROP TABLE IF EXISTS " + table), database.config().maxTime());
            session.commit();
        } catch (SQLException e) {
            LOG.debug("closing the connection of a publication", e);
        }
    }
}
