package dev.recsys.io.jdbc;

import java.util.List;

/**
 * The steps that lead from an empty database to the newest schema, oldest first. A step that was released is never
 * changed: a new one is added.
 */
final class Migrations {

    /** The version of the newest schema. */
    static final int LATEST = 3;

    private final Tables tables;
    private final Dialect dialect;
    private final String userId;
    private final String itemId;

    Migrations(Tables tables, Dialect dialect, IdColumn<?> users, IdColumn<?> items) {
        this.tables = tables;
        this.dialect = dialect;
        this.userId = users.sqlType(dialect);
        this.itemId = items.sqlType(dialect);
    }

    /** The version of the newest schema. */
    int latest() {
        return LATEST;
    }

    /** Creates the table of versions if there is none. */
    String createVersionTable() {
        return "CREATE TABLE IF NOT EXISTS " + tables.schema() + " (version INTEGER NOT NULL PRIMARY KEY,"
                + " applied_at BIGINT NOT NULL, user_id_type " + dialect.text() + " NOT NULL, item_id_type "
                + dialect.text() + " NOT NULL)";
    }

    /** The statements that lead from {@code version - 1} to {@code version}. */
    List<String> statements(int version) {
        return switch (version) {
            case 1 -> firstVersion();
            case 2 -> importsAndAttributes();
            case 3 -> features();
            default -> throw new IllegalArgumentException("there is no migration to version " + version);
        };
    }

    private List<String> firstVersion() {
        String text = dialect.text();
        return List.of(
                "CREATE TABLE " + tables.interaction() + " (user_id " + userId + " NOT NULL, item_id " + itemId
                        + " NOT NULL, type " + text + " NOT NULL, weight DOUBLE PRECISION NOT NULL, time_ms BIGINT,"
                        + " event_id " + text + " UNIQUE)",
                "CREATE INDEX " + tables.interaction() + "_by_user ON " + tables.interaction() + " (user_id)",
                "CREATE TABLE " + tables.preference() + " (user_id " + userId + " NOT NULL, category " + text
                        + " NOT NULL, score DOUBLE PRECISION NOT NULL, updated_at BIGINT NOT NULL,"
                        + " PRIMARY KEY (user_id, category))",
                "CREATE TABLE " + tables.item() + " (item_id " + itemId + " NOT NULL PRIMARY KEY, title " + text
                        + ", valid_from BIGINT, valid_until BIGINT)",
                "CREATE TABLE " + tables.itemCategory() + " (item_id " + itemId + " NOT NULL, category " + text
                        + " NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (item_id, position))",
                "CREATE TABLE " + tables.recommendation() + " (model_name " + text + " NOT NULL, user_id " + userId
                        + " NOT NULL, item_id " + itemId + " NOT NULL, rank INTEGER NOT NULL,"
                        + " score DOUBLE PRECISION NOT NULL, source " + text
                        + " NOT NULL, model_version INTEGER NOT NULL,"
                        + " PRIMARY KEY (model_name, user_id, item_id))",
                "CREATE UNIQUE INDEX " + tables.recommendation() + "_by_rank ON " + tables.recommendation()
                        + " (model_name, user_id, rank)",
                "CREATE TABLE " + tables.publication() + " (model_name " + text + " NOT NULL PRIMARY KEY,"
                        + " last_token BIGINT NOT NULL, token BIGINT, model_version INTEGER, created_at BIGINT,"
                        + " committed_at BIGINT, user_count BIGINT, row_count BIGINT)",
                "CREATE TABLE " + tables.modelVersion() + " (name " + text + " NOT NULL, number INTEGER NOT NULL,"
                        + " algorithm " + text + " NOT NULL, config " + text + " NOT NULL, metrics " + text
                        + " NOT NULL, created_at BIGINT NOT NULL, promoted_at BIGINT, PRIMARY KEY (name, number))");
    }

    /** The index also finds the events of a user with an item at a time, by which an import compares. */
    private List<String> importsAndAttributes() {
        String text = dialect.text();
        return List.of(
                "ALTER TABLE " + tables.interaction() + " ADD COLUMN import_id BIGINT",
                "DROP INDEX " + tables.interaction() + "_by_user",
                "CREATE INDEX " + tables.interaction() + "_by_user ON " + tables.interaction()
                        + " (user_id, item_id, time_ms)",
                "CREATE TABLE " + tables.eventImport() + " (id BIGINT NOT NULL PRIMARY KEY, source " + text
                        + " NOT NULL, fingerprint " + text
                        + " NOT NULL, position BIGINT NOT NULL, added BIGINT NOT NULL,"
                        + " already_there BIGINT NOT NULL, started_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,"
                        + " finished_at BIGINT)",
                "CREATE TABLE " + tables.itemAttribute() + " (item_id " + itemId + " NOT NULL, name " + text
                        + " NOT NULL, value " + text + " NOT NULL, PRIMARY KEY (item_id, name))");
    }

    private List<String> features() {
        String text = dialect.text();
        return List.of(
                "CREATE TABLE " + tables.featureKey() + " (entity_kind " + text + " NOT NULL, name " + text
                        + " NOT NULL, id_type " + text + " NOT NULL, value_type " + text
                        + " NOT NULL, PRIMARY KEY (entity_kind, name))",
                "CREATE TABLE " + tables.featureValue() + " (entity_kind " + text + " NOT NULL, name " + text
                        + " NOT NULL, entity_id " + text + " NOT NULL, time_ms BIGINT NOT NULL, value " + text
                        + " NOT NULL, PRIMARY KEY (entity_kind, name, entity_id, time_ms))");
    }
}
