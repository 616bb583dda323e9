package dev.recsys.io.jdbc;

import dev.recsys.Stable;
import dev.recsys.recommend.Recommendation;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RecommendationStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the published lists of one model in the table {@code recommendation}, one row per user and item. Made by
 * {@link JdbcDatabase#recommendations}.
 *
 * <p>A publication gathers its rows in a temporary table, in batches and in bounded memory, without a lock on anything
 * others use: it may take hours. {@link Publication#commit} then does everything in one transaction: it checks the fence,
 * deletes the old rows and copies the new ones. Until then readers see the old lists, and after a crash at any moment they
 * see the old or the new ones, whole. The fencing token is taken from the table {@code publication} by {@link #reserve},
 * in a short transaction of its own.
 *
 * <p>A publication keeps one connection from its first list until it is closed. A failure that a lock or a lost connection
 * caused is a {@link dev.recsys.StoreException#isRetryable retryable} one: close the publication and begin another.
 *
 * <p>Thread-safe, and safe for several processes; a publication is not.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class JdbcRecommendationStore<U, I> implements RecommendationStore<U, I> {

    private static final int USERS_PER_QUERY = 500;

    private final JdbcDatabase<U, I> database;
    private final String modelName;

    JdbcRecommendationStore(JdbcDatabase<U, I> database, String modelName) {
        ModelVersion.checkName(modelName);
        this.database = database;
        this.modelName = modelName;
    }

    private record Header(ModelVersion version, Instant createdAt) {}

    @Override
    public Optional<PublishedList<I>> find(U user) {
        return Optional.ofNullable(findAll(List.of(user)).get(user));
    }

    @Override
    public Map<U, PublishedList<I>> findAll(Collection<U> users) {
        List<U> distinct = new LinkedHashSet<>(users)
                .stream().filter(database.userColumn()::isPossible).toList();
        return database.transactions().run("reading the lists of " + modelName, session -> {
            session.readOneSnapshot(database.dialect().snapshotIsolation());
            Map<U, PublishedList<I>> found = new HashMap<>();
            Optional<Header> header = header(session);
            if (header.isPresent()) {
                for (int from = 0; from < distinct.size(); from += USERS_PER_QUERY) {
                    int to = Math.min(distinct.size(), from + USERS_PER_QUERY);
                    readLists(session, header.get(), distinct.subList(from, to), found);
                }
            }
            return found;
        });
    }

    private void readLists(Session session, Header header, List<U> users, Map<U, PublishedList<I>> found)
            throws SQLException {
        String sql = "SELECT user_id, item_id, rank, score, source FROM "
                + database.tables().recommendation() + " WHERE model_name = ? AND user_id IN (?"
                + ", ?".repeat(users.size() - 1) + ") ORDER BY user_id, rank";
        Map<U, List<Recommendation<I>>> items = new HashMap<>();
        try (PreparedStatement select = session.prepare(sql, database.config().maxTime())) {
            select.setString(1, modelName);
            for (int u = 0; u < users.size(); u++) {
                database.userColumn().bind(select, u + 2, users.get(u));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    items.computeIfAbsent(database.userColumn().read(row, 1), user -> new ArrayList<>())
                            .add(Recommendation.of(
                                    database.itemColumn().read(row, 2),
                                    (float) row.getDouble(4),
                                    row.getInt(3),
                                    row.getString(5)));
                }
            }
        }
        items.forEach((user, list) -> found.put(user, PublishedList.of(header.version(), header.createdAt(), list)));
    }

    @Override
    public Optional<ModelVersion> publishedVersion() {
        return database.transactions()
                .run("reading the published version of " + modelName, this::header)
                .map(Header::version);
    }

    private Optional<Header> header(Session session) throws SQLException {
        String sql = "SELECT model_version, created_at FROM "
                + database.tables().publication() + " WHERE model_name = ? AND token IS NOT NULL";
        try (PreparedStatement select = session.prepare(sql, database.config().maxTime())) {
            select.setString(1, modelName);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Header(
                                new ModelVersion(modelName, row.getInt(1)), Instant.ofEpochMilli(row.getLong(2))))
                        : Optional.empty();
            }
        }
    }

    /** {@inheritDoc} Lists of other models stay: see {@link JdbcDatabase#forget} for everything about a user. */
    @Override
    public void forget(U user) {
        if (!database.userColumn().isPossible(user)) {
            return;
        }
        String sql = "DELETE FROM " + database.tables().recommendation() + " WHERE model_name = ? AND user_id = ?";
        database.transactions().run("forgetting a user's list of " + modelName, session -> {
            try (PreparedStatement delete =
                    session.prepare(sql, database.config().maxTime())) {
                delete.setString(1, modelName);
                database.userColumn().bind(delete, 2, user);
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public long reserve() {
        return new Fence(database, modelName).take();
    }

    /**
     * {@inheritDoc}
     *
     * @param version of the model whose lists this store keeps
     * @throws IllegalArgumentException if it is a version of another model, or the token was never reserved
     * @throws dev.recsys.StoreException if the database fails
     */
    @Override
    public Publication<U, I> begin(ModelVersion version, long token) {
        if (!version.name().equals(modelName)) {
            throw new IllegalArgumentException("this store keeps the lists of " + modelName + " but was given those of "
                    + version + "; use recommendations(\"" + version.name() + "\") of the database");
        }
        if (token < 1) {
            throw new IllegalArgumentException("token " + token + " was never reserved");
        }
        return new JdbcPublication<>(database, new Fence(database, modelName), version, token);
    }

    @Override
    public String toString() {
        return database.tables().recommendation() + " of " + modelName;
    }
}
