package dev.recsys.recommend;

import dev.recsys.Stable;
import java.util.List;

/**
 * Takes the lists of a batch, one user at a time, in the order of users' positions, on one thread. {@code
 * Publication::put} is one.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
@FunctionalInterface
public interface RecommendationSink<U, I> {

    /**
     * Takes one user's list.
     *
     * @param list best first; may be empty
     */
    void accept(U user, List<Recommendation<I>> list);
}
