package dev.recsys.store;

import dev.recsys.Experimental;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps features of users, items and other entities, every value with the time from which on it was known, so that it can
 * be read as it is now and as it was then.
 *
 * <p>A feature of an entity has at most one value for each time, to the millisecond: a later {@code put} for the same time
 * replaces it. Values may arrive in any order of their times. The latest value is the one with the greatest time, not the
 * one written last.
 *
 * <p>Reading as of an instant gives the latest value with a time at or before it, never one from later: that is what a
 * training set needs to learn from nothing that was unknown at the time. A {@linkplain FeatureKey#withMaxAge maximum age}
 * of the key leaves out values that are too old: at the instant, or now by the store's clock for the latest ones.
 *
 * <p>The first value of a feature fixes its types. A key with another type of value or of ids is refused with a {@link
 * dev.recsys.DataException} that names both, by reads and writes alike. Unknown features and entities are a normal case.
 *
 * <p>Thread-safe. A read sees a batch of {@link #putAll} whole or not at all. Calls block, or fail with a {@link
 * dev.recsys.StoreException}. A store with a configured maximum time keeps to it in each of its steps: the call for one
 * entity takes a few of them, one for many entities or rows as many as its pieces.
 */
@Experimental
public interface FeatureStore {

    /**
     * Keeps a value.
     *
     * @throws IllegalArgumentException if the value or the id cannot be stored
     */
    default <E, V> void put(FeatureKey<E, V> key, E entity, V value, Instant time) {
        putAll(key, Map.of(entity, FeatureValue.of(value, time)));
    }

    /**
     * Keeps values of many entities, all or none.
     *
     * @throws IllegalArgumentException if a value or an id cannot be stored
     */
    <E, V> void putAll(FeatureKey<E, V> key, Map<E, FeatureValue<V>> values);

    /** The latest value of an entity, unless it has none or it is too old. */
    default <E, V> Optional<FeatureValue<V>> find(FeatureKey<E, V> key, E entity) {
        return Optional.ofNullable(findAll(key, List.of(entity)).get(entity));
    }

    /**
     * The latest values of many entities, read at one moment.
     *
     * @return by entity; those without a value, or with one that is too old, are absent
     */
    <E, V> Map<E, FeatureValue<V>> findAll(FeatureKey<E, V> key, Collection<E> entities);

    /**
     * What was known of many entities at an instant.
     *
     * @return by entity; those without a value then, or with one that was too old then, are absent
     */
    <E, V> Map<E, FeatureValue<V>> findAsOf(FeatureKey<E, V> key, Collection<E> entities, Instant instant);

    /**
     * What was known at one instant per row, for building a training set.
     *
     * @param rows entities may repeat
     * @return one element for each row, in their order
     */
    <E, V> List<Optional<FeatureValue<V>>> findAsOf(FeatureKey<E, V> key, List<FeatureMoment<E>> rows);

    /**
     * Removes one feature of some entities with all its versions, for good, all or none: for what has been withdrawn. Other
     * features stay. Unknown features and entities do no harm. To keep what was known earlier, put a value that says
     * nothing instead.
     *
     * @return how many values were removed
     */
    <E, V> long remove(FeatureKey<E, V> key, Collection<E> entities);

    /**
     * Removes all features of an entity, for good: part of forgetting somebody. Unknown entities do no harm.
     *
     * @return how many values were removed
     */
    <E> long forget(EntityKind<E> kind, E entity);

    /**
     * Removes versions that nobody needs who reads as of {@code instant} or later: of each entity, all that are older than
     * its latest one at or before that instant. The newest value of an entity always stays.
     *
     * @return how many values were removed
     */
    <E, V> long dropBefore(FeatureKey<E, V> key, Instant instant);
}
