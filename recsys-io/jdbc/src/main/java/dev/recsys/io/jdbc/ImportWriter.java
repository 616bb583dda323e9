package dev.recsys.io.jdbc;

import dev.recsys.DataException;
import dev.recsys.StoreException;
import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.execution.Progress;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of an import that are not there yet, in batches, each in one transaction with the mark that says how
 * far the import has come. Not thread-safe.
 *
 * <p>An event with an id is there if its id is. An event without one claims an event of the same content that this import
 * has not claimed or written yet; if there is none, it is new. So two equal rows of one source are two events, and the same
 * two when they come again.
 */
final class ImportWriter<U, I> implements EventSink<U, I>, AutoCloseable {

    private final JdbcDatabase<U, I> database;
    private final EventCheck<U, I> check;
    private final String source;
    private final long total;
    private final Progress progress;
    private final ImportMark mark;
    private final Session session;
    private final PreparedStatement insert;
    private final PreparedStatement claim;
    private final boolean mayClaim;
    private final List<Pending<U, I>> unidentified = new ArrayList<>();
    private int identified;
    private long seen;

    /** An event without an id. */
    private record Pending<U, I>(
            U user,
            I item,
            String type,
            double weight,
            @Nullable Long time) {}

    /**
     * Begins, or goes on.
     *
     * @param total rows of the source
     */
    ImportWriter(
            JdbcDatabase<U, I> database,
            EventCheck<U, I> check,
            ImportMark mark,
            String source,
            long total,
            Progress progress)
            throws SQLException {
        this.database = database;
        this.check = check;
        this.source = source;
        this.total = total;
        this.progress = progress;
        this.mark = mark;
        this.session = Session.open(database.transactions().dataSource());
        try {
            String table = database.tables().interaction();
            this.insert = session.prepare(
                    database.dialect()
                            .insertUnlessPresent(
                                    table,
                                    "user_id, item_id, type, weight, time_ms, event_id, import_id",
                                    "?, ?, ?, ?, ?, ?, ?",
                                    "event_id"),
                    database.config().maxTime());
            this.claim = session.prepare(
                    database.dialect().claimOneEvent(table), database.config().maxTime());
            this.mayClaim = hasUnclaimed(table);
            session.rollback(); // ends the reading
        } catch (SQLException | RuntimeException e) {
            try (session) {
                throw e;
            }
        }
    }

    /** In a new table nothing can be there already, and the search for each event can be saved. */
    private boolean hasUnclaimed(String table) throws SQLException {
        String sql =
                "SELECT 1 FROM " + table + " WHERE event_id IS NULL AND (import_id IS NULL OR import_id <> ?) LIMIT 1";
        try (PreparedStatement select = session.prepare(sql, database.config().maxTime())) {
            select.setLong(1, mark.id());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public void accept(EventRow<U, I> row) {
        seen++;
        if (seen <= mark.position() || check.problem(row).isPresent()) {
            return;
        }
        try {
            add(row);
            if (identified + unidentified.size() == database.config().batchSize()) {
                flush(false);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private void add(EventRow<U, I> row) throws SQLException {
        @Nullable Long time = row.hasTime() ? row.time() : null;
        Pending<U, I> event = new Pending<>(row.user().value(), row.item().value(), row.type(), row.weight(), time);
        @Nullable String eventId = row.eventId().orElse(null);
        if (eventId == null) {
            unidentified.add(event);
        } else {
            addInsert(event, eventId);
            identified++;
        }
    }

    private void addInsert(Pending<U, I> event, @Nullable String eventId) throws SQLException {
        database.userColumn().bind(insert, 1, event.user());
        database.itemColumn().bind(insert, 2, event.item());
        insert.setString(3, event.type());
        insert.setDouble(4, event.weight());
        setTime(insert, 5, event.time());
        if (eventId == null) {
            insert.setNull(6, Types.VARCHAR);
        } else {
            insert.setString(6, eventId);
        }
        insert.setLong(7, mark.id());
        insert.addBatch();
    }

    private static void setTime(PreparedStatement statement, int parameter, @Nullable Long time) throws SQLException {
        if (time == null) {
            statement.setNull(parameter, Types.BIGINT);
        } else {
            statement.setLong(parameter, time);
        }
    }

    /** Writes what is pending with the mark, and commits both. */
    private void flush(boolean finished) throws SQLException {
        int events = identified + unidentified.size();
        long added = 0;
        for (Pending<U, I> event : mayClaim ? unclaimed() : unidentified) {
            addInsert(event, null);
        }
        for (int count : insert.executeBatch()) {
            added += counted(count);
        }
        identified = 0;
        unidentified.clear();
        mark.commit(session, seen, added, events - added, finished);
        progress.step("importing", seen, total, "");
    }

    /** Claims what is there; what is left has to be written. */
    private List<Pending<U, I>> unclaimed() throws SQLException {
        for (Pending<U, I> event : unidentified) {
            claim.setLong(1, mark.id());
            database.userColumn().bind(claim, 2, event.user());
            database.itemColumn().bind(claim, 3, event.item());
            setTime(claim, 4, event.time());
            claim.setString(5, event.type());
            claim.setDouble(6, event.weight());
            claim.setLong(7, mark.id());
            claim.addBatch();
        }
        int[] claimed = claim.executeBatch();
        List<Pending<U, I>> left = new ArrayList<>();
        for (int e = 0; e < claimed.length; e++) {
            if (counted(claimed[e]) == 0) {
                left.add(unidentified.get(e));
            }
        }
        return left;
    }

    private int counted(int count) {
        if (count == Statement.SUCCESS_NO_INFO) {
            throw StoreException.permanent("importing " + source
                    + ": the driver does not count the rows of a batch; switch off its rewriting of batches");
        }
        return count;
    }

    /** Writes what is left and marks the import as finished. */
    void finish() {
        if (seen != total) {
            throw new DataException(
                    source,
                    "the source had " + total + " rows when it was checked and " + seen + " when it was read again",
                    "import it when nobody writes to it; nothing is added twice");
        }
        try {
            flush(true);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private StoreException failure(SQLException cause) {
        return SqlFailures.of("importing " + source + ", after row " + mark.position(), cause);
    }

    @Override
    public void close() throws SQLException {
        try (session;
                claim) {
            insert.close();
        }
    }
}
