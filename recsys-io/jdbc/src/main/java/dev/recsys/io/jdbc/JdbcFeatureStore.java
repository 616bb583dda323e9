package dev.recsys.io.jdbc;

import dev.recsys.Experimental;
import dev.recsys.StoreException;
import dev.recsys.store.EntityKind;
import dev.recsys.store.FeatureKey;
import dev.recsys.store.FeatureMoment;
import dev.recsys.store.FeatureStore;
import dev.recsys.store.FeatureType;
import dev.recsys.store.FeatureValue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps features in the tables {@code feature_key} and {@code feature_value}, values as text. Made by {@link
 * JdbcDatabase#features}.
 *
 * <p>A batch is written in one transaction. A read of many entities is one transaction with a query for every 500 of them;
 * one with an instant per row takes a query for each row. {@link JdbcConfig#withMaxTime} limits each query, not the
 * call.
 *
 * <p>Thread-safe, and safe for several processes.
 */
@Experimental
public final class JdbcFeatureStore implements FeatureStore {

    private static final int ENTITIES_PER_QUERY = 500;

    private final JdbcDatabase<?, ?> database;

    JdbcFeatureStore(JdbcDatabase<?, ?> database) {
        this.database = database;
    }

    @Override
    public <E, V> void putAll(FeatureKey<E, V> key, Map<E, FeatureValue<V>> values) {
        Map<String, FeatureValue<V>> checked = new LinkedHashMap<>();
        values.forEach((entity, value) -> {
            key.entity().ids().toBytes(entity); // fails for an id that its type does not allow
            checked.put(
                    key.entity().ids().format(entity),
                    FeatureValue.of(key.type().check(value.value()), value.time()));
        });
        run("writing", key, session -> {
            register(session, key);
            replace(session, key, checked);
            return true;
        });
    }

    /** The first write of a feature fixes its types. Writing first, it also makes the transaction a writer at once. */
    private void register(Session session, FeatureKey<?, ?> key) throws SQLException {
        String sql = database.dialect()
                .insertUnlessPresent(
                        database.tables().featureKey(),
                        "entity_kind, name, id_type, value_type",
                        "?, ?, ?, ?",
                        "entity_kind, name");
        try (PreparedStatement insert = prepare(session, sql)) {
            bind(insert, key);
            insert.setString(3, key.entity().ids().name());
            insert.setString(4, key.type().name());
            insert.executeUpdate();
        }
        isKnown(session, key);
    }

    /** Whether the feature has been written; fails if it has other types than the key. */
    private boolean isKnown(Session session, FeatureKey<?, ?> key) throws SQLException {
        String sql = "SELECT value_type, id_type FROM " + database.tables().featureKey()
                + " WHERE entity_kind = ? AND name = ?";
        try (PreparedStatement select = prepare(session, sql)) {
            bind(select, key);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                key.requireStoredAs(row.getString(1), row.getString(2));
                return true;
            }
        }
    }

    private <V> void replace(Session session, FeatureKey<?, V> key, Map<String, FeatureValue<V>> values)
            throws SQLException {
        String table = database.tables().featureValue();
        String delete =
                "DELETE FROM " + table + " WHERE entity_kind = ? AND name = ? AND entity_id = ? AND time_ms = ?";
        String insert =
                "INSERT INTO " + table + " (entity_kind, name, entity_id, time_ms, value) VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement deletes = prepare(session, delete);
                PreparedStatement inserts = prepare(session, insert)) {
            int pending = 0;
            for (Map.Entry<String, FeatureValue<V>> entry : values.entrySet()) {
                bindVersion(deletes, key, entry.getKey(), entry.getValue());
                deletes.addBatch();
                bindVersion(inserts, key, entry.getKey(), entry.getValue());
                inserts.setString(5, key.type().format(entry.getValue().value()));
                inserts.addBatch();
                pending++;
                if (pending == database.config().batchSize()) {
                    deletes.executeBatch();
                    inserts.executeBatch();
                    pending = 0;
                }
            }
            if (pending > 0) {
                deletes.executeBatch();
                inserts.executeBatch();
            }
        }
    }

    private static void bindVersion(
            PreparedStatement statement, FeatureKey<?, ?> key, String entity, FeatureValue<?> value)
            throws SQLException {
        bind(statement, key);
        statement.setString(3, entity);
        statement.setLong(4, value.time().toEpochMilli());
    }

    @Override
    public <E, V> Map<E, FeatureValue<V>> findAll(FeatureKey<E, V> key, Collection<E> entities) {
        return read(key, entities, Instant.MAX, database.config().clock().instant());
    }

    @Override
    public <E, V> Map<E, FeatureValue<V>> findAsOf(FeatureKey<E, V> key, Collection<E> entities, Instant instant) {
        return read(key, entities, instant, instant);
    }

    private <E, V> Map<E, FeatureValue<V>> read(
            FeatureKey<E, V> key, Collection<E> entities, Instant latest, Instant now) {
        Map<String, E> byText = new LinkedHashMap<>();
        entities.forEach(entity -> byText.put(key.entity().ids().format(entity), entity));
        List<String> texts = List.copyOf(byText.keySet());
        Map<E, FeatureValue<V>> found = new HashMap<>();
        run("reading", key, session -> {
            session.readOneSnapshot(database.dialect().snapshotIsolation());
            if (isKnown(session, key)) {
                for (int from = 0; from < texts.size(); from += ENTITIES_PER_QUERY) {
                    int to = Math.min(texts.size(), from + ENTITIES_PER_QUERY);
                    readLatest(session, key, texts.subList(from, to), millis(latest), byText, found);
                }
            }
            return true;
        });
        found.values().removeIf(value -> key.isStale(value.time(), now));
        return found;
    }

    private <E, V> void readLatest(
            Session session,
            FeatureKey<E, V> key,
            List<String> entities,
            long latest,
            Map<String, E> byText,
            Map<E, FeatureValue<V>> found)
            throws SQLException {
        String table = database.tables().featureValue();
        String sql = "SELECT f.entity_id, f.time_ms, f.value FROM " + table
                + " f WHERE f.entity_kind = ? AND f.name = ? AND f.time_ms = (SELECT MAX(g.time_ms) FROM " + table
                + " g WHERE g.entity_kind = f.entity_kind AND g.name = f.name AND g.entity_id = f.entity_id"
                + " AND g.time_ms <= ?) AND f.entity_id IN (?" + ", ?".repeat(entities.size() - 1) + ")";
        try (PreparedStatement select = prepare(session, sql)) {
            bind(select, key);
            select.setLong(3, latest);
            for (int i = 0; i < entities.size(); i++) {
                select.setString(i + 4, entities.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String entity = row.getString(1);
                    E id = byText.get(entity);
                    if (id != null) {
                        found.put(id, value(key.type(), row, 2));
                    }
                }
            }
        }
    }

    @Override
    public <E, V> List<Optional<FeatureValue<V>>> findAsOf(FeatureKey<E, V> key, List<FeatureMoment<E>> rows) {
        String sql = "SELECT time_ms, value FROM " + database.tables().featureValue()
                + " WHERE entity_kind = ? AND name = ? AND entity_id = ? AND time_ms <= ? ORDER BY time_ms DESC";
        return run("reading", key, session -> {
            session.readOneSnapshot(database.dialect().snapshotIsolation());
            List<Optional<FeatureValue<V>>> found = new ArrayList<>(rows.size());
            boolean known = isKnown(session, key);
            try (PreparedStatement select = prepare(session, sql)) {
                select.setMaxRows(1);
                for (FeatureMoment<E> row : rows) {
                    found.add(known ? readOne(select, key, row) : Optional.empty());
                }
            }
            return found;
        });
    }

    private static <E, V> Optional<FeatureValue<V>> readOne(
            PreparedStatement select, FeatureKey<E, V> key, FeatureMoment<E> moment) throws SQLException {
        bind(select, key);
        select.setString(3, key.entity().ids().format(moment.entity()));
        select.setLong(4, millis(moment.instant()));
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            FeatureValue<V> value = value(key.type(), row, 1);
            return key.isStale(value.time(), moment.instant()) ? Optional.empty() : Optional.of(value);
        }
    }

    /** The time in a column and the value in the next one. */
    private static <V> FeatureValue<V> value(FeatureType<V> type, ResultSet row, int column) throws SQLException {
        Instant time = Instant.ofEpochMilli(row.getLong(column));
        try {
            return FeatureValue.of(type.parse(row.getString(column + 1)), time);
        } catch (IllegalArgumentException e) {
            throw StoreException.permanent("a stored value of " + time + " is no " + type + "; put it again", e);
        }
    }

    @Override
    public <E, V> long remove(FeatureKey<E, V> key, Collection<E> entities) {
        List<String> texts =
                entities.stream().map(key.entity().ids()::format).distinct().toList();
        return run("removing", key, session -> {
            long removed = 0;
            if (isKnown(session, key)) {
                for (int from = 0; from < texts.size(); from += ENTITIES_PER_QUERY) {
                    int to = Math.min(texts.size(), from + ENTITIES_PER_QUERY);
                    removed += delete(session, key, texts.subList(from, to));
                }
            }
            return removed;
        });
    }

    private long delete(Session session, FeatureKey<?, ?> key, List<String> entities) throws SQLException {
        String sql = "DELETE FROM " + database.tables().featureValue()
                + " WHERE entity_kind = ? AND name = ? AND entity_id IN (?" + ", ?".repeat(entities.size() - 1) + ")";
        try (PreparedStatement delete = prepare(session, sql)) {
            bind(delete, key);
            for (int i = 0; i < entities.size(); i++) {
                delete.setString(i + 3, entities.get(i));
            }
            return delete.executeLargeUpdate();
        }
    }

    @Override
    public <E> long forget(EntityKind<E> kind, E entity) {
        return database.transactions()
                .run("forgetting the features of a " + kind, session -> deleteOf(session, kind, entity));
    }

    <E> long deleteOf(Session session, EntityKind<E> kind, E entity) throws SQLException {
        // names the features, so that the primary key finds the rows
        String sql =
                "DELETE FROM " + database.tables().featureValue() + " WHERE entity_kind = ? AND name IN (SELECT name"
                        + " FROM " + database.tables().featureKey() + " WHERE entity_kind = ?) AND entity_id = ?";
        try (PreparedStatement delete = prepare(session, sql)) {
            delete.setString(1, kind.name());
            delete.setString(2, kind.name());
            delete.setString(3, kind.ids().format(entity));
            return delete.executeLargeUpdate();
        }
    }

    @Override
    public <E, V> long dropBefore(FeatureKey<E, V> key, Instant instant) {
        String table = database.tables().featureValue();
        String sql = "DELETE FROM " + table + " WHERE entity_kind = ? AND name = ? AND EXISTS (SELECT 1 FROM " + table
                + " g WHERE g.entity_kind = " + table + ".entity_kind AND g.name = " + table
                + ".name AND g.entity_id = " + table + ".entity_id AND g.time_ms > " + table
                + ".time_ms AND g.time_ms <= ?)";
        return run("thinning out", key, session -> {
            isKnown(session, key);
            try (PreparedStatement delete = prepare(session, sql)) {
                bind(delete, key);
                delete.setLong(3, millis(instant));
                return delete.executeLargeUpdate();
            }
        });
    }

    /** In whole milliseconds, rounded down; what they cannot express is the first or last of them. */
    private static long millis(Instant instant) {
        try {
            return instant.toEpochMilli();
        } catch (ArithmeticException e) {
            return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private static void bind(PreparedStatement statement, FeatureKey<?, ?> key) throws SQLException {
        statement.setString(1, key.entity().name());
        statement.setString(2, key.name());
    }

    private PreparedStatement prepare(Session session, String sql) throws SQLException {
        return session.prepare(sql, database.config().maxTime());
    }

    private <T> T run(String what, FeatureKey<?, ?> key, Transactions.Work<T> work) {
        return database.transactions().run(what + " feature " + key.entity() + "." + key.name(), work);
    }

    @Override
    public String toString() {
        return database.tables().featureValue();
    }
}
