package dev.recsys.io.jdbc;

import dev.recsys.Stable;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps an {@link ItemCatalog} in the tables {@code item} and {@code item_category}. Made by {@link JdbcDatabase#items}.
 *
 * <p>Thread-safe, and safe for several processes.
 *
 * @param <I> the Java type of item ids
 */
@Stable
public final class JdbcItemCatalog<I> {

    private static final Instant FIRST_MILLI = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LAST_MILLI = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final JdbcDatabase<?, ?> database;
    private final IdColumn<I> items;

    JdbcItemCatalog(JdbcDatabase<?, ?> database, IdColumn<I> items) {
        this.database = database;
        this.items = items;
    }

    /**
     * Replaces the stored catalogue, in one transaction. Times of validity are kept in whole milliseconds, rounded down.
     *
     * @throws dev.recsys.StoreException if writing fails; the catalogue stays as it was
     */
    public void save(ItemCatalog<I> catalog) {
        database.transactions().run("writing " + database.tables().item(), session -> {
            session.execute(
                    List.of(
                            "DELETE FROM " + database.tables().itemCategory(),
                            "DELETE FROM " + database.tables().item()),
                    database.config().maxTime());
            insertItems(session, catalog);
            insertCategories(session, catalog);
            return true;
        });
    }

    private void insertItems(Session session, ItemCatalog<I> catalog) throws SQLException {
        String sql = "INSERT INTO " + database.tables().item()
                + " (item_id, title, valid_from, valid_until) VALUES (?, ?, ?, ?)";
        try (PreparedStatement insert = session.prepare(sql, database.config().maxTime())) {
            int pending = 0;
            for (Item<I> item : catalog.items()) {
                items.bind(insert, 1, item.id());
                if (item.title().isPresent()) {
                    insert.setString(2, item.title().get());
                } else {
                    insert.setNull(2, Types.VARCHAR);
                }
                bindTime(insert, 3, item.validFrom());
                bindTime(insert, 4, item.validUntil());
                insert.addBatch();
                pending = flushIfFull(insert, pending + 1);
            }
            flush(insert, pending);
        }
    }

    private void insertCategories(Session session, ItemCatalog<I> catalog) throws SQLException {
        String sql =
                "INSERT INTO " + database.tables().itemCategory() + " (item_id, category, position) VALUES (?, ?, ?)";
        try (PreparedStatement insert = session.prepare(sql, database.config().maxTime())) {
            int pending = 0;
            for (Item<I> item : catalog.items()) {
                int position = 0;
                for (String category : item.categories()) {
                    items.bind(insert, 1, item.id());
                    insert.setString(2, category);
                    insert.setInt(3, ++position);
                    insert.addBatch();
                    pending = flushIfFull(insert, pending + 1);
                }
            }
            flush(insert, pending);
        }
    }

    private int flushIfFull(PreparedStatement insert, int pending) throws SQLException {
        return pending < database.config().batchSize() ? pending : flush(insert, pending);
    }

    private static int flush(PreparedStatement insert, int pending) throws SQLException {
        if (pending > 0) {
            insert.executeBatch();
        }
        return 0;
    }

    /** No bound is NULL, and so is one that milliseconds cannot express. */
    private static void bindTime(PreparedStatement insert, int parameter, Instant time) throws SQLException {
        if (time.isBefore(FIRST_MILLI) || time.isAfter(LAST_MILLI)) {
            insert.setNull(parameter, Types.BIGINT);
        } else {
            insert.setLong(parameter, time.toEpochMilli());
        }
    }

    /** The stored catalogue, as one transaction left it; empty if none was saved. */
    public ItemCatalog<I> load() {
        String sql = "SELECT i.item_id, i.title, i.valid_from, i.valid_until, c.category FROM "
                + database.tables().item() + " i LEFT JOIN "
                + database.tables().itemCategory()
                + " c ON c.item_id = i.item_id ORDER BY i.item_id, c.position";
        return database.transactions().run("reading " + database.tables().item(), session -> {
            try (PreparedStatement statement =
                            session.prepare(sql, database.config().maxTime());
                    ResultSet row = statement.executeQuery()) {
                return ItemCatalog.of(items.type(), read(row));
            }
        });
    }

    private List<Item<I>> read(ResultSet row) throws SQLException {
        List<Item<I>> read = new ArrayList<>();
        List<String> categories = new ArrayList<>();
        while (row.next()) {
            I id = items.read(row, 1);
            Item<I> item = read.isEmpty() ? Item.of(id) : read.get(read.size() - 1);
            if (read.isEmpty() || !item.id().equals(id)) {
                item = withoutCategories(row, id);
                read.add(item);
                categories.clear();
            }
            String category = row.getString(5);
            if (category != null) {
                categories.add(category);
                read.set(read.size() - 1, item.withCategories(categories));
            }
        }
        return read;
    }

    private Item<I> withoutCategories(ResultSet row, I id) throws SQLException {
        Item<I> item = Item.of(id);
        String title = row.getString(2);
        if (title != null) {
            item = item.withTitle(title);
        }
        long from = row.getLong(3);
        if (!row.wasNull()) {
            item = item.withValidFrom(Instant.ofEpochMilli(from));
        }
        long until = row.getLong(4);
        return row.wasNull() ? item : item.withValidUntil(Instant.ofEpochMilli(until));
    }

    @Override
    public String toString() {
        return database.tables().item();
    }
}
