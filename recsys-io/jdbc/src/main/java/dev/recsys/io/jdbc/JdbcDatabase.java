package dev.recsys.io.jdbc;

import dev.recsys.Stable;
import dev.recsys.event.IdType;
import dev.recsys.store.EntityKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * This library's own tables in a relational database: events, items, published recommendations, model versions.
 * {@link #open} creates them, or brings older ones to the newest version; then each store is one call away.
 *
 * <pre>{@code
 * DataSource dataSource = Sqlite.dataSource(Path.of("shop.db"));
 * JdbcDatabase<Long, Long> database = JdbcDatabase.open(dataSource, LONG, LONG);
 * database.events().append(CsvEvents.of(file, LONG, LONG));
 * EventLog<Long, Long> log = EventLog.read(database.events().source());
 * }</pre>
 *
 * <p>The host owns the {@link DataSource}. Every call borrows a connection and gives it back, as it came, before it
 * returns; only a publication keeps one until it is closed. Whole-number ids are kept in BIGINT columns, all others as
 * text.
 *
 * <p>Databases: SQLite. Immutable, thread-safe; safe for several processes on one database.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class JdbcDatabase<U, I> {

    private final Transactions transactions;
    private final JdbcConfig config;
    private final Dialect dialect;
    private final Tables tables;
    private final IdColumn<U> users;
    private final IdColumn<I> items;

    private JdbcDatabase(
            Transactions transactions, JdbcConfig config, Dialect dialect, IdColumn<U> users, IdColumn<I> items) {
        this.transactions = transactions;
        this.config = config;
        this.dialect = dialect;
        this.tables = new Tables(config.tablePrefix());
        this.users = users;
        this.items = items;
    }

    /**
     * Opens the tables with {@link JdbcConfig#defaults()}.
     *
     * @throws dev.recsys.FormatException if they were created for other id types
     * @throws dev.recsys.StoreException if they come from a newer release, or the database fails
     */
    public static <U, I> JdbcDatabase<U, I> open(DataSource dataSource, IdType<U> users, IdType<I> items) {
        return open(dataSource, users, items, JdbcConfig.defaults());
    }

    /**
     * Opens the tables, creating or upgrading them first where necessary. Any number of processes may do so at once.
     *
     * @throws dev.recsys.FormatException if they were created for other id types
     * @throws dev.recsys.StoreException if they come from a newer release, or the database fails
     */
    public static <U, I> JdbcDatabase<U, I> open(
            DataSource dataSource, IdType<U> users, IdType<I> items, JdbcConfig config) {
        Transactions transactions = new Transactions(dataSource, config.maxTime());
        Dialect dialect = transactions.run("connecting to the database", Dialect::of);
        JdbcDatabase<U, I> database =
                new JdbcDatabase<>(transactions, config, dialect, new IdColumn<>(users), new IdColumn<>(items));
        database.upgrade();
        return database;
    }

    private void upgrade() {
        Migrations migrations = new Migrations(tables, dialect, users, items);
        new SchemaUpgrade(transactions, tables, migrations, users, items, config.clock()).run();
    }

    /** The events. */
    public JdbcEventStore<U, I> events() {
        return new JdbcEventStore<>(this);
    }

    /** What is known about the items. */
    public JdbcItemCatalog<I> items() {
        return new JdbcItemCatalog<>(this, items);
    }

    /** What users said they like, by category. */
    public JdbcPreferences<U> preferences() {
        return new JdbcPreferences<>(this, users);
    }

    /** Features of users, items and other entities. */
    public JdbcFeatureStore features() {
        return new JdbcFeatureStore(this);
    }

    /**
     * The published lists of one model. Several models share the tables.
     *
     * @param modelName see {@link dev.recsys.store.ModelVersion#name()}
     */
    public JdbcRecommendationStore<U, I> recommendations(String modelName) {
        return new JdbcRecommendationStore<>(this, modelName);
    }

    /** The record of model versions. */
    public JdbcModelVersions modelVersions() {
        return new JdbcModelVersions(this);
    }

    /**
     * Deletes everything stored about a user - events, preferences, features of the kind {@code user}, published lists of
     * all models - in one transaction. A model that was trained on the events still knows them, and a publication under way
     * may bring a list back: train and publish again.
     *
     * @return how many rows were deleted
     */
    public long forget(U user) {
        return transactions.run("forgetting a user", session -> {
            long deleted = 0;
            for (String table : List.of(tables.interaction(), tables.preference())) {
                deleted += deleteOf(session, table, user);
            }
            deleted += features().deleteOf(session, EntityKind.user(users.type()), user);
            // names the models, so that the primary key finds the rows
            String lists = tables.recommendation() + " WHERE model_name IN (SELECT model_name FROM "
                    + tables.publication() + ") AND user_id = ?";
            return deleted + delete(session, "DELETE FROM " + lists, user);
        });
    }

    long deleteOf(Session session, String table, U user) throws SQLException {
        return delete(session, "DELETE FROM " + table + " WHERE user_id = ?", user);
    }

    private long delete(Session session, String sql, U user) throws SQLException {
        try (PreparedStatement statement = session.prepare(sql, config.maxTime())) {
            users.bind(statement, 1, user);
            return statement.executeLargeUpdate();
        }
    }

    Transactions transactions() {
        return transactions;
    }

    JdbcConfig config() {
        return config;
    }

    Dialect dialect() {
        return dialect;
    }

    Tables tables() {
        return tables;
    }

    IdColumn<U> userColumn() {
        return users;
    }

    IdColumn<I> itemColumn() {
        return items;
    }

    @Override
    public String toString() {
        return "users of type " + users.type() + ", items of type " + items.type() + ", " + config;
    }
}
