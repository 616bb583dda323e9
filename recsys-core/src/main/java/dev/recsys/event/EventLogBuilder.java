package dev.recsys.event;

import dev.recsys.Stable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Builds an {@link EventLog} from events in any order, in one pass and without an object per event. Not thread-safe; not
 * to be used after {@link #build}.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class EventLogBuilder<U, I> implements EventSink<U, I> {

    private final EventRow<U, I> row;
    private final Rejections.Collector rejections;
    private final ArrivedEvents<U, I> events;
    private boolean unusedIds;
    private boolean built;

    EventLogBuilder(String source, IdType<U> userType, IdType<I> itemType) {
        this.row = new EventRow<>(userType, itemType);
        this.rejections = new Rejections.Collector(source);
        this.events = new ArrivedEvents<>(userType, itemType);
    }

    /** Adds one event of type {@value Interaction#DEFAULT_TYPE} with weight 1, without time. */
    public EventLogBuilder<U, I> add(U user, I item) {
        return add(user, item, 1);
    }

    /** Adds one event of type {@value Interaction#DEFAULT_TYPE}, without time. */
    public EventLogBuilder<U, I> add(U user, I item, double weight) {
        startRow(user, item, weight);
        accept(row);
        return this;
    }

    /** Adds one event of type {@value Interaction#DEFAULT_TYPE} that happened at {@code time}. */
    public EventLogBuilder<U, I> add(U user, I item, double weight, Instant time) {
        startRow(user, item, weight);
        row.setTime(epochMillis(time));
        accept(row);
        return this;
    }

    /** Adds one event. */
    public EventLogBuilder<U, I> add(Interaction<U, I> event) {
        startRow(event.user(), event.item(), event.weight());
        row.setType(event.type());
        Optional<Instant> time = event.time();
        if (time.isPresent()) {
            row.setTime(epochMillis(time.get()));
        }
        Optional<String> id = event.eventId();
        if (id.isPresent()) {
            row.setEventId(id.get());
        }
        accept(row);
        return this;
    }

    private void startRow(U user, I item, double weight) {
        row.start(rejections.rowsRead() + 1);
        row.user().set(user);
        row.item().set(item);
        row.setWeight(weight);
    }

    @Override
    public void accept(EventRow<U, I> event) {
        requireUnbuilt();
        rejections.countRow();
        Optional<Rejection> problem = event.problem();
        if (problem.isPresent()) {
            rejections.reject(problem.get());
            return;
        }
        try {
            events.add(event);
        } catch (IllegalArgumentException e) {
            unusedIds = true; // perhaps: a type may have been met before the event id failed
            rejections.reject(
                    new Rejection(event.line(), RejectionReason.INVALID_ID, "id", String.valueOf(e.getMessage())));
        }
    }

    /** The log of everything added; fails if any row was broken. */
    public EventLog<U, I> build() {
        return build(RejectionLimit.NONE);
    }

    /**
     * The log of everything added but the broken rows.
     *
     * @throws dev.recsys.DataException if there are more broken rows than the limit allows
     */
    public EventLog<U, I> build(RejectionLimit limit) {
        requireUnbuilt();
        built = true;
        int arrived = events.size();
        events.finish();
        events.rejectMissingTimes(rejections);
        Rejections rejected = rejections.toRejections();
        rejected.check(limit);
        List<String> types = events.sortTypes();
        Optional<IdIndex<String>> eventIds = events.sortEventIds();
        EventColumns columns = CanonicalColumns.of(events);
        int sorted = columns.size();
        if (eventIds.isPresent()) {
            columns = columns.withoutRepeatedIds(eventIds.get().size());
        }
        EventLog<U, I> log = new EventLog<>(
                events.users().build(),
                events.items().build(),
                types,
                columns,
                eventIds.orElse(null),
                rejected,
                sorted - columns.size());
        boolean isEveryIdUsed = log.size() == arrived && !unusedIds;
        return isEveryIdUsed ? log : log.withoutUnused();
    }

    private void requireUnbuilt() {
        if (built) {
            throw new IllegalStateException("the log was built already; start again with a new builder");
        }
    }

    private static long epochMillis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) { // millions of years away: an impossible time like others
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
