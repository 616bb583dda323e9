package dev.recsys.io.jdbc;

import dev.recsys.data.ItemCatalog.Item;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes items into the tables of the catalogue, within one transaction. Not thread-safe. */
final class ItemRows<I> {

    private static final Instant FIRST_MILLI = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LAST_MILLI = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final JdbcDatabase<?, ?> database;
    private final IdColumn<I> items;
    private final Session session;

    ItemRows(JdbcDatabase<?, ?> database, IdColumn<I> items, Session session) {
        this.database = database;
        this.items = items;
        this.session = session;
    }

    /** Sets the parameters of the rows of one item and adds each to the batch. */
    @FunctionalInterface
    private interface Rows<I> {
        int add(PreparedStatement statement, Item<I> item) throws SQLException;
    }

    private static List<String> tables(Tables tables) {
        return List.of(tables.itemAttribute(), tables.itemCategory(), tables.item());
    }

    void deleteAll() throws SQLException {
        session.execute(
                tables(database.tables()).stream()
                        .map(table -> "DELETE FROM " + table)
                        .toList(),
                database.config().maxTime());
    }

    void delete(Iterable<Item<I>> some) throws SQLException {
        for (String table : tables(database.tables())) {
            run("DELETE FROM " + table + " WHERE item_id = ?", some, (delete, item) -> {
                items.bind(delete, 1, item.id());
                delete.addBatch();
                return 1;
            });
        }
    }

    void insert(Iterable<Item<I>> some) throws SQLException {
        run(
                "INSERT INTO " + database.tables().item()
                        + " (item_id, title, valid_from, valid_until) VALUES (?, ?, ?, ?)",
                some,
                this::addItem);
        run(
                "INSERT INTO " + database.tables().itemCategory() + " (item_id, category, position) VALUES (?, ?, ?)",
                some,
                this::addCategories);
        run(
                "INSERT INTO " + database.tables().itemAttribute() + " (item_id, name, value) VALUES (?, ?, ?)",
                some,
                this::addAttributes);
    }

    private void run(String sql, Iterable<Item<I>> some, Rows<I> rows) throws SQLException {
        try (PreparedStatement statement =
                session.prepare(sql, database.config().maxTime())) {
            int pending = 0;
            for (Item<I> item : some) {
                pending += rows.add(statement, item);
                if (pending >= database.config().batchSize()) {
                    statement.executeBatch();
                    pending = 0;
                }
            }
            if (pending > 0) {
                statement.executeBatch();
            }
        }
    }

    private int addItem(PreparedStatement insert, Item<I> item) throws SQLException {
        items.bind(insert, 1, item.id());
        if (item.title().isPresent()) {
            insert.setString(2, item.title().get());
        } else {
            insert.setNull(2, Types.VARCHAR);
        }
        bindTime(insert, 3, item.validFrom());
        bindTime(insert, 4, item.validUntil());
        insert.addBatch();
        return 1;
    }

    private int addCategories(PreparedStatement insert, Item<I> item) throws SQLException {
        int position = 0;
        for (String category : item.categories()) {
            items.bind(insert, 1, item.id());
            insert.setString(2, category);
            insert.setInt(3, ++position);
            insert.addBatch();
        }
        return position;
    }

    private int addAttributes(PreparedStatement insert, Item<I> item) throws SQLException {
        for (Map.Entry<String, String> attribute : item.attributes().entrySet()) {
            items.bind(insert, 1, item.id());
            insert.setString(2, attribute.getKey());
            insert.setString(3, attribute.getValue());
            insert.addBatch();
        }
        return item.attributes().size();
    }

    /** No bound is NULL, and so is one that milliseconds cannot express. */
    private static void bindTime(PreparedStatement insert, int parameter, Instant time) throws SQLException {
        if (isBound(time)) {
            insert.setLong(parameter, time.toEpochMilli());
        } else {
            insert.setNull(parameter, Types.BIGINT);
        }
    }

    private static boolean isBound(Instant time) {
        return !time.isBefore(FIRST_MILLI) && !time.isAfter(LAST_MILLI);
    }

    /** The item as it comes back from the tables. */
    static <I> Item<I> stored(Item<I> item) {
        Instant from = item.validFrom();
        Instant until = item.validUntil();
        return item.withValidFrom(isBound(from) ? Instant.ofEpochMilli(from.toEpochMilli()) : Instant.MIN)
                .withValidUntil(isBound(until) ? Instant.ofEpochMilli(until.toEpochMilli()) : Instant.MAX);
    }
}
