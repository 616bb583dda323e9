package dev.recsys.testkit;

import dev.recsys.store.FeatureStore;
import dev.recsys.store.InMemoryFeatureStore;
import java.time.Clock;

class InMemoryFeatureStoreTest implements FeatureStoreContract {

    @Override
    public FeatureStore store(Clock clock) {
        return new InMemoryFeatureStore(clock);
    }
}
