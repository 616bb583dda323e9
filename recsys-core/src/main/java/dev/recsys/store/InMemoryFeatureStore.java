package dev.recsys.store;

import dev.recsys.Experimental;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps features in memory. Readers do not wait for each other; a writer has the store for itself. Thread-safe.
 *
 * <p>Cost: O(log versions) per entity read; about 100 bytes per value beside the value.
 */
@Experimental
public final class InMemoryFeatureStore implements FeatureStore {

    private final Clock clock;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<Slot, Column> columns = new HashMap<>(); // guarded by lock

    /** Where a feature is kept. */
    private record Slot(String kind, String name) {}

    /** A feature with its types, and the values by entity and time. Ids are kept in the text form of their type. */
    private record Column(FeatureKey<?, ?> key, Map<String, NavigableMap<Instant, FeatureValue<?>>> values) {}

    /** An empty store. */
    public InMemoryFeatureStore() {
        this(Clock.systemUTC());
    }

    /** An empty store that tells the age of latest values by a clock of the host's choice. */
    public InMemoryFeatureStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public <E, V> void putAll(FeatureKey<E, V> key, Map<E, FeatureValue<V>> values) {
        Map<String, FeatureValue<V>> checked = new HashMap<>();
        values.forEach((entity, value) ->
                checked.put(text(key, entity), FeatureValue.of(key.type().check(value.value()), value.time())));
        with(lock.writeLock(), () -> {
            Column column = column(key).orElseGet(() -> new Column(key, new HashMap<>()));
            checked.forEach((entity, value) -> column.values()
                    .computeIfAbsent(entity, unused -> new TreeMap<>())
                    .put(value.time(), value));
            return columns.put(slot(key), column);
        });
    }

    @Override
    public <E, V> Map<E, FeatureValue<V>> findAll(FeatureKey<E, V> key, Collection<E> entities) {
        return read(key, entities, Instant.MAX, clock.instant());
    }

    @Override
    public <E, V> Map<E, FeatureValue<V>> findAsOf(FeatureKey<E, V> key, Collection<E> entities, Instant instant) {
        return read(key, entities, instant, instant);
    }

    private <E, V> Map<E, FeatureValue<V>> read(
            FeatureKey<E, V> key, Collection<E> entities, Instant latest, Instant now) {
        return with(lock.readLock(), () -> {
            Optional<Column> column = column(key);
            Map<E, FeatureValue<V>> found = new HashMap<>();
            for (E entity : entities) {
                column.flatMap(one -> find(one, key, entity, latest, now)).ifPresent(value -> found.put(entity, value));
            }
            return found;
        });
    }

    @Override
    public <E, V> List<Optional<FeatureValue<V>>> findAsOf(FeatureKey<E, V> key, List<FeatureMoment<E>> rows) {
        return with(lock.readLock(), () -> {
            Optional<Column> column = column(key);
            List<Optional<FeatureValue<V>>> found = new ArrayList<>(rows.size());
            for (FeatureMoment<E> row : rows) {
                found.add(column.flatMap(one -> find(one, key, row.entity(), row.instant(), row.instant())));
            }
            return found;
        });
    }

    @Override
    public <E, V> long remove(FeatureKey<E, V> key, Collection<E> entities) {
        return with(lock.writeLock(), () -> {
            long removed = 0;
            Optional<Column> column = column(key);
            if (column.isPresent()) {
                for (E entity : entities) {
                    Map<Instant, FeatureValue<?>> versions =
                            column.get().values().remove(key.entity().ids().format(entity));
                    removed += versions == null ? 0 : versions.size();
                }
            }
            return removed;
        });
    }

    @Override
    public <E> long forget(EntityKind<E> kind, E entity) {
        String text = kind.ids().format(entity);
        return with(lock.writeLock(), () -> {
            long removed = 0;
            for (Map.Entry<Slot, Column> entry : columns.entrySet()) {
                if (entry.getKey().kind().equals(kind.name())) {
                    Map<Instant, FeatureValue<?>> versions =
                            entry.getValue().values().remove(text);
                    removed += versions == null ? 0 : versions.size();
                }
            }
            return removed;
        });
    }

    @Override
    public <E, V> long dropBefore(FeatureKey<E, V> key, Instant instant) {
        return with(lock.writeLock(), () -> {
            long removed = 0;
            Optional<Column> column = column(key);
            if (column.isPresent()) {
                for (NavigableMap<Instant, FeatureValue<?>> versions :
                        column.get().values().values()) {
                    Instant kept = versions.floorKey(instant);
                    if (kept != null) {
                        NavigableMap<Instant, FeatureValue<?>> older = versions.headMap(kept, false);
                        removed += older.size();
                        older.clear();
                    }
                }
            }
            return removed;
        });
    }

    private static <E, V> Optional<FeatureValue<V>> find(
            Column column, FeatureKey<E, V> key, E entity, Instant latest, Instant now) {
        NavigableMap<Instant, FeatureValue<?>> versions =
                column.values().get(key.entity().ids().format(entity));
        Map.Entry<Instant, FeatureValue<?>> version = versions == null ? null : versions.floorEntry(latest);
        if (version == null || key.isStale(version.getKey(), now)) {
            return Optional.empty();
        }
        return Optional.of(typed(version.getValue()));
    }

    @SuppressWarnings("unchecked") // the column's type is the key's, which was checked
    private static <V> FeatureValue<V> typed(FeatureValue<?> value) {
        return (FeatureValue<V>) value;
    }

    /** The column of a key, if there is one; its types are the key's. */
    private Optional<Column> column(FeatureKey<?, ?> key) {
        Column column = columns.get(slot(key));
        if (column == null) {
            return Optional.empty();
        }
        key.requireStoredAs(
                column.key().type().name(), column.key().entity().ids().name());
        return Optional.of(column);
    }

    private static <E> String text(FeatureKey<E, ?> key, E entity) {
        key.entity().ids().toBytes(entity); // fails for an id that its type does not allow
        return key.entity().ids().format(entity);
    }

    private static Slot slot(FeatureKey<?, ?> key) {
        return new Slot(key.entity().name(), key.name());
    }

    private static <T> T with(Lock held, Supplier<T> work) {
        held.lock();
        try {
            return work.get();
        } finally {
            held.unlock();
        }
    }

    @Override
    public String toString() {
        return with(lock.readLock(), () -> columns.size() + " features in memory");
    }
}
