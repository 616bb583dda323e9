package dev.recsys.io.jdbc;

import dev.recsys.Stable;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps an {@link ItemCatalog} in the tables {@code item}, {@code item_category} and {@code item_attribute}. Made by {@link
 * JdbcDatabase#items}.
 *
 * <p>Thread-safe, and safe for several processes. Times of validity are kept in whole milliseconds, rounded down.
 *
 * @param <I> the Java type of item ids
 */
@Stable
public final class JdbcItemCatalog<I> {

    private final JdbcDatabase<?, ?> database;
    private final IdColumn<I> items;

    JdbcItemCatalog(JdbcDatabase<?, ?> database, IdColumn<I> items) {
        this.database = database;
        this.items = items;
    }

    /**
     * What became of the items of a catalogue.
     *
     * @param added items that were not stored before
     * @param changed items that were stored with something else
     * @param alreadyThere items that were stored just so
     */
    public record Merged(long added, long changed, long alreadyThere) {}

    /**
     * Replaces the stored catalogue, in one transaction.
     *
     * @throws dev.recsys.StoreException if writing fails; the catalogue stays as it was
     */
    public void save(ItemCatalog<I> catalog) {
        database.transactions().run("writing " + database.tables().item(), session -> {
            ItemRows<I> rows = new ItemRows<>(database, items, session);
            rows.deleteAll();
            rows.insert(catalog.items());
            return true;
        });
    }

    /**
     * Adds items to the stored catalogue, in one transaction. An item that is stored already is replaced whole; other items
     * stay. Doing it again changes nothing. Both catalogues are held in memory.
     *
     * @throws dev.recsys.StoreException if writing fails; the catalogue stays as it was
     */
    public Merged merge(ItemCatalog<I> catalog) {
        return database.transactions().run("writing " + database.tables().item(), session -> {
            lock(session);
            ItemCatalog<I> stored = load(session);
            List<Item<I>> added = new ArrayList<>();
            List<Item<I>> changed = new ArrayList<>();
            for (Item<I> item : catalog.items()) {
                Optional<Item<I>> before = stored.find(item.id());
                if (before.isEmpty()) {
                    added.add(item);
                } else if (!before.get().equals(ItemRows.stored(item))) {
                    changed.add(item);
                }
            }
            ItemRows<I> rows = new ItemRows<>(database, items, session);
            rows.delete(changed);
            rows.insert(changed);
            rows.insert(added);
            return new Merged(added.size(), changed.size(), catalog.size() - added.size() - changed.size());
        });
    }

    /** Waits for other writers before the first reading: a transaction that has read may find it too late to write. */
    private void lock(Session session) throws SQLException {
        session.execute(
                List.of("UPDATE " + database.tables().schema() + " SET version = version WHERE version = 0"),
                database.config().maxTime());
    }

    /** The stored catalogue, as one transaction left it; empty if none was saved. */
    public ItemCatalog<I> load() {
        return database.transactions().run("reading " + database.tables().item(), session -> {
            session.readOneSnapshot(database.dialect().snapshotIsolation()); // of three tables
            return load(session);
        });
    }

    private ItemCatalog<I> load(Session session) throws SQLException {
        String sql = "SELECT i.item_id, i.title, i.valid_from, i.valid_until, c.category FROM "
                + database.tables().item() + " i LEFT JOIN "
                + database.tables().itemCategory()
                + " c ON c.item_id = i.item_id ORDER BY i.item_id, c.position";
        List<Item<I>> read;
        try (PreparedStatement statement =
                        session.prepare(sql, database.config().maxTime());
                ResultSet row = statement.executeQuery()) {
            read = read(row);
        }
        return withAttributes(session, ItemCatalog.of(items.type(), read));
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

    /** Attributes of items that are not there, which a host may have left, are passed over. */
    private ItemCatalog<I> withAttributes(Session session, ItemCatalog<I> catalog) throws SQLException {
        String sql = "SELECT item_id, name, value FROM " + database.tables().itemAttribute();
        Map<I, Map<String, String>> byItem = new HashMap<>();
        try (PreparedStatement statement =
                        session.prepare(sql, database.config().maxTime());
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Map<String, String> attributes = byItem.computeIfAbsent(items.read(row, 1), id -> new HashMap<>());
                attributes.put(row.getString(2), row.getString(3));
            }
        }
        return ItemCatalog.of(
                items.type(),
                catalog.items().stream()
                        .map(item -> item.withAttributes(byItem.getOrDefault(item.id(), Map.of())))
                        .toList());
    }

    @Override
    public String toString() {
        return database.tables().item();
    }
}
