package dev.recsys.store;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Names one feature of one kind of entity, with the type of its values, and says how old a value may be when it is read:
 *
 * <pre>{@code
 * FeatureKey<Integer, Double> key = FeatureKey.of(EntityKind.user(INT), "basket-value", FeatureType.DOUBLE);
 * }</pre>
 *
 * <p>Kind and name identify a feature in a store. Their types belong to it for good: a store refuses a key that has
 * others. The maximum age is not stored.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <E> the Java type of the entities' ids
 * @param <V> the Java type of the values
 */
@Experimental
public final class FeatureKey<E, V> {

    private static final Duration ANY_AGE = Duration.ofSeconds(Long.MAX_VALUE);

    private final EntityKind<E> entity;
    private final String name;
    private final FeatureType<V> type;
    private final Duration maxAge;

    private FeatureKey(EntityKind<E> entity, String name, FeatureType<V> type, Duration maxAge) {
        this.entity = entity;
        this.name = name;
        this.type = type;
        this.maxAge = maxAge;
    }

    /**
     * A key whose values never grow stale.
     *
     * @param name see {@link #checkName}
     */
    public static <E, V> FeatureKey<E, V> of(EntityKind<E> entity, String name, FeatureType<V> type) {
        return new FeatureKey<>(entity, checkName("the name of a feature", name), type, ANY_AGE);
    }

    /**
     * A copy that reads no value older than this: older ones count as absent.
     *
     * @param newMaxAge more than 0; a value of exactly this age is still read
     */
    public FeatureKey<E, V> withMaxAge(Duration newMaxAge) {
        if (newMaxAge.isNegative() || newMaxAge.isZero()) {
            throw new IllegalArgumentException("the maximum age must be more than 0 but was " + newMaxAge);
        }
        return new FeatureKey<>(entity, name, type, newMaxAge);
    }

    /**
     * The name, if it is one: 1 to 64 letters, digits, dots, underscores and hyphens, starting with a letter.
     *
     * @param what is named, for the message
     * @throws IllegalArgumentException if it is not
     */
    public static String checkName(String what, String name) {
        if (!name.matches("[A-Za-z][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(what + " has 1 to 64 letters, digits, '.', '_' and '-' and starts with a"
                    + " letter, but was '" + name + "'");
        }
        return name;
    }

    /** What it describes. */
    public EntityKind<E> entity() {
        return entity;
    }

    /** Its name, unique within the kind of entity. */
    public String name() {
        return name;
    }

    /** The type of its values. */
    public FeatureType<V> type() {
        return type;
    }

    /** How old a value may be when it is read. Default: any age. */
    public Duration maxAge() {
        return maxAge;
    }

    /** Whether a value of {@code time} is too old to be read at {@code now}. */
    public boolean isStale(Instant time, Instant now) {
        return Duration.between(time, now).compareTo(maxAge) > 0;
    }

    /**
     * Fails unless the feature is stored with the types of this key; for stores to call.
     *
     * @param valueType the name of the stored values' type
     * @param idType the name of the stored ids' type
     * @throws DataException if one of them is another; the message names both
     */
    public void requireStoredAs(String valueType, String idType) {
        requireSame("values", valueType, type.name());
        requireSame("ids", idType, entity.ids().name());
    }

    private void requireSame(String what, String stored, String asked) {
        if (!stored.equals(asked)) {
            throw new DataException(
                    "feature " + entity + "." + name,
                    "it holds " + what + " of type " + stored + " but was asked for with type " + asked,
                    "use a key of the stored type, or another name");
        }
    }

    /** Equal in all parts, the maximum age included. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureKey<?, ?> that
                && entity.equals(that.entity)
                && name.equals(that.name)
                && type.equals(that.type)
                && maxAge.equals(that.maxAge);
    }

    @Override
    public int hashCode() {
        return Objects.hash(entity, name, type);
    }

    @Override
    public String toString() {
        return entity + "." + name + " (" + type + ")";
    }
}
