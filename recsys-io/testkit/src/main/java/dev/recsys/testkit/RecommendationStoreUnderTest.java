package dev.recsys.testkit;

import dev.recsys.event.IdType;
import dev.recsys.store.RecommendationStore;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a test class says of the store it tests; the hooks of {@link RecommendationStoreContract}. */
@ExtendWith(UnexpectedFailures.class)
interface RecommendationStoreUnderTest {

    /** An empty store. */
    <U, I> RecommendationStore<U, I> store(IdType<U> users, IdType<I> items);

    /** Another instance over the same place. */
    <U, I> RecommendationStore<U, I> reopen(RecommendationStore<U, I> store, IdType<U> users, IdType<I> items);
}
