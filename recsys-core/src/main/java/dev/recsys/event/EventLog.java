package dev.recsys.event;

import dev.recsys.DataException;
import dev.recsys.Stable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable log of events in columns: user and item by position, weight, type, and time and event id where the source
 * has them. Rows are in canonical order - user, item, time, event id, type, weight - so the same events give the same log
 * whatever store they came from and in whatever order they arrived.
 *
 * <p>Memory: 13 bytes per event, plus 8 with times, plus 4 and the id's text with event ids. At most 2^31 - 8 events.
 *
 * <p>Immutable, thread-safe. Accessors by row cost O(1).
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class EventLog<U, I> {

    private final IdIndex<U> users;
    private final IdIndex<I> items;
    private final List<String> types;
    private final EventColumns columns;
    private final @Nullable IdIndex<String> eventIds;
    private final Rejections rejections;
    private final long duplicates;
    private volatile @Nullable String fingerprint;

    EventLog(
            IdIndex<U> users,
            IdIndex<I> items,
            List<String> types,
            EventColumns columns,
            @Nullable IdIndex<String> eventIds,
            Rejections rejections,
            long duplicates) {
        this.users = users;
        this.items = items;
        this.types = types;
        this.columns = columns;
        this.eventIds = eventIds;
        this.rejections = rejections;
        this.duplicates = duplicates;
    }

    /**
     * Reads every event of a source. No broken row is accepted.
     *
     * @throws DataException if a row is broken; the message names the first one and counts the rest
     */
    public static <U, I> EventLog<U, I> read(EventSource<U, I> source) {
        return read(source, RejectionLimit.NONE);
    }

    /**
     * Reads every event of a source, leaving out broken rows up to a limit.
     *
     * @throws DataException if there are more broken rows than the limit allows
     */
    public static <U, I> EventLog<U, I> read(EventSource<U, I> source, RejectionLimit limit) {
        EventLogBuilder<U, I> builder = new EventLogBuilder<>(source.name(), source.users(), source.items());
        source.forEach(builder);
        return builder.build(limit);
    }

    /** A log of events that are already objects; for bulk data implement an {@link EventSource}. */
    public static <U, I> EventLog<U, I> of(IdType<U> users, IdType<I> items, Iterable<Interaction<U, I>> interactions) {
        EventLogBuilder<U, I> builder = new EventLogBuilder<>("interactions", users, items);
        interactions.forEach(builder::add);
        return builder.build(RejectionLimit.NONE);
    }

    /** An empty builder, to which events are added one by one. */
    public static <U, I> EventLogBuilder<U, I> builder(IdType<U> users, IdType<I> items) {
        return new EventLogBuilder<>("events", users, items);
    }

    /** How many events there are. */
    public int size() {
        return columns.size();
    }

    /** The users; a log made by {@link #where} keeps the users of the log it came from. */
    public IdIndex<U> users() {
        return users;
    }

    /** The items; a log made by {@link #where} keeps the items of the log it came from. */
    public IdIndex<I> items() {
        return items;
    }

    /** The names of the event types, sorted; {@link #type} gives an index into this list. */
    public List<String> types() {
        return types;
    }

    /** Whether every event has a time; otherwise none has. */
    public boolean hasTime() {
        return columns.hasTime();
    }

    /** The user's position in row {@code row}. */
    public int user(int row) {
        return columns.user(row);
    }

    /** The item's position in row {@code row}. */
    public int item(int row) {
        return columns.item(row);
    }

    /** The weight in row {@code row}, finite. */
    public float weight(int row) {
        return columns.weight(row);
    }

    /** The type in row {@code row}, an index into {@link #types()}. */
    public int type(int row) {
        return columns.type(row);
    }

    /**
     * The time in row {@code row}, in milliseconds since 1970-01-01T00:00:00Z.
     *
     * @throws DataException if the log has no times
     */
    public long time(int row) {
        if (!columns.hasTime()) {
            throw noTime("reading the time of an event");
        }
        return columns.time(row);
    }

    /** Whether any event may have an id of its own. */
    boolean hasEventIds() {
        return eventIds != null;
    }

    /** The event's own id in row {@code row}, if it has one. */
    public Optional<String> eventId(int row) {
        int id = columns.eventId(row);
        return id == IdIndex.ABSENT || eventIds == null ? Optional.empty() : Optional.of(eventIds.id(id));
    }

    /**
     * Fails unless every event has a time.
     *
     * @param purpose what needs it, for the message
     * @throws DataException if the log has no times
     */
    public void requireTime(String purpose) {
        if (!hasTime()) {
            throw noTime(purpose);
        }
    }

    private DataException noTime(String purpose) {
        return new DataException(
                rejections.source(),
                purpose + " needs the time of every event, and these events have none",
                "name the time column of the source, or choose a setting that needs no time");
    }

    /** The events of one user: rows {@code firstRow(user)} to {@code firstRow(user + 1) - 1}. Cost O(log size). */
    public int firstRow(int user) {
        return columns.firstRowOf(user);
    }

    /**
     * The rows for which {@code keep} holds, with the same users, items and types at the same positions.
     *
     * @param keep asked once per row, in order
     */
    public EventLog<U, I> where(IntPredicate keep) {
        int[] rows = new int[size()];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            if (keep.test(row)) {
                rows[count++] = row;
            }
        }
        return new EventLog<>(
                users, items, types, columns.select(Arrays.copyOf(rows, count)), eventIds, rejections, duplicates);
    }

    /**
     * This log as if the given users had never been: without their events, their ids, and whatever only they had - items,
     * types, event ids. Part of forgetting somebody; unknown users do no harm. Cost O(size).
     */
    public EventLog<U, I> withoutUsers(Collection<U> forgotten) {
        boolean[] gone = new boolean[users.size()];
        for (U user : forgotten) {
            int position = users.positionOf(user);
            if (position != IdIndex.ABSENT) {
                gone[position] = true;
            }
        }
        return where(row -> !gone[user(row)]).withoutUnused();
    }

    /** This log without the users, items and types that no row has, because all of their rows were left out. */
    EventLog<U, I> withoutUnused() {
        UsedPositions usedUsers = UsedPositions.of(users.size(), size(), columns::user);
        UsedPositions usedItems = UsedPositions.of(items.size(), size(), columns::item);
        UsedPositions usedTypes = UsedPositions.of(types.size(), size(), columns::type);
        if (usedUsers.isAll() && usedItems.isAll() && usedTypes.isAll()) {
            return this;
        }
        IdIndex<String> ids = eventIds;
        EventColumns renumbered = columns.renumber(usedUsers, usedItems, usedTypes);
        if (ids != null) {
            UsedPositions usedIds = UsedPositions.of(ids.size(), size(), columns::eventId);
            ids = ids.select(usedIds.kept());
            renumbered = renumbered.renumberEventIds(usedIds);
        }
        return new EventLog<>(
                usedUsers.isAll() ? users : users.select(usedUsers.kept()),
                usedItems.isAll() ? items : items.select(usedItems.kept()),
                Arrays.stream(usedTypes.kept()).mapToObj(types::get).toList(),
                renumbered,
                ids,
                rejections,
                duplicates);
    }

    /** The row as an object. */
    public Interaction<U, I> interaction(int row) {
        Interaction<U, I> event = Interaction.of(users.id(user(row)), items.id(item(row)))
                .withType(types.get(type(row)))
                .withWeight(weight(row));
        if (hasTime()) {
            event = event.withTime(Instant.ofEpochMilli(time(row)));
        }
        Optional<String> id = eventId(row);
        return id.isPresent() ? event.withEventId(id.get()) : event;
    }

    /** What was read and what was left out when the log was made. */
    public Rejections rejections() {
        return rejections;
    }

    /** Events left out because an event with the same event id was there already. */
    public long duplicates() {
        return duplicates;
    }

    /**
     * A SHA-256 over all ids and events, 64 hexadecimal digits: equal for equal logs, whatever they were read from. Cost
     * O(size) the first time.
     */
    public String fingerprint() {
        String known = fingerprint;
        if (known == null) {
            known = new Fingerprint().add(users).add(items).add(types).add(this).toHex();
            fingerprint = known; // computed twice at worst, with the same result
        }
        return known;
    }

    @Override
    public String toString() {
        return size() + " events, " + users.size() + " users, " + items.size() + " items"
                + (hasTime() ? ", with time" : ", without time");
    }
}
