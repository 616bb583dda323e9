package dev.recsys.recommend;

import dev.recsys.Stable;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.ModelBundle;
import java.util.List;

/**
 * Answers requests for recommendations by business id. {@link #of} makes one from a model; a host's own - an editorial
 * list, lists published earlier, a blend - is one method, and can stand in a chain with {@link ModelRecommender#orElse}.
 *
 * <p>Thread-safe. Never null, never an exception for an unknown user: that is a normal case, answered with an empty list
 * if there is nothing better.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
@FunctionalInterface
public interface Recommender<U, I> {

    /**
     * Recommends from a bundle. The source of its items is the algorithm's name.
     */
    static <U, I> ModelRecommender<U, I> of(ModelBundle<U, I> bundle) {
        return ModelRecommender.create(bundle);
    }

    /**
     * Recommends the most popular items of a bundle's training data, to anybody: the usual fallback. The source of its
     * items is {@code "popularity"}.
     */
    static <U, I> ModelRecommender<U, I> popular(ModelBundle<U, I> bundle) {
        float[] counts = new float[bundle.items().size()];
        for (int item = 0; item < counts.length; item++) {
            counts[item] = bundle.popularity(item);
        }
        return of(
                bundle.withModel(ItemScoresModel.of("popularity", bundle.info().shape(), counts)));
    }

    /**
     * The best items for a request.
     *
     * @return best first, ranks 1, 2, 3 ..., at most k, distinct, none that the request excludes
     */
    List<Recommendation<I>> recommend(Request<U, I> request);

    /**
     * The best items a user has not seen.
     *
     * @param k at least 1
     * @return best first; fewer than k only where fewer are eligible; empty for an unknown user without a fallback
     */
    default List<Recommendation<I>> recommend(U user, int k) {
        return recommend(request(user, k));
    }

    /**
     * A request of a user, to be refined: {@code recommender.recommend(recommender.request("alice",
     * 10).withExcluded(List.of(42)))}.
     *
     * @param k at least 1
     */
    default Request<U, I> request(U user, int k) {
        return Request.forUser(user, k);
    }

    /**
     * A request of somebody without an id, to be refined with {@link Request#withHistory}.
     *
     * @param k at least 1
     */
    default Request<U, I> anonymousRequest(int k) {
        return Request.anonymous(k);
    }
}
