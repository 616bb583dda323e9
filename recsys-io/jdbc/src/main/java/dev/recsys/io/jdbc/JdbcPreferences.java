package dev.recsys.io.jdbc;

import dev.recsys.Experimental;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps what users say they like, by category, in the table {@code preference}: the answers of a welcome page, for
 * instance. Made by {@link JdbcDatabase#preferences}.
 *
 * <p>Thread-safe, and safe for several processes.
 *
 * @param <U> the Java type of user ids
 */
@Experimental
public final class JdbcPreferences<U> {

    private final JdbcDatabase<?, ?> database;
    private final IdColumn<U> users;

    JdbcPreferences(JdbcDatabase<?, ?> database, IdColumn<U> users) {
        this.database = database;
        this.users = users;
    }

    /**
     * Replaces the preferences of a user, in one transaction.
     *
     * @param scores by category, finite; more is better, the scale is the host's; empty to delete them
     */
    public void save(U user, Map<String, Double> scores) {
        scores.forEach((category, score) -> {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("the score of " + category + " must be finite but was " + score);
            }
        });
        String table = database.tables().preference();
        database.transactions().run("writing " + table, session -> {
            try (PreparedStatement delete = session.prepare(
                    "DELETE FROM " + table + " WHERE user_id = ?",
                    database.config().maxTime())) {
                users.bind(delete, 1, user);
                delete.executeUpdate();
            }
            insert(session, user, scores);
            return true;
        });
    }

    private void insert(Session session, U user, Map<String, Double> scores) throws SQLException {
        String sql = "INSERT INTO " + database.tables().preference()
                + " (user_id, category, score, updated_at) VALUES (?, ?, ?, ?)";
        long now = database.config().clock().millis();
        try (PreparedStatement insert = session.prepare(sql, database.config().maxTime())) {
            for (Map.Entry<String, Double> one : scores.entrySet()) {
                users.bind(insert, 1, user);
                insert.setString(2, one.getKey());
                insert.setDouble(3, one.getValue());
                insert.setLong(4, now);
                insert.executeUpdate();
            }
        }
    }

    /**
     * A writer of many preferences of many users, which keeps a connection until it is closed.
     *
     * @throws dev.recsys.StoreException if the database cannot be reached
     */
    public PreferenceWriter<U> writer() {
        try {
            return new PreferenceWriter<>(database, users);
        } catch (SQLException e) {
            throw SqlFailures.of("writing " + database.tables().preference(), e);
        }
    }

    /** The preferences of a user, best first; empty for an unknown user. */
    public Map<String, Double> find(U user) {
        String table = database.tables().preference();
        String sql = "SELECT category, score FROM " + table + " WHERE user_id = ? ORDER BY score DESC, category";
        return database.transactions().run("reading " + table, session -> {
            try (PreparedStatement select =
                    session.prepare(sql, database.config().maxTime())) {
                users.bind(select, 1, user);
                Map<String, Double> found = new LinkedHashMap<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.put(row.getString(1), row.getDouble(2));
                    }
                }
                return found;
            }
        });
    }

    /**
     * The preferences of all users, for building profiles; each user's best first. Memory: a map per user.
     *
     * @return by user, as one transaction left them
     */
    public Map<U, Map<String, Double>> load() {
        String table = database.tables().preference();
        String sql = "SELECT user_id, category, score FROM " + table + " ORDER BY user_id, score DESC, category";
        return database.transactions().run("reading " + table, session -> {
            try (PreparedStatement select =
                            session.prepare(sql, database.config().maxTime());
                    ResultSet row = select.executeQuery()) {
                Map<U, Map<String, Double>> found = new LinkedHashMap<>();
                while (row.next()) {
                    found.computeIfAbsent(users.read(row, 1), user -> new LinkedHashMap<>())
                            .put(row.getString(2), row.getDouble(3));
                }
                return found;
            }
        });
    }

    @Override
    public String toString() {
        return database.tables().preference();
    }
}
