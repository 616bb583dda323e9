package dev.recsys.io.jdbc;

import dev.recsys.FormatException;
import dev.recsys.Stable;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import dev.recsys.event.RejectionLimit;
import dev.recsys.event.RejectionSink;
import dev.recsys.event.Rejections;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Keeps events in the table {@code interaction}. Made by {@link JdbcDatabase#events}.
 *
 * <p>Thread-safe, and safe for several processes. Appending and reading do not disturb each other: a reading sees the
 * events that were there when it began.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class JdbcEventStore<U, I> {

    private final JdbcDatabase<U, I> database;

    JdbcEventStore(JdbcDatabase<U, I> database) {
        this.database = database;
    }

    /**
     * What became of the events of a source.
     *
     * @param inserted new events
     * @param ignored events whose event id was stored before
     * @param rejections broken rows, which were left out
     */
    public record Appended(long inserted, long ignored, Rejections rejections) {}

    /**
     * Appends the events of a source, of which none may be broken.
     *
     * @throws dev.recsys.DataException if a row is broken; nothing was written
     * @throws dev.recsys.StoreException if writing fails; the batches committed so far stay
     */
    public Appended append(EventSource<U, I> source) {
        return append(source, RejectionLimit.NONE);
    }

    /**
     * Appends the events of a source, leaving out broken rows up to a limit. The source is read twice: first to find broken
     * rows, so that too many of them leave the table as it was, then to write.
     *
     * <p>An event whose event id is stored already is ignored, so that repeating a call that failed half-way, or an event
     * that is delivered twice, does no harm. Events without an event id are always new; {@link #importing} also knows those
     * again. Events are committed batch by batch
     * ({@link JdbcConfig#withBatchSize}); after a failure the batches committed before it stay.
     *
     * @throws dev.recsys.DataException if there are more broken rows than the limit allows; nothing was written
     * @throws FormatException if the source has other id types
     * @throws dev.recsys.StoreException if writing fails; the batches committed so far stay
     */
    public Appended append(EventSource<U, I> source, RejectionLimit limit) {
        requireTypes(database, source);
        EventCheck<U, I> check =
                new EventCheck<>(database.userColumn(), database.itemColumn(), source.name(), RejectionSink.NONE);
        source.forEach(check);
        Rejections rejections = check.rejections();
        rejections.check(limit);
        try (EventWriter<U, I> writer = new EventWriter<>(database, check, source.name())) {
            source.forEach(writer);
            writer.flush();
            return new Appended(writer.inserted(), writer.ignored(), rejections);
        } catch (SQLException e) {
            throw SqlFailures.of("writing events of " + source.name(), e);
        }
    }

    /**
     * An import of the events of a source, which adds nothing twice and goes on where an earlier one was interrupted. Does
     * nothing before it is run.
     */
    public EventImport<U, I> importing(EventSource<U, I> source) {
        return new EventImport<>(database, source);
    }

    static <U, I> void requireTypes(JdbcDatabase<U, I> database, EventSource<U, I> source) {
        requireType(
                source.name(), "users", source.users(), database.userColumn().type());
        requireType(
                source.name(), "items", source.items(), database.itemColumn().type());
    }

    private static void requireType(String source, String of, IdType<?> given, IdType<?> stored) {
        if (!given.equals(stored)) {
            throw new FormatException(
                    FormatException.Reason.WRONG_ID_TYPE,
                    source + ": ids of " + of + " have type " + given + " but the database keeps " + stored
                            + "; read the source with the types of the database");
        }
    }

    /** All events, named like their table. Each reading is a query of its own, with a cursor. */
    public EventSource<U, I> source() {
        String table = database.tables().interaction();
        JdbcMapping<U, I> mapping = JdbcMapping.of(
                        database.userColumn().type(), database.itemColumn().type())
                .type("type")
                .weight("weight")
                .timeMillis("time_ms")
                .eventId("event_id");
        return JdbcEvents.query(
                        database.transactions().dataSource(),
                        "SELECT user_id, item_id, type, weight, time_ms, event_id FROM " + table,
                        mapping)
                .withName(table)
                .withMaxTime(database.config().maxTime());
    }

    /** How many events there are. */
    public long count() {
        String table = database.tables().interaction();
        return database.transactions().run("counting " + table, session -> {
            try (PreparedStatement statement = session.prepare(
                            "SELECT COUNT(*) FROM " + table, database.config().maxTime());
                    ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0L;
            }
        });
    }

    /**
     * Deletes the events of one user. {@link JdbcDatabase#forget} also deletes what else is stored about the user.
     *
     * @return how many there were
     */
    public long forget(U user) {
        String table = database.tables().interaction();
        return database.transactions()
                .run("deleting a user's events in " + table, session -> database.deleteOf(session, table, user));
    }

    @Override
    public String toString() {
        return database.tables().interaction();
    }
}
