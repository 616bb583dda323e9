package dev.recsys.testkit;

import dev.recsys.event.IdType;
import dev.recsys.store.InMemoryRecommendationStore;
import dev.recsys.store.RecommendationStore;

class InMemoryRecommendationStoreTest implements RecommendationStoreContract {

    @Override
    public <U, I> RecommendationStore<U, I> store(IdType<U> users, IdType<I> items) {
        return new InMemoryRecommendationStore<>();
    }
}
