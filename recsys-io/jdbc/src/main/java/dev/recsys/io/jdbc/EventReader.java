package dev.recsys.io.jdbc;

import dev.recsys.DataException;
import dev.recsys.event.EventRow;
import dev.recsys.event.IdCell;
import dev.recsys.event.RejectionReason;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.io.jdbc.JdbcMapping.Part;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of one result set into events. Values are taken as the database gives them and checked here: a driver
 * that converts on demand turns the text 'abc' into the number 0. Not thread-safe.
 */
final class EventReader<U, I> {

    private static final double LARGEST_EXACT = 1L << 53;

    private final Map<Part, String> labels;
    private final Map<Part, Integer> columns = new EnumMap<>(Part.class);
    private final Optional<TimeCell> time;

    /**
     * Finds the columns.
     *
     * @throws DataException if one is missing, or there are two of its name
     */
    EventReader(String source, JdbcMapping<U, I> mapping, ResultSetMetaData metaData) throws SQLException {
        this.labels = mapping.labels();
        List<String> present = new ArrayList<>();
        for (int c = 1; c <= metaData.getColumnCount(); c++) {
            present.add(metaData.getColumnLabel(c));
        }
        labels.forEach((part, label) -> columns.put(part, column(source, label, present)));
        this.time = List.of(Part.TIME, Part.TIME_SECONDS, Part.TIME_MILLIS).stream()
                .filter(columns::containsKey)
                .map(form -> new TimeCell(form, label(form), column(form)))
                .findFirst();
    }

    private static int column(String source, String label, List<String> present) {
        int found = 0;
        for (int c = 1; c <= present.size(); c++) {
            if (present.get(c - 1).equalsIgnoreCase(label)) {
                if (found != 0) {
                    throw new DataException(
                            source,
                            "the query has two columns '" + label + "'",
                            "name the columns to select, or rename one with AS");
                }
                found = c;
            }
        }
        if (found == 0) {
            throw new DataException(
                    source,
                    "the query has no column '" + label + "', its columns are " + String.join(", ", present),
                    "correct the mapping, or rename a column with AS");
        }
        return found;
    }

    void read(ResultSet row, EventRow<U, I> event) throws SQLException {
        readId(row, Part.USER, event.user(), RejectionReason.MISSING_USER, event);
        readId(row, Part.ITEM, event.item(), RejectionReason.MISSING_ITEM, event);
        if (columns.containsKey(Part.WEIGHT)) {
            readWeight(row, event);
        }
        if (columns.containsKey(Part.TYPE)) {
            readType(row, event);
        }
        if (columns.containsKey(Part.CLICKED)) {
            readClicked(row, event);
        }
        if (columns.containsKey(Part.EVENT_ID)) {
            Object value = row.getObject(column(Part.EVENT_ID));
            if (value != null) {
                event.setEventId(value.toString());
            }
        }
        if (time.isPresent()) {
            time.get().read(row, event);
        }
    }

    private <T> void readId(ResultSet row, Part part, IdCell<T> cell, RejectionReason missing, EventRow<?, ?> event)
            throws SQLException {
        Object value = row.getObject(column(part));
        if (isMissing(value)) {
            event.reject(missing, label(part), value == null ? "the id is NULL" : "the id is blank");
            return;
        }
        try {
            setId(cell, value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            event.reject(
                    RejectionReason.INVALID_ID,
                    label(part),
                    "'" + value + "' is not an id of type " + cell.type() + ": " + e.getMessage());
        }
    }

    private static boolean isMissing(@Nullable Object value) {
        return value instanceof String text ? text.isBlank() : value == null;
    }

    /** Text is taken as it is, blanks around it too: a look-up by the host's id must find it. */
    private static <T> void setId(IdCell<T> cell, Object value) {
        if (cell.type().javaType().isInstance(value)) {
            cell.set(cell.type().javaType().cast(value));
        } else if (value instanceof String text) {
            cell.set(cell.type().parse(text.trim()));
        } else if (value instanceof Number number) {
            cell.setText(whole(number));
        } else if (value instanceof java.util.UUID uuid) {
            cell.set(cell.type().parse(uuid.toString()));
        } else {
            throw new IllegalArgumentException(
                    "the column holds a " + value.getClass().getSimpleName());
        }
    }

    private static String whole(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (value != Math.rint(value) || Math.abs(value) > LARGEST_EXACT) {
                throw new IllegalArgumentException("the number is not whole");
            }
            return Long.toString((long) value);
        }
        if (number instanceof BigDecimal decimal) {
            return decimal.toBigIntegerExact().toString();
        }
        return number instanceof BigInteger ? number.toString() : Long.toString(number.longValue());
    }

    private void readWeight(ResultSet row, EventRow<?, ?> event) throws SQLException {
        Object value = row.getObject(column(Part.WEIGHT));
        Double weight = value == null ? null : number(value);
        if (weight == null) {
            event.reject(
                    RejectionReason.NOT_A_NUMBER,
                    label(Part.WEIGHT),
                    value == null ? "the weight is NULL" : "the weight '" + value + "' is not a number");
        } else {
            event.setWeight(weight);
        }
    }

    private static @Nullable Double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return value instanceof String text ? Double.valueOf(text.trim()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private void readType(ResultSet row, EventRow<?, ?> event) throws SQLException {
        Object value = row.getObject(column(Part.TYPE));
        if (value == null || value.toString().isBlank()) {
            event.reject(
                    RejectionReason.MALFORMED_ROW,
                    label(Part.TYPE),
                    value == null ? "the type is NULL" : "the type is blank");
        } else {
            event.setType(value.toString());
        }
    }

    private void readClicked(ResultSet row, EventRow<?, ?> event) throws SQLException {
        Object value = row.getObject(column(Part.CLICKED));
        String text = String.valueOf(value).trim().toLowerCase(Locale.ROOT);
        switch (value instanceof Number number && number.doubleValue() == number.longValue()
                ? Long.toString(number.longValue())
                : text) {
            case "1", "true", "t" -> event.setType(JdbcMapping.CLICK);
            case "0", "false", "f" -> event.setType(FeatureConfig.EXPOSURE);
            default ->
                event.reject(
                        RejectionReason.MALFORMED_ROW,
                        label(Part.CLICKED),
                        "clicked must be 0 or 1, or false or true, but was " + (value == null ? "NULL" : value));
        }
    }

    private String label(Part part) {
        String label = labels.get(part);
        return label == null ? part.name() : label;
    }

    private int column(Part part) {
        Integer column = columns.get(part);
        if (column == null) {
            throw new IllegalStateException("no column for " + part);
        }
        return column;
    }
}
