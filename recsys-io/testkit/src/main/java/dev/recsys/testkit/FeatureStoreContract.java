package dev.recsys.testkit;

import dev.recsys.Experimental;
import dev.recsys.store.FeatureStore;
import java.time.Clock;

/**
 * What every {@link FeatureStore} must do, as tests to inherit:
 *
 * <pre>{@code
 * class MyFeatureStoreTest implements FeatureStoreContract {
 *     @TempDir
 *     Path directory;
 *
 *     @Override
 *     public FeatureStore store(Clock clock) {
 *         return new MyFeatureStore(directory, clock);
 *     }
 *
 *     @Override
 *     public FeatureStore reopen(FeatureStore store, Clock clock) {
 *         return new MyFeatureStore(directory, clock);
 *     }
 * }
 * }</pre>
 *
 * <p>The rules: values of every type are read as they were put, to the last bit; the latest value is the one with the
 * greatest time, whenever it arrived; of two with one time the one put last counts; a read as of an instant never sees
 * later values; stale values are absent; unknown features and entities are absent; a key of other types is refused with a
 * message that names both; a batch is written whole or not at all, and readers see it so; thousands of entities can be
 * asked for at once; what is removed or forgotten is gone and nothing else is; thinning out changes no read as of later instants; a
 * second instance over the same place sees everything.
 */
@Experimental
public interface FeatureStoreContract extends FeatureReadRules, FeatureWriteRules {

    /**
     * An empty store. Called once by each test, on a new instance of the test class.
     *
     * @param clock tells the store the time by which values grow stale
     */
    @Override
    FeatureStore store(Clock clock);

    /**
     * Another instance over the place of {@code store}, as another process would open it. The default, for stores that
     * live in memory, is the same instance.
     */
    @Override
    default FeatureStore reopen(FeatureStore store, Clock clock) {
        return store;
    }
}
