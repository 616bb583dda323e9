package dev.recsys.io.jdbc;

import dev.recsys.FormatException;
import dev.recsys.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Brings the schema to the newest version, one transaction for each step. A step begins by claiming its version, so of
 * two processes that start at once one does it, and the other waits for it and goes on.
 */
final class SchemaUpgrade {

    private final Transactions transactions;
    private final Tables tables;
    private final Migrations migrations;
    private final IdColumn<?> users;
    private final IdColumn<?> items;
    private final Clock clock;

    SchemaUpgrade(
            Transactions transactions,
            Tables tables,
            Migrations migrations,
            IdColumn<?> users,
            IdColumn<?> items,
            Clock clock) {
        this.transactions = transactions;
        this.tables = tables;
        this.migrations = migrations;
        this.users = users;
        this.items = items;
        this.clock = clock;
    }

    private record Found(int version, String users, String items) {}

    void run() {
        transactions.run("creating " + tables.schema(), session -> {
            session.execute(List.of(migrations.createVersionTable()), transactions.maxTime());
            return true;
        });
        int version = checkedVersion();
        while (version < migrations.latest()) {
            apply(version + 1);
            version = checkedVersion();
        }
    }

    /** The version there is, 0 for none, if this release may work on it. */
    private int checkedVersion() {
        Optional<Found> found = transactions.run("reading " + tables.schema(), this::find);
        if (found.isEmpty()) {
            return 0;
        }
        Found schema = found.get();
        if (schema.version() > migrations.latest()) {
            throw StoreException.permanent(tables.schema() + ": the schema has version " + schema.version()
                    + ", and this release knows versions up to " + migrations.latest() + "; upgrade the library");
        }
        if (!schema.users().equals(users.type().name())
                || !schema.items().equals(items.type().name())) {
            throw new FormatException(
                    FormatException.Reason.WRONG_ID_TYPE,
                    tables.schema() + ": the schema was created for users of type " + schema.users()
                            + " and items of type " + schema.items() + " but was opened with " + users.type() + " and "
                            + items.type() + "; open it with its own types, or choose another table prefix");
        }
        return schema.version();
    }

    private Optional<Found> find(Session session) throws SQLException {
        String sql = "SELECT version, user_id_type, item_id_type FROM " + tables.schema() + " ORDER BY version DESC";
        try (PreparedStatement statement = session.prepare(sql, transactions.maxTime());
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Found(row.getInt(1), row.getString(2), row.getString(3)))
                    : Optional.empty();
        }
    }

    private void apply(int version) {
        String what = "migrating " + tables.schema() + " to version " + version
                + " (a table prefix keeps these tables apart from others of the same names)";
        transactions.run(what, session -> {
            if (claim(session, version)) {
                session.execute(migrations.statements(version), transactions.maxTime());
            } else {
                session.rollback();
            }
            return true;
        });
    }

    /** False if somebody else did this step meanwhile. */
    private boolean claim(Session session, int version) throws SQLException {
        String sql = "INSERT INTO " + tables.schema()
                + " (version, applied_at, user_id_type, item_id_type) VALUES (?, ?, ?, ?)";
        try (PreparedStatement statement = session.prepare(sql, transactions.maxTime())) {
            statement.setInt(1, version);
            statement.setLong(2, clock.millis());
            statement.setString(3, users.type().name());
            statement.setString(4, items.type().name());
            statement.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (SqlFailures.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }
}
