package dev.recsys.testkit;

import dev.recsys.store.ArtifactStore;
import dev.recsys.store.InMemoryArtifactStore;

class InMemoryArtifactStoreTest implements ArtifactStoreContract {

    @Override
    public ArtifactStore store() {
        return new InMemoryArtifactStore();
    }
}
