package dev.recsys.profile;

import dev.recsys.store.EntityKind;
import dev.recsys.store.FeatureKey;
import dev.recsys.store.FeatureMoment;
import dev.recsys.store.FeatureStore;
import dev.recsys.store.FeatureValue;
import dev.recsys.store.InMemoryFeatureStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory that counts how often it is asked for latest values. */
final class CountingFeatureStore implements FeatureStore {

    private final FeatureStore store = new InMemoryFeatureStore();
    private final AtomicInteger reads = new AtomicInteger();

    int reads() {
        return reads.get();
    }

    @Override
    public <E, V> void putAll(FeatureKey<E, V> key, Map<E, FeatureValue<V>> values) {
        store.putAll(key, values);
    }

    @Override
    public <E, V> Map<E, FeatureValue<V>> findAll(FeatureKey<E, V> key, Collection<E> entities) {
        reads.incrementAndGet();
        return store.findAll(key, entities);
    }

    @Override
    public <E, V> Map<E, FeatureValue<V>> findAsOf(FeatureKey<E, V> key, Collection<E> entities, Instant instant) {
        return store.findAsOf(key, entities, instant);
    }

    @Override
    public <E, V> List<Optional<FeatureValue<V>>> findAsOf(FeatureKey<E, V> key, List<FeatureMoment<E>> rows) {
        return store.findAsOf(key, rows);
    }

    @Override
    public <E, V> long remove(FeatureKey<E, V> key, Collection<E> entities) {
        return store.remove(key, entities);
    }

    @Override
    public <E> long forget(EntityKind<E> kind, E entity) {
        return store.forget(kind, entity);
    }

    @Override
    public <E, V> long dropBefore(FeatureKey<E, V> key, Instant instant) {
        return store.dropBefore(key, instant);
    }
}
