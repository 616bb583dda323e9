package dev.recsys.io.jdbc;

import dev.recsys.StoreException;
import dev.recsys.recommend.Recommendation;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers lists in a {@link StagedLists temporary table} and moves them into place at once. Not thread-safe. */
final class JdbcPublication<U, I> implements Publication<U, I> {

    private final JdbcDatabase<U, I> database;
    private final Fence fence;
    private final ModelVersion version;
    private final long token;
    private final Instant createdAt;
    private @Nullable StagedLists<U, I> staged;
    private boolean ended;

    JdbcPublication(JdbcDatabase<U, I> database, Fence fence, ModelVersion version, long token) {
        this.database = database;
        this.fence = fence;
        this.version = version;
        this.token = token;
        this.createdAt = database.config().clock().instant();
    }

    @Override
    public void put(U user, List<Recommendation<I>> list) {
        requireOpen();
        if (list.isEmpty()) {
            return;
        }
        check(user, list);
        try {
            staged().add(user, list);
        } catch (SQLException e) {
            throw SqlFailures.of("publishing " + version, e);
        }
    }

    private void check(U user, List<Recommendation<I>> list) {
        Set<I> distinct = new HashSet<>();
        for (Recommendation<I> one : list) {
            if (!distinct.add(one.item())) {
                throw new IllegalArgumentException("user " + user + ": item " + one.item() + " is repeated");
            }
        }
    }

    private StagedLists<U, I> staged() throws SQLException {
        StagedLists<U, I> lists = staged;
        if (lists == null) {
            lists = new StagedLists<>(database);
            staged = lists;
        }
        return lists;
    }

    @Override
    public void commit() {
        requireOpen();
        ended = true;
        try {
            StagedLists<U, I> lists = staged();
            lists.flush();
            replace(lists);
        } catch (SQLException e) {
            throw SqlFailures.of("committing the publication of " + version + " (the old lists stay)", e);
        } finally {
            release();
        }
    }

    private void replace(StagedLists<U, I> lists) throws SQLException {
        Session session = lists.session();
        if (!fence.pass(session, token, version.number(), createdAt, lists.users(), lists.rows())) {
            session.rollback();
            throw StoreException.permanent("the publication of " + version
                    + " was overtaken by one that began later and is committed; its lists stay");
        }
        String table = database.tables().recommendation();
        update(session, "DELETE FROM " + table + " WHERE model_name = ?", version.name());
        update(
                session,
                "INSERT INTO " + table + " (model_name, user_id, item_id, rank, score, source, model_version)"
                        + " SELECT ?, user_id, item_id, rank, score, source, " + version.number() + " FROM "
                        + lists.table(),
                version.name());
        session.commit();
    }

    private void update(Session session, String sql, String modelName) throws SQLException {
        try (PreparedStatement statement =
                session.prepare(sql, database.config().maxCommitTime())) {
            statement.setString(1, modelName);
            statement.executeUpdate();
        }
    }

    @Override
    public void close() {
        ended = true;
        release();
    }

    private void release() {
        StagedLists<U, I> lists = staged;
        staged = null;
        if (lists != null) {
            lists.close();
        }
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("the publication of " + version + " has ended");
        }
    }

    @Override
    public String toString() {
        return "publication of " + version;
    }
}
