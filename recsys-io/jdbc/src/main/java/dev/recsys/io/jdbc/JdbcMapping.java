package dev.recsys.io.jdbc;

import dev.recsys.Stable;
import dev.recsys.event.IdType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which column of a query holds which part of an event. Columns are named by their label ({@code AS} in SQL), in any case
 * of letters. Without further calls the ids are in {@code user_id} and {@code item_id}, every event has type
 * {@value dev.recsys.event.Interaction#DEFAULT_TYPE} and weight 1, and none has a time.
 *
 * <pre>{@code
 * JdbcMapping.of(LONG, LONG).user("customer").item("product").weight("quantity").time("ordered_at")
 * }</pre>
 *
 * <p>A row that does not fit is rejected, with the label of the column: a NULL or impossible id, a weight that is NULL or
 * no number, a type that is NULL or blank, a time that cannot be read.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class JdbcMapping<U, I> {

    /** The type of an event whose row says that the user clicked; see {@link #clicked}. */
    public static final String CLICK = "click";

    /** A part of an event, or of three forms of one. */
    enum Part {
        USER,
        ITEM,
        WEIGHT,
        TYPE,
        CLICKED,
        TIME,
        TIME_SECONDS,
        TIME_MILLIS,
        EVENT_ID
    }

    private final IdType<U> users;
    private final IdType<I> items;
    private final Map<Part, String> labels;

    private JdbcMapping(IdType<U> users, IdType<I> items, Map<Part, String> labels) {
        this.users = users;
        this.items = items;
        this.labels = Collections.unmodifiableMap(labels);
    }

    /** A mapping with ids of the given types in {@code user_id} and {@code item_id}, and nothing else. */
    public static <U, I> JdbcMapping<U, I> of(IdType<U> users, IdType<I> items) {
        Map<Part, String> labels = new EnumMap<>(Part.class);
        labels.put(Part.USER, "user_id");
        labels.put(Part.ITEM, "item_id");
        return new JdbcMapping<>(users, items, labels);
    }

    /** A copy with another column of user ids. */
    public JdbcMapping<U, I> user(String label) {
        return with(Part.USER, label);
    }

    /** A copy with another column of item ids. */
    public JdbcMapping<U, I> item(String label) {
        return with(Part.ITEM, label);
    }

    /** A copy with a column of weights: numbers, or numbers as text. */
    public JdbcMapping<U, I> weight(String label) {
        return with(Part.WEIGHT, label);
    }

    /** A copy with a column of event types. */
    public JdbcMapping<U, I> type(String label) {
        return with(Part.TYPE, label);
    }

    /**
     * A copy with a column that says of everything shown whether the user clicked, as in the classic table {@code
     * interaction(user_id, item_id, clicked)}. A row with 1 or true becomes an event of type {@value #CLICK}, a row with 0
     * or false one of type {@value dev.recsys.feature.FeatureConfig#EXPOSURE}, both with weight 1. An exposure is not a
     * positive: by default it is not trained on, and the item does not count as seen
     * ({@link dev.recsys.feature.FeatureConfig}). NULL and everything else is rejected.
     *
     * <p>The column decides type and weight, so it goes with neither {@link #type} nor {@link #weight}.
     */
    public JdbcMapping<U, I> clicked(String label) {
        return with(Part.CLICKED, label);
    }

    /**
     * A copy with a column of times: SQL timestamps and dates, or ISO text such as {@code 2026-11-01T10:00:00Z} or {@code
     * 2026-11-01 10:00:00}. What has no zone is in UTC. NULL is no time.
     */
    public JdbcMapping<U, I> time(String label) {
        return withTime(Part.TIME, label);
    }

    /** A copy with a column of times in seconds since 1970-01-01T00:00:00Z; fractions count. NULL is no time. */
    public JdbcMapping<U, I> timeSeconds(String label) {
        return withTime(Part.TIME_SECONDS, label);
    }

    /** A copy with a column of times in milliseconds since 1970-01-01T00:00:00Z. NULL is no time. */
    public JdbcMapping<U, I> timeMillis(String label) {
        return withTime(Part.TIME_MILLIS, label);
    }

    /** A copy with a column of the events' own ids; NULL and empty text are no id. */
    public JdbcMapping<U, I> eventId(String label) {
        return with(Part.EVENT_ID, label);
    }

    /** The type of user ids. */
    public IdType<U> users() {
        return users;
    }

    /** The type of item ids. */
    public IdType<I> items() {
        return items;
    }

    /** The labels of the columns that are read. */
    Map<Part, String> labels() {
        return labels;
    }

    private JdbcMapping<U, I> withTime(Part form, String label) {
        Map<Part, String> changed = new EnumMap<>(labels);
        changed.remove(Part.TIME);
        changed.remove(Part.TIME_SECONDS);
        changed.remove(Part.TIME_MILLIS);
        return new JdbcMapping<>(users, items, changed).with(form, label);
    }

    private JdbcMapping<U, I> with(Part part, String label) {
        if (label.isBlank()) {
            throw new IllegalArgumentException("the label of a column must not be blank");
        }
        Map<Part, String> changed = new EnumMap<>(labels);
        changed.put(part, label);
        if (changed.containsKey(Part.CLICKED) && (changed.containsKey(Part.TYPE) || changed.containsKey(Part.WEIGHT))) {
            throw new IllegalArgumentException(
                    "clicked decides type and weight of an event: leave out type and weight, or leave out clicked");
        }
        return new JdbcMapping<>(users, items, changed);
    }

    @Override
    public String toString() {
        return labels.toString();
    }
}
