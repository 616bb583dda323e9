package dev.recsys.recommend;

import dev.recsys.Stable;
import dev.recsys.model.History;
import dev.recsys.model.ModelBundle;
import java.time.Instant;
import java.util.List;

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
    private final List<String> sources; // in the order of the chain; empty before anything was handed in
    private final boolean oneScale;

    private RerankContext(
            Request<U, I> request, ModelBundle<U, I> bundle, Instant now, List<String> sources, boolean oneScale) {
        this.request = request;
        this.bundle = bundle;
        this.now = now;
        this.sources = sources;
        this.oneScale = oneScale;
    }

    /**
     * A context.
     *
     * @param request what was asked for
     * @param bundle what the recommender answers from
     * @param now the time that counts, for instance for the age of items
     */
    public static <U, I> RerankContext<U, I> of(Request<U, I> request, ModelBundle<U, I> bundle, Instant now) {
        return new RerankContext<>(request, bundle, now, List.of(), false);
    }

    /** A copy that remembers the order of sources in a chain's own list; the same if it has one. */
    RerankContext<U, I> startingFrom(List<Recommendation<I>> list) {
        List<String> order =
                list.stream().map(Recommendation::source).distinct().toList();
        return sources.isEmpty() ? new RerankContext<>(request, bundle, now, order, oneScale) : this;
    }

    /** A copy for a re-ranker that gets scores which are on one scale. */
    RerankContext<U, I> onOneScale() {
        return new RerankContext<>(request, bundle, now, sources, true);
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
     * The scores of candidates made comparable: stretched to 0..1, rel = (score - min) / (max - min), all 1 where all
     * scores are equal. Of S sources, number j = 0, 1, ... in the order of the chain is stretched within itself to
     * (S - 1 - j + rel) / S, so an item of the model is above each of a fallback, wherever re-rankers before have put
     * them. After a re-ranker that {@linkplain Reranker#unifiesScores gives all scores one scale}, sources do not matter.
     *
     * @param candidates what the re-ranker was handed
     * @return one value for each, in their order
     */
    public double[] relevance(List<Recommendation<I>> candidates) {
        return oneScale ? Relevance.onOneScale(candidates) : Relevance.bySource(candidates, sources);
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
