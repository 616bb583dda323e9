package dev.recsys.testkit;

import dev.recsys.Experimental;
import dev.recsys.store.ModelStore;

/**
 * What every {@link ModelStore} must do, as tests to inherit:
 *
 * <pre>{@code
 * class MyModelStoreTest implements ModelStoreContract {
 *     @TempDir
 *     Path directory;
 *
 *     @Override
 *     public ModelStore store() {
 *         return new MyModelStore(directory, Algorithms.builtIn());
 *     }
 *
 *     @Override
 *     public ModelStore reopen(ModelStore store) {
 *         return new MyModelStore(directory, Algorithms.builtIn());
 *     }
 * }
 * }</pre>
 *
 * <p>The store must be able to keep models of {@code Algorithms.builtIn()}. The rules: what is loaded has the bits of what
 * was saved; numbers grow by one and are never used again; nothing is live until promoted; rollback goes back step by step
 * and changes nothing where there is no way back; a live version cannot be deleted; names and id types are checked;
 * concurrent saves get numbers of their own; a second instance over the same place sees everything.
 */
@Experimental
public interface ModelStoreContract extends SavedModelRules, LiveModelRules {

    /** An empty store. Called once by each test, on a new instance of the test class. */
    @Override
    ModelStore store();

    /**
     * Another instance over the place of {@code store}, as another process would open it. The default, for stores that
     * live in memory, is the same instance.
     */
    @Override
    default ModelStore reopen(ModelStore store) {
        return store;
    }
}
