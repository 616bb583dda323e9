package dev.recsys.testkit;

import dev.recsys.store.FeatureStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a test class says of the store it tests; the hooks of {@link FeatureStoreContract}. */
@ExtendWith(UnexpectedFailures.class)
interface FeatureStoreUnderTest {

    /** An empty store. */
    FeatureStore store(Clock clock);

    /** Another instance over the same place. */
    FeatureStore reopen(FeatureStore store, Clock clock);

    /** An empty store whose clock stands at second 1000. */
    default FeatureStore store() {
        return store(clock());
    }

    /** The store, and another instance over the same place. */
    default List<FeatureStore> both(FeatureStore store) {
        return List.of(store, reopen(store, clock()));
    }

    private static Clock clock() {
        return Clock.fixed(at(1000), ZoneOffset.UTC);
    }

    /** An instant some seconds after the beginning of the tests. */
    static Instant at(long second) {
        return Instant.ofEpochSecond(1_700_000_000 + second);
    }
}
