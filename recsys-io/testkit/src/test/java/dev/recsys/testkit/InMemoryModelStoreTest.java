package dev.recsys.testkit;

import dev.recsys.store.InMemoryModelStore;
import dev.recsys.store.ModelStore;

class InMemoryModelStoreTest implements ModelStoreContract {

    @Override
    public ModelStore store() {
        return new InMemoryModelStore();
    }
}
