package dev.recsys.profile;

import dev.recsys.store.FeatureKey;
import dev.recsys.store.FeatureStore;
import dev.recsys.store.FeatureValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where strengths are read from, and those read already.
 *
 * @param known of users whom the store was asked for; empty if it has nothing of them
 */
record StoredStrengths<U>(
        FeatureStore store, FeatureKey<U, Map<String, Double>> key, Map<U, Optional<Map<String, Double>>> known) {

    static <U> StoredStrengths<U> of(FeatureStore store, FeatureKey<U, Map<String, Double>> key) {
        return new StoredStrengths<>(store, key, Map.of());
    }

    /** A copy that has asked the store for all these users, at once. */
    StoredStrengths<U> loaded(Collection<U> users) {
        if (users.isEmpty()) {
            return this;
        }
        Map<U, FeatureValue<Map<String, Double>>> found = store.findAll(key, users);
        Map<U, Optional<Map<String, Double>>> loaded = new HashMap<>();
        users.forEach(user -> loaded.put(user, some(Optional.ofNullable(found.get(user)))));
        return new StoredStrengths<>(store, key, loaded);
    }

    /** The strengths of a user, if the store has some. */
    Optional<Map<String, Double>> find(U user) {
        Optional<Map<String, Double>> loaded = known.get(user);
        return loaded != null ? loaded : some(store.find(key, user));
    }

    /** No categories say nothing, as no value does. */
    private static Optional<Map<String, Double>> some(Optional<FeatureValue<Map<String, Double>>> found) {
        return found.map(FeatureValue::value).filter(strengths -> !strengths.isEmpty());
    }
}
