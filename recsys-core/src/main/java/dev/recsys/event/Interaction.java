package dev.recsys.event;

import dev.recsys.Stable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing a user did with an item. Convenient for a few events; bulk readers fill an {@link EventRow} instead.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class Interaction<U, I> {

    /** The type of an event whose source has no types. */
    public static final String DEFAULT_TYPE = "interaction";

    private final U user;
    private final I item;
    private final String type;
    private final float weight;
    private final @Nullable Instant time;
    private final @Nullable String eventId;

    private Interaction(U user, I item, String type, float weight, @Nullable Instant time, @Nullable String eventId) {
        this.user = user;
        this.item = item;
        this.type = type;
        this.weight = weight;
        this.time = time;
        this.eventId = eventId;
    }

    /** An interaction of type {@value #DEFAULT_TYPE} with weight 1, without time and event id. */
    public static <U, I> Interaction<U, I> of(U user, I item) {
        return new Interaction<>(user, item, DEFAULT_TYPE, 1f, null, null);
    }

    /** A copy with another event type, for instance {@code "like"}. */
    public Interaction<U, I> withType(String newType) {
        return new Interaction<>(user, item, newType, weight, time, eventId);
    }

    /** A copy with another weight: a count, a duration, a rating; finite. */
    public Interaction<U, I> withWeight(float newWeight) {
        return new Interaction<>(user, item, type, newWeight, time, eventId);
    }

    /** A copy that happened at {@code newTime}. */
    public Interaction<U, I> withTime(Instant newTime) {
        return new Interaction<>(user, item, type, weight, newTime, eventId);
    }

    /** A copy with an id of its own; a second event with the same id counts as the same event delivered twice. */
    public Interaction<U, I> withEventId(String newEventId) {
        return new Interaction<>(user, item, type, weight, time, newEventId);
    }

    /** Who did it. */
    public U user() {
        return user;
    }

    /** With what. */
    public I item() {
        return item;
    }

    /** What was done. */
    public String type() {
        return type;
    }

    /** How strongly. */
    public float weight() {
        return weight;
    }

    /** When, if known. */
    public Optional<Instant> time() {
        return Optional.ofNullable(time);
    }

    /** Its own id, if it has one. */
    public Optional<String> eventId() {
        return Optional.ofNullable(eventId);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Interaction<?, ?> that
                && user.equals(that.user)
                && item.equals(that.item)
                && type.equals(that.type)
                && Float.compare(weight, that.weight) == 0
                && Objects.equals(time, that.time)
                && Objects.equals(eventId, that.eventId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, item, type, weight, time, eventId);
    }

    @Override
    public String toString() {
        return user + " " + type + " " + item + " weight " + weight + (time == null ? "" : " at " + time);
    }
}
