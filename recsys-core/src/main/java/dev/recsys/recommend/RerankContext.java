package dev.recsys.recommend;

import dev.recsys.Stable;
import dev.recsys.model.History;
import dev.recsys.model.ModelBundle;
import java.time.Instant;

/**
 * What a {@link Reranker} may look at beside its candidates. Immutable, thread-safe. A host makes one only to try a
 * re-ranker of its own.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class RerankContext<U, I> {

    private final Request<U, I> request;
    private final ModelBundle<U, I> bundle;
    private final Instant now;

    private RerankContext(Request<U, I> request, ModelBundle<U, I> bundle, Instant now) {
        this.request = request;
        this.bundle = bundle;
        this.now = now;
    }

    /**
     * A context.
     *
     * @param request what was asked for
     * @param bundle what the recommender answers from
     * @param now the time that counts, for instance for the age of items
     */
    public static <U, I> RerankContext<U, I> of(Request<U, I> request, ModelBundle<U, I> bundle, Instant now) {
        return new RerankContext<>(request, bundle, now);
    }

    /** What was asked for. */
    public Request<U, I> request() {
        return request;
    }

    /** How many items are wanted in the end. */
    public int k() {
        return request.k();
    }

    /**
     * What the recommender answers from: ids, catalogue, popularity, model. Candidates that come from a fallback need not
     * be among its items.
     */
    public ModelBundle<U, I> bundle() {
        return bundle;
    }

    /** The time that counts. */
    public Instant now() {
        return now;
    }

    /**
     * What is known of who asks, by position in {@link #bundle()}: the history of the request if any of it is known,
     * weighted as training rows were; else the user's training row; else what the user has seen, with weight 1. Worked out
     * anew with each call, O(length).
     */
    public History history() {
        return new Histories<>(bundle).of(request);
    }
}
