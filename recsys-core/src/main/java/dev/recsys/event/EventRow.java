package dev.recsys.event;

import dev.recsys.Stable;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way from a source to a sink. A source keeps a single row, fills it anew for every event and hands it
 * over; a sink copies what it needs before it returns. Not thread-safe.
 *
 * <p>A source that cannot read a field marks the row with {@link #reject}; everything else (missing ids, weights that are
 * not finite, impossible times) is found by {@link #problem()}, so all sinks apply one set of rules.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class EventRow<U, I> {

    /** The earliest time accepted, 1900-01-01T00:00:00Z in epoch milliseconds. */
    public static final long MIN_TIME = -2_208_988_800_000L;

    /** The first time too late to be accepted, 2200-01-01T00:00:00Z in epoch milliseconds. */
    public static final long MAX_TIME = 7_258_118_400_000L;

    private final IdCell<U> user;
    private final IdCell<I> item;
    private String type = Interaction.DEFAULT_TYPE;
    private double weight;
    private long time;
    private boolean hasTime;
    private @Nullable String eventId;
    private long line;
    private @Nullable Rejection rejection;
    private Supplier<String> original = () -> "";

    /** An empty row. */
    public EventRow(IdType<U> users, IdType<I> items) {
        this.user = new IdCell<>(users);
        this.item = new IdCell<>(items);
    }

    /**
     * Empties the row for the next event: no ids, type {@value Interaction#DEFAULT_TYPE}, weight 1, no time.
     *
     * @param newLine its line or row number in the source, from 1
     */
    public EventRow<U, I> start(long newLine) {
        user.clear();
        item.clear();
        type = Interaction.DEFAULT_TYPE;
        weight = 1;
        hasTime = false;
        eventId = null;
        rejection = null;
        line = newLine;
        return this;
    }

    /** The user's id. */
    public IdCell<U> user() {
        return user;
    }

    /** The item's id. */
    public IdCell<I> item() {
        return item;
    }

    /** Sets what was done. */
    public void setType(String newType) {
        type = newType;
    }

    /** Sets how strongly; anything but a finite float makes the row broken. */
    public void setWeight(double newWeight) {
        weight = newWeight;
    }

    /** Sets when, in epoch milliseconds; outside {@link #MIN_TIME} to {@link #MAX_TIME} makes the row broken. */
    public void setTime(long epochMillis) {
        time = epochMillis;
        hasTime = true;
    }

    /** Sets the event's own id; an empty one counts as none. */
    public void setEventId(String newEventId) {
        eventId = newEventId.isEmpty() ? null : newEventId;
    }

    /** Marks the row as unreadable; the first mark stays. */
    public void reject(RejectionReason reason, String field, String detail) {
        if (rejection == null) {
            rejection = new Rejection(line, reason, field, detail);
        }
    }

    /**
     * Says how to get the text that a row was read from, for reports of broken rows. Stays for all rows to come; asked only
     * while a sink has the row.
     *
     * @param text gives the row as it stands in the source, without the line end
     */
    public void setOriginal(Supplier<String> text) {
        original = text;
    }

    /** The text the row was read from; empty if the source has none. Only while a sink has the row. */
    public String original() {
        return original.get();
    }

    /** The line or row number in the source. */
    public long line() {
        return line;
    }

    /** What was done. */
    public String type() {
        return type;
    }

    /** How strongly. */
    public float weight() {
        return (float) weight;
    }

    /** Whether the row has a time. */
    public boolean hasTime() {
        return hasTime;
    }

    /** When, in epoch milliseconds; only if {@link #hasTime()}. */
    public long time() {
        if (!hasTime) {
            throw new IllegalStateException("the row has no time");
        }
        return time;
    }

    /** The event's own id, if it has one. */
    public Optional<String> eventId() {
        return Optional.ofNullable(eventId);
    }

    /** Why the row must not be taken, if so. */
    public Optional<Rejection> problem() {
        if (rejection == null) {
            findProblem();
        }
        return Optional.ofNullable(rejection);
    }

    private void findProblem() {
        if (!user.isPresent()) {
            reject(RejectionReason.MISSING_USER, "user", "the user id is missing");
        } else if (!item.isPresent()) {
            reject(RejectionReason.MISSING_ITEM, "item", "the item id is missing");
        } else if (!Float.isFinite((float) weight)) {
            reject(RejectionReason.NOT_FINITE, "weight", "the weight must be a finite float but was " + weight);
        } else if (hasTime && (time < MIN_TIME || time >= MAX_TIME)) {
            reject(
                    RejectionReason.IMPOSSIBLE_TIME,
                    "time",
                    "the time must lie in the years 1900 to 2199 but was " + time + " ms since 1970");
        }
    }
}
