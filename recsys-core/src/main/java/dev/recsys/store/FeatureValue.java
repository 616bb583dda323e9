package dev.recsys.store;

import dev.recsys.Experimental;
import java.time.Instant;
import java.util.Objects;

/**
 * A value and from when on it was known. Immutable, thread-safe.
 *
 * @param <V> the Java type of the value
 */
@Experimental
public final class FeatureValue<V> {

    private final V value;
    private final Instant time;

    private FeatureValue(V value, Instant time) {
        this.value = value;
        this.time = time;
    }

    /**
     * A value.
     *
     * @param time from when on it was known; kept in whole milliseconds, rounded down, within 292 million years of 1970
     */
    public static <V> FeatureValue<V> of(V value, Instant time) {
        try {
            return new FeatureValue<>(value, Instant.ofEpochMilli(time.toEpochMilli()));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "the time of a value must be within 292 million years of 1970 but was " + time, e);
        }
    }

    /** The value. */
    public V value() {
        return value;
    }

    /** From when on it was known, in whole milliseconds. */
    public Instant time() {
        return time;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureValue<?> that && value.equals(that.value) && time.equals(that.time);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, time);
    }

    @Override
    public String toString() {
        return value + " at " + time;
    }
}
