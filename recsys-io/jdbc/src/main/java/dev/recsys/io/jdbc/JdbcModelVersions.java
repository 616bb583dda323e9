package dev.recsys.io.jdbc;

import dev.recsys.Experimental;
import dev.recsys.StoreException;
import dev.recsys.model.ModelInfo;
import dev.recsys.store.ModelVersion;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record of model versions in the table {@code model_version}, for people and reports: which algorithm and settings
 * made it, what was measured, when it was promoted. The models themselves, and the authority on which one is live, are a
 * {@link dev.recsys.store.ModelStore}'s. Made by {@link JdbcDatabase#modelVersions}.
 *
 * <p>Thread-safe, and safe for several processes.
 */
@Experimental
public final class JdbcModelVersions {

    private final JdbcDatabase<?, ?> database;
    private final String table;

    JdbcModelVersions(JdbcDatabase<?, ?> database) {
        this.database = database;
        this.table = database.tables().modelVersion();
    }

    /**
     * Records a version, replacing an earlier record of it.
     *
     * @param metrics what was measured, by name; may be empty
     */
    public void record(ModelVersion version, ModelInfo info, Map<String, Double> metrics) {
        database.transactions().run("recording " + version, session -> {
            try (PreparedStatement delete = session.prepare(
                    "DELETE FROM " + table + " WHERE name = ? AND number = ?",
                    database.config().maxTime())) {
                delete.setString(1, version.name());
                delete.setInt(2, version.number());
                delete.executeUpdate();
            }
            insert(session, version, info, metrics);
            return true;
        });
    }

    private void insert(Session session, ModelVersion version, ModelInfo info, Map<String, Double> metrics)
            throws SQLException {
        String sql = "INSERT INTO " + table
                + " (name, number, algorithm, config, metrics, created_at) VALUES (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = session.prepare(sql, database.config().maxTime())) {
            insert.setString(1, version.name());
            insert.setInt(2, version.number());
            insert.setString(3, info.algorithm());
            insert.setString(4, KeyValueText.format(info.config()));
            insert.setString(5, KeyValueText.format(metrics));
            insert.setLong(6, database.config().clock().millis());
            insert.executeUpdate();
        }
    }

    /**
     * Notes that a version was promoted, now. Call it after {@link dev.recsys.store.ModelStore#promote}.
     *
     * @throws StoreException if the version was not recorded
     */
    public void notePromotion(ModelVersion version) {
        String sql = "UPDATE " + table + " SET promoted_at = ? WHERE name = ? AND number = ?";
        database.transactions().run("noting the promotion of " + version, session -> {
            try (PreparedStatement update =
                    session.prepare(sql, database.config().maxTime())) {
                update.setLong(1, database.config().clock().millis());
                update.setString(2, version.name());
                update.setInt(3, version.number());
                if (update.executeUpdate() == 0) {
                    throw StoreException.permanent(table + ": " + version + " was never recorded; record it first");
                }
                return true;
            }
        });
    }

    /** The recorded versions of a model, oldest first; none for an unknown name. */
    public List<RecordedVersion> list(String name) {
        String sql = "SELECT number, algorithm, config, metrics, created_at, promoted_at FROM " + table
                + " WHERE name = ? ORDER BY number";
        return database.transactions().run("reading " + table, session -> {
            try (PreparedStatement select =
                    session.prepare(sql, database.config().maxTime())) {
                select.setString(1, name);
                List<RecordedVersion> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(read(name, row));
                    }
                }
                return List.copyOf(found);
            }
        });
    }

    private static RecordedVersion read(String name, ResultSet row) throws SQLException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        KeyValueText.parse(row.getString(4)).forEach((key, value) -> metrics.put(key, Double.valueOf(value)));
        long promoted = row.getLong(6);
        Instant promotedAt = row.wasNull() ? null : Instant.ofEpochMilli(promoted);
        return new RecordedVersion(
                new ModelVersion(name, row.getInt(1)),
                row.getString(2),
                Collections.unmodifiableMap(KeyValueText.parse(row.getString(3))),
                Collections.unmodifiableMap(metrics),
                Instant.ofEpochMilli(row.getLong(5)),
                promotedAt);
    }

    @Override
    public String toString() {
        return table;
    }
}
