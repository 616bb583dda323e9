package dev.recsys.testkit;

import dev.recsys.store.InMemoryRunStore;
import dev.recsys.store.RunStore;

class InMemoryRunStoreTest implements RunStoreContract {

    @Override
    public RunStore store() {
        return new InMemoryRunStore();
    }
}
