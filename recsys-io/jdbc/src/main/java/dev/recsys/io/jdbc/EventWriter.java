package dev.recsys.io.jdbc;

import dev.recsys.StoreException;
import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.event.Rejection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Optional;

/**
 * Writes events in batches, each a transaction of its own. Broken rows are left out; who cares counts them before. Not
 * thread-safe.
 */
final class EventWriter<U, I> implements EventSink<U, I>, AutoCloseable {

    private final JdbcDatabase<U, I> database;
    private final EventCheck<U, I> check;
    private final String what;
    private final Session session;
    private final PreparedStatement insert;
    private int pending;
    private long inserted;
    private long ignored;

    EventWriter(JdbcDatabase<U, I> database, EventCheck<U, I> check, String source) throws SQLException {
        this.database = database;
        this.check = check;
        this.what = "writing events of " + source;
        this.session = Session.open(database.transactions().dataSource());
        try {
            this.insert = session.prepare(
                    database.dialect()
                            .insertUnlessPresent(
                                    database.tables().interaction(),
                                    "user_id, item_id, type, weight, time_ms, event_id",
                                    "?, ?, ?, ?, ?, ?",
                                    "event_id"),
                    database.config().maxTime());
        } catch (SQLException | RuntimeException e) {
            try (session) {
                throw e;
            }
        }
    }

    @Override
    public void accept(EventRow<U, I> row) {
        Optional<Rejection> problem = check.problem(row);
        if (problem.isPresent()) {
            return;
        }
        try {
            add(row);
            if (pending == database.config().batchSize()) {
                flush();
            }
        } catch (SQLException e) {
            throw SqlFailures.of(what, e);
        }
    }

    private void add(EventRow<U, I> row) throws SQLException {
        database.userColumn().bind(insert, 1, row.user().value());
        database.itemColumn().bind(insert, 2, row.item().value());
        insert.setString(3, row.type());
        insert.setDouble(4, row.weight());
        if (row.hasTime()) {
            insert.setLong(5, row.time());
        } else {
            insert.setNull(5, Types.BIGINT);
        }
        Optional<String> eventId = row.eventId();
        if (eventId.isPresent()) {
            insert.setString(6, eventId.get());
        } else {
            insert.setNull(6, Types.VARCHAR);
        }
        insert.addBatch();
        pending++;
    }

    /** Writes and commits what is pending. */
    void flush() throws SQLException {
        if (pending == 0) {
            return;
        }
        pending = 0;
        long written = 0;
        int[] counts = insert.executeBatch();
        for (int count : counts) {
            if (count == Statement.SUCCESS_NO_INFO) {
                throw StoreException.permanent(
                        what + ": the driver does not count the rows of a batch; switch off its rewriting of batches");
            }
            written += count;
        }
        session.commit();
        inserted += written;
        ignored += counts.length - written;
    }

    long inserted() {
        return inserted;
    }

    long ignored() {
        return ignored;
    }

    @Override
    public void close() throws SQLException {
        try (session;
                insert) {
            pending = 0;
        }
    }
}
