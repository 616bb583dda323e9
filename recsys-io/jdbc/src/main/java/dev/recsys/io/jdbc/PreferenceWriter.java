package dev.recsys.io.jdbc;

import dev.recsys.Experimental;
import dev.recsys.StoreException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds many preferences of many users, each to those the user has. Made by {@link JdbcPreferences#writer}.
 *
 * <p>A score for a category that the user has rated already replaces the earlier one, unless that is of a later time. Writing
 * the same preferences again changes nothing, so what failed half-way is simply repeated. Committed batch by batch
 * ({@link JdbcConfig#withBatchSize}); the last batch by {@link #finish}. Not thread-safe.
 *
 * @param <U> the Java type of user ids
 */
@Experimental
public final class PreferenceWriter<U> implements AutoCloseable {

    private final JdbcDatabase<?, ?> database;
    private final IdColumn<U> users;
    private final String what;
    private final Session session;
    private final PreparedStatement update;
    private final PreparedStatement insert;
    private final Map<Key<U>, Given> pending = new LinkedHashMap<>();
    private long written;
    private long added;
    private long changed;

    /** What a score is for. */
    private record Key<U>(U user, String category) {}

    /** A score that may change; without a time it does so whatever time there is. */
    private record Given(double score, long time, boolean timed) {

        boolean isReplacedBy(Given later) {
            return !timed || !later.timed || later.time >= time;
        }
    }

    /**
     * What became of the preferences.
     *
     * @param added categories the user had said nothing about
     * @param changed scores or times that were others
     * @param alreadyThere the rest: just so, or of a later time
     */
    public record Written(long added, long changed, long alreadyThere) {}

    PreferenceWriter(JdbcDatabase<?, ?> database, IdColumn<U> users) throws SQLException {
        this.database = database;
        this.users = users;
        String table = database.tables().preference();
        this.what = "writing " + table;
        this.session = Session.open(database.transactions().dataSource());
        try {
            this.update = session.prepare(
                    "UPDATE " + table + " SET score = ?, updated_at = ? WHERE user_id = ? AND category = ?"
                            + " AND updated_at <= ? AND (score <> ? OR updated_at < ?)",
                    database.config().maxTime());
            this.insert = session.prepare(
                    database.dialect()
                            .insertUnlessPresent(
                                    table, "user_id, category, score, updated_at", "?, ?, ?, ?", "user_id, category"),
                    database.config().maxTime());
        } catch (SQLException | RuntimeException e) {
            try (session) {
                throw e;
            }
        }
    }

    /**
     * Adds a score as of now.
     *
     * @param category not blank
     * @param score finite; more is better, the scale is the host's
     */
    public void put(U user, String category, double score) {
        put(user, category, new Given(score, database.config().clock().millis(), false));
    }

    /**
     * Adds a score as of a time; one of a later time that is there already stays.
     *
     * @param category not blank
     * @param score finite; more is better, the scale is the host's
     */
    public void put(U user, String category, double score, Instant time) {
        put(user, category, new Given(score, time.toEpochMilli(), true));
    }

    private void put(U user, String category, Given given) {
        if (category.isBlank() || !Double.isFinite(given.score)) {
            throw new IllegalArgumentException(
                    "a preference needs a category and a finite score but was '" + category + "', " + given.score);
        }
        users.check(user);
        written++;
        pending.merge(new Key<>(user, category), given, (one, other) -> one.isReplacedBy(other) ? other : one);
        if (pending.size() >= database.config().batchSize()) {
            flush();
        }
    }

    /**
     * Commits the last batch.
     *
     * @throws StoreException if writing fails; the batches committed before stay
     */
    public Written finish() {
        flush();
        return new Written(added, changed, written - added - changed);
    }

    private void flush() {
        try {
            for (Map.Entry<Key<U>, Given> one : pending.entrySet()) {
                addUpdate(one.getKey(), one.getValue());
            }
            long updated = pending.isEmpty() ? 0 : sum(update.executeBatch());
            for (Map.Entry<Key<U>, Given> one : pending.entrySet()) {
                users.bind(insert, 1, one.getKey().user());
                insert.setString(2, one.getKey().category());
                insert.setDouble(3, one.getValue().score());
                insert.setLong(4, one.getValue().time());
                insert.addBatch();
            }
            long inserted = pending.isEmpty() ? 0 : sum(insert.executeBatch());
            session.commit();
            pending.clear();
            changed += updated;
            added += inserted;
        } catch (SQLException e) {
            throw SqlFailures.of(what, e);
        }
    }

    private void addUpdate(Key<U> key, Given given) throws SQLException {
        update.setDouble(1, given.score());
        update.setLong(2, given.time());
        users.bind(update, 3, key.user());
        update.setString(4, key.category());
        update.setLong(5, given.timed() ? given.time() : Long.MAX_VALUE);
        update.setDouble(6, given.score());
        update.setLong(7, given.timed() ? given.time() : Long.MIN_VALUE);
        update.addBatch();
    }

    private long sum(int[] counts) {
        long sum = 0;
        for (int count : counts) {
            if (count == Statement.SUCCESS_NO_INFO) {
                throw StoreException.permanent(
                        what + ": the driver does not count the rows of a batch; switch off its rewriting of batches");
            }
            sum += count;
        }
        return sum;
    }

    /** Gives the connection back; what was not committed is undone. */
    @Override
    public void close() {
        try (session;
                update) {
            insert.close();
        } catch (SQLException e) {
            throw SqlFailures.of(what, e);
        }
    }
}
