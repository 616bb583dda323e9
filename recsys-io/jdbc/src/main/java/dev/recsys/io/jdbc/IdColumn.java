package dev.recsys.io.jdbc;

import dev.recsys.event.IdCell;
import dev.recsys.event.IdType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How ids of one type are kept in a column: whole numbers as BIGINT, everything else as text. Immutable, thread-safe.
 *
 * @param <T> the Java type of the ids
 */
final class IdColumn<T> {

    private final IdType<T> type;
    private final boolean number;

    IdColumn(IdType<T> type) {
        this.type = type;
        this.number = type.equals(IdType.LONG) || type.equals(IdType.INT);
    }

    IdType<T> type() {
        return type;
    }

    String sqlType(Dialect dialect) {
        return number ? "BIGINT" : dialect.text();
    }

    /**
     * Fails for an id that its type does not allow, which a driver might store as another one.
     *
     * @return the id's bytes, by which ids are ordered
     * @throws IllegalArgumentException if so
     */
    byte[] check(T id) {
        return type.toBytes(id);
    }

    /** Whether the id is one that {@link #check} lets pass, and so can be stored. */
    boolean isPossible(T id) {
        try {
            check(id);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    void bind(PreparedStatement statement, int parameter, T id) throws SQLException {
        if (number) {
            statement.setLong(parameter, ((Number) id).longValue());
        } else {
            check(id);
            statement.setString(parameter, type.format(id));
        }
    }

    T read(ResultSet row, int column) throws SQLException {
        if (!number) {
            return type.parse(row.getString(column));
        }
        IdCell<T> cell = new IdCell<>(type);
        cell.setLong(row.getLong(column));
        return cell.value();
    }
}
