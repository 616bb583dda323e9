package dev.recsys.recommend;

import dev.recsys.Experimental;
import dev.recsys.model.History;
import dev.recsys.model.Query;
import java.util.List;

/**
 * Changes the scores of a recommender's model for one request, before filters, exclusions and top-K, which stay as they
 * are: for what is known beside the model, such as {@code dev.recsys.profile.CategoryPrior}. Set with {@link
 * ModelRecommender#withAdjustment}.
 *
 * <p>Thread-safe, and its answer depends on its arguments only, as far as the host can: then a batch gives each user the
 * list a single request gives.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Experimental
@FunctionalInterface
public interface QueryAdjustment<U, I> {

    /**
     * The query to ask instead.
     *
     * @param request what was asked for
     * @param history what is known of who asks, by position: the history of the request if any of it is known, else the
     *     user's training row, else what the user has seen; may be empty
     * @param query the model's; {@linkplain Query#isInformed uninformed} where the model knows nothing of who asks. Its
     *     scores are then all 0
     * @return over the same items; {@code query} itself if there is nothing to change. An uninformed one leaves the answer
     *     to the fallback
     */
    Query adjust(Request<U, I> request, History history, Query query);

    /**
     * An adjustment for the users of these requests, which may fetch at once what {@link #adjust} would fetch one by one. A
     * batch calls it for each block of a few hundred users, from several threads, and asks what it gives instead.
     *
     * @param requests of the users to come, in no particular order
     * @return one that answers as this one does; the default is this one
     */
    default QueryAdjustment<U, I> prepared(List<Request<U, I>> requests) {
        return this;
    }
}
