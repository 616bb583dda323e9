package dev.recsys.testkit;

import dev.recsys.Experimental;
import dev.recsys.event.IdType;
import dev.recsys.store.RecommendationStore;

/**
 * What every {@link RecommendationStore} must do, as tests to inherit:
 *
 * <pre>{@code
 * class MyRecommendationStoreTest implements RecommendationStoreContract {
 *     @TempDir
 *     Path directory;
 *
 *     @Override
 *     public <U, I> RecommendationStore<U, I> store(IdType<U> users, IdType<I> items) {
 *         return new MyRecommendationStore<>(directory, users, items);
 *     }
 *
 *     @Override
 *     public <U, I> RecommendationStore<U, I> reopen(
 *             RecommendationStore<U, I> store, IdType<U> users, IdType<I> items) {
 *         return new MyRecommendationStore<>(directory, users, items);
 *     }
 * }
 * }</pre>
 *
 * <p>The rules: lists are found as they were put, with ranks 1 to n and exact scores; nothing of a publication can be read
 * before its commit and all of it after; a publication replaces all lists; closing or failing without commit leaves no
 * trace; a publication that was overtaken by a later one fails for good; readers see one publication, whole, at any time; a
 * second instance over the same place sees everything. Several publications may be open at once.
 */
@Experimental
public interface RecommendationStoreContract extends PublishedListRules, PublicationRules {

    /** An empty store for ids of these types. Called once by each test, on a new instance of the test class. */
    @Override
    <U, I> RecommendationStore<U, I> store(IdType<U> users, IdType<I> items);

    /**
     * Another instance over the place of {@code store}, as another process would open it. The default, for stores that
     * live in memory, is the same instance.
     */
    @Override
    default <U, I> RecommendationStore<U, I> reopen(RecommendationStore<U, I> store, IdType<U> users, IdType<I> items) {
        return store;
    }
}
