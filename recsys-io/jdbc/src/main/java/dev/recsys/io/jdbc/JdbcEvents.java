package dev.recsys.io.jdbc;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Events from a query over a host's own tables, in any database with a JDBC driver.
 *
 * <pre>{@code
 * EventLog<Long, Long> log = EventLog.read(JdbcEvents.query(
 *         dataSource,
 *         "SELECT customer, product, quantity FROM orders WHERE ordered_at >= ?",
 *         JdbcMapping.of(LONG, LONG).user("customer").item("product").weight("quantity"))
 *         .withParameters(LocalDate.of(2026, 1, 1)));
 * }</pre>
 *
 * <p>The rows are read with a cursor, without autocommit, in one transaction: the memory needed does not grow with their
 * number. The place of a broken row is {@code name:row}, rows counted from 1, with the label of the column.
 *
 * <p>Immutable, thread-safe; each reading borrows a connection for its whole length.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class JdbcEvents<U, I> implements EventSource<U, I> {

    /** The default of {@link #withFetchSize}. */
    public static final int DEFAULT_FETCH_SIZE = 10_000;

    private final DataSource dataSource;
    private final String sql;
    private final JdbcMapping<U, I> mapping;
    private final String name;
    private final List<Object> parameters;
    private final int fetchSize;
    private final Duration maxTime;

    private JdbcEvents(
            DataSource dataSource,
            String sql,
            JdbcMapping<U, I> mapping,
            String name,
            List<Object> parameters,
            int fetchSize,
            Duration maxTime) {
        this.dataSource = dataSource;
        this.sql = sql;
        this.mapping = mapping;
        this.name = name;
        this.parameters = parameters;
        this.fetchSize = fetchSize;
        this.maxTime = maxTime;
    }

    /**
     * The events of a query, named {@code "query"}.
     *
     * @param sql one SELECT, run anew for every reading
     * @param mapping which of its columns is what
     */
    public static <U, I> JdbcEvents<U, I> query(DataSource dataSource, String sql, JdbcMapping<U, I> mapping) {
        if (sql.isBlank()) {
            throw new IllegalArgumentException("the query must not be blank");
        }
        return new JdbcEvents<>(
                dataSource, sql, mapping, "query", List.of(), DEFAULT_FETCH_SIZE, JdbcConfig.DEFAULT_MAX_TIME);
    }

    /** A copy with another name, for messages. */
    public JdbcEvents<U, I> withName(String newName) {
        return new JdbcEvents<>(dataSource, sql, mapping, newName, parameters, fetchSize, maxTime);
    }

    /** A copy with values for the query's question marks, in order, as {@code PreparedStatement.setObject} takes them. */
    public JdbcEvents<U, I> withParameters(Object... values) {
        return new JdbcEvents<>(dataSource, sql, mapping, name, List.of(values), fetchSize, maxTime);
    }

    /**
     * A copy that asks the driver for another number of rows at once.
     *
     * @param rows at least 1
     */
    public JdbcEvents<U, I> withFetchSize(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("fetchSize must be at least 1 but was " + rows);
        }
        return new JdbcEvents<>(dataSource, sql, mapping, name, parameters, rows, maxTime);
    }

    /**
     * A copy whose query may take another time, given to the driver as its query timeout in whole seconds, rounded up.
     * Default 30 seconds. Drivers differ in whether fetching the rows counts.
     *
     * @param time more than 0
     */
    public JdbcEvents<U, I> withMaxTime(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("maxTime must be more than 0 but was " + time);
        }
        return new JdbcEvents<>(dataSource, sql, mapping, name, parameters, fetchSize, time);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public IdType<U> users() {
        return mapping.users();
    }

    @Override
    public IdType<I> items() {
        return mapping.items();
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException if a mapped column is missing; the message names the columns there are
     */
    @Override
    public void forEach(EventSink<U, I> sink) {
        try (Session session = Session.open(dataSource);
                PreparedStatement statement = session.prepare(sql, maxTime)) {
            statement.setFetchSize(fetchSize);
            for (int p = 0; p < parameters.size(); p++) {
                statement.setObject(p + 1, parameters.get(p));
            }
            try (ResultSet rows = statement.executeQuery()) {
                read(rows, sink);
            }
        } catch (SQLException e) {
            throw SqlFailures.of(name + ": reading events", e);
        }
    }

    private void read(ResultSet rows, EventSink<U, I> sink) throws SQLException {
        EventReader<U, I> reader = new EventReader<>(name, mapping, rows.getMetaData());
        EventRow<U, I> event = new EventRow<>(mapping.users(), mapping.items());
        long number = 0;
        while (rows.next()) {
            event.start(++number);
            reader.read(rows, event);
            sink.accept(event);
        }
    }

    @Override
    public String toString() {
        return name + ": " + sql;
    }
}
