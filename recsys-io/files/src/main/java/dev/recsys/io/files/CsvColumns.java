package dev.recsys.io.files;

import dev.recsys.DataException;
import dev.recsys.Stable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which columns of a file hold the fields of an event, each by its position from 0 or by its name in the header. A field
 * without a column keeps its default: weight 1, the reader's type, no time, no event id.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class CsvColumns {

    private final Map<EventField, Column> columns;

    private CsvColumns(Map<EventField, Column> columns) {
        this.columns = columns;
    }

    /** The user in one column and the item in another, by position from 0. */
    public static CsvColumns of(int user, int item) {
        return new CsvColumns(Map.of()).with(EventField.USER, Column.at(user)).with(EventField.ITEM, Column.at(item));
    }

    /** The user in one column and the item in another, by name. */
    public static CsvColumns of(String user, String item) {
        return new CsvColumns(Map.of())
                .with(EventField.USER, Column.named(user))
                .with(EventField.ITEM, Column.named(item));
    }

    /**
     * Columns written as {@code user=0,item=1,weight=2,time=3}, as on a command line: what consists of digits is a
     * position, everything else a name.
     *
     * @throws DataException if a key is unknown or repeated, or user or item is not among them
     */
    public static CsvColumns parse(String text) {
        CsvColumns parsed = new CsvColumns(Map.of());
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String value = part.substring(equals + 1).trim();
            if (equals < 0 || value.isEmpty()) {
                throw invalid(text, Quoted.of(part) + " is not written key=column");
            }
            EventField field = fieldNamed(part.substring(0, equals).trim(), text);
            if (parsed.columns.containsKey(field)) {
                throw invalid(text, "key '" + field.key() + "' occurs twice");
            }
            parsed = parsed.with(field, Column.parse(value, text));
        }
        if (!parsed.columns.containsKey(EventField.USER) || !parsed.columns.containsKey(EventField.ITEM)) {
            throw invalid(text, "user and item are needed");
        }
        return parsed;
    }

    private static EventField fieldNamed(String key, String text) {
        for (EventField field : EventField.values()) {
            if (field.key().equals(key)) {
                return field;
            }
        }
        throw invalid(text, "key " + Quoted.of(key) + " is unknown");
    }

    private static DataException invalid(String text, String rule) {
        return new DataException(
                "columns " + Quoted.of(text),
                rule,
                "valid keys are " + EventField.keys() + ", each with a position from 0 or a name, as in"
                        + " user=0,item=1,weight=2,time=3");
    }

    /** A copy with the weight in a column, by position. */
    public CsvColumns withWeight(int position) {
        return with(EventField.WEIGHT, Column.at(position));
    }

    /** A copy with the weight in a column, by name. */
    public CsvColumns withWeight(String name) {
        return with(EventField.WEIGHT, Column.named(name));
    }

    /** A copy with the event type in a column, by position. */
    public CsvColumns withType(int position) {
        return with(EventField.TYPE, Column.at(position));
    }

    /** A copy with the event type in a column, by name. */
    public CsvColumns withType(String name) {
        return with(EventField.TYPE, Column.named(name));
    }

    /** A copy with the time in a column, by position. */
    public CsvColumns withTime(int position) {
        return with(EventField.TIME, Column.at(position));
    }

    /** A copy with the time in a column, by name. */
    public CsvColumns withTime(String name) {
        return with(EventField.TIME, Column.named(name));
    }

    /** A copy with the event's own id in a column, by position. */
    public CsvColumns withEventId(int position) {
        return with(EventField.ID, Column.at(position));
    }

    /** A copy with the event's own id in a column, by name. */
    public CsvColumns withEventId(String name) {
        return with(EventField.ID, Column.named(name));
    }

    private CsvColumns with(EventField field, Column column) {
        Map<EventField, Column> changed = new EnumMap<>(EventField.class);
        changed.putAll(columns);
        changed.put(field, column);
        return new CsvColumns(changed);
    }

    /** The columns by field. */
    Map<EventField, Column> byField() {
        return columns;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        columns.forEach((field, column) -> parts.add(field.key() + "=" + column));
        return parts.stream().collect(Collectors.joining(","));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CsvColumns that && columns.equals(that.columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    /**
     * One column.
     *
     * @param position from 0, or -1 if it is known by its name
     * @param name empty if it is known by its position
     */
    record Column(int position, String name) {

        static Column at(int position) {
            if (position < 0) {
                throw new IllegalArgumentException("a column's position is at least 0 but was " + position);
            }
            return new Column(position, "");
        }

        static Column named(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a column's name must not be blank");
            }
            return new Column(-1, name);
        }

        static Column parse(String value, String text) {
            if (!value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return named(value);
            }
            try {
                return at(Integer.parseInt(value));
            } catch (NumberFormatException e) {
                throw invalid(text, "position " + Quoted.of(value) + " is too large");
            }
        }

        boolean isNamed() {
            return !name.isEmpty();
        }

        @Override
        public String toString() {
            return isNamed() ? name : Integer.toString(position);
        }
    }
}
