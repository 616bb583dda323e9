package dev.recsys.recommend;

import dev.recsys.Stable;
import dev.recsys.data.ItemCatalog;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.Capability;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.TopK;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Recommends from a model bundle. Seen items are left out unless asked for, filters run inside top-K (if k items are
 * eligible, k come back), and an unknown user is a normal case: served from the history in the request, else by the
 * fallback, else with an empty list. A user about whom the model knows nothing - its scores would all be the same - counts
 * as unknown.
 *
 * <p>Immutable, thread-safe. Cost of a request: one pass over the items, O(items x factors) for factor models.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class ModelRecommender<U, I> implements Recommender<U, I> {

    private final Setup<U, I> setup;
    private final ModelBundle<U, I> bundle;
    private final RequestTranslation<U, I> translation;
    private final Insight<U, I> insight;

    private ModelRecommender(Setup<U, I> setup) {
        this.setup = setup;
        this.bundle = setup.bundle();
        this.translation = new RequestTranslation<>(bundle, setup.rules(), setup.mask());
        this.insight = new Insight<>(bundle, translation);
    }

    static <U, I> ModelRecommender<U, I> create(ModelBundle<U, I> bundle) {
        return new ModelRecommender<>(Setup.of(bundle));
    }

    /** A copy that labels its items with another source. */
    public ModelRecommender<U, I> withSource(String newSource) {
        return new ModelRecommender<>(setup.withSource(newSource));
    }

    /**
     * A copy that recommends only items for which {@code allowed} holds, on top of filters and rules set before; it holds
     * for the whole chain, fallbacks set before and after included.
     *
     * @param allowed asked once for each item of the model, now, and again for the items of fallbacks
     */
    public ModelRecommender<U, I> withFilter(Predicate<I> allowed) {
        ItemMask more = ItemMask.where(
                bundle.items().size(), item -> allowed.test(bundle.items().id(item)));
        return new ModelRecommender<>(setup.withFilter(allowed, more));
    }

    /**
     * A copy that recommends only items that meet a rule, judged by the bundle's catalogue; a filter as in
     * {@link #withFilter}, so it holds for the whole chain. A user's own rule goes into {@link Request#withRule}.
     */
    public ModelRecommender<U, I> withRule(ItemRule rule) {
        ItemCatalog<I> catalog = bundle.catalog();
        return new ModelRecommender<>(setup.withFilter(
                item -> rule.holds(catalog, item), setup.rules().of(rule)));
    }

    /**
     * A copy that leaves out items which the bundle's catalogue says must not be shown at {@code now}; a filter as in
     * {@link #withFilter}, so it holds for the whole chain. Items that are not in the catalogue stay.
     *
     * @param now the time that counts for every later request; a service that runs on makes a new copy now and then
     */
    public ModelRecommender<U, I> withValidAt(Instant now) {
        return withRule(ItemRule.validAt(now).or(ItemRule.known().not()));
    }

    /**
     * A copy that asks another recommender for what is missing: for everything where this one knows neither the user nor a
     * history, and for the rest of a list that is too short. If there is a fallback already, {@code other} comes after it.
     */
    public ModelRecommender<U, I> orElse(Recommender<U, I> other) {
        return new ModelRecommender<>(setup.orElse(other));
    }

    /**
     * A copy that puts candidates in another order before it takes the first k; on top of re-rankers set before, which come
     * first. The candidates are the best {@code candidates} items of the model; if it has fewer than k, the fallback adds
     * to them, so a re-ranker set here sees the items of the whole chain. Re-rankers of a fallback's own come before.
     *
     * @param candidates how many to choose from, at least 1; k where k is more. Of several, the largest counts
     */
    public ModelRecommender<U, I> withReranker(Reranker<U, I> reranker, int candidates) {
        return new ModelRecommender<>(setup.withReranking(setup.reranking().then(reranker, candidates)));
    }

    /**
     * A copy that lets something beside the model change its scores, on top of adjustments set before, which come first.
     * Fallbacks, similar items and explanations stay those of the model. Batches then serve user by
     * user, after {@link QueryAdjustment#prepared}.
     */
    public ModelRecommender<U, I> withAdjustment(QueryAdjustment<U, I> adjustment) {
        return new ModelRecommender<>(setup.withAdjustment(adjustment));
    }

    Optional<QueryAdjustment<U, I>> adjustment() {
        return setup.adjustment();
    }

    /** A copy that tells re-rankers the time by another clock. Default the system's. */
    public ModelRecommender<U, I> withClock(InstantSource newClock) {
        return new ModelRecommender<>(setup.withClock(newClock));
    }

    /**
     * A copy that shares the scan of one request among several workers, where the model can: less time for one answer, more
     * processor time in all, the same list. Worth it for catalogues of some 100,000 items and more, on processors that have
     * nothing else to do. Batches have a parallelism of their own. Default the calling thread alone.
     */
    public ModelRecommender<U, I> withParallelism(Parallelism newParallelism) {
        return new ModelRecommender<>(setup.withParallelism(newParallelism));
    }

    /** The bundle it recommends from. */
    public ModelBundle<U, I> bundle() {
        return bundle;
    }

    /** The label of its items. */
    public String source() {
        return setup.source();
    }

    /** Whether it has a re-ranker. Without one its list of k items is the start of its list of k + 1. */
    public boolean hasReranker() {
        return setup.reranking().reranker().isPresent();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if a re-ranker gives back what was no candidate, or an item twice
     */
    @Override
    public List<Recommendation<I>> recommend(Request<U, I> request) {
        return recommend(request, setup.clock().instant(), setup.adjustment());
    }

    List<Recommendation<I>> recommend(Request<U, I> request, Instant now, Optional<QueryAdjustment<U, I>> adjustment) {
        Request<U, I> wide = widened(request);
        int user = translation.userPosition(wide);
        TopK best = translation
                .query(wide, user, adjustment)
                .map(query -> query.topK(wide.k(), translation.mask(wide, user), setup.parallelism()))
                .orElse(TopK.empty());
        return completed(best, request, now);
    }

    /**
     * The items most similar to an item, itself left out. Filters and rules of this recommender hold, re-rankers and
     * fallbacks take no part.
     *
     * @param k at least 1
     * @return best first; empty for an unknown item
     * @throws UnsupportedOperationException if the model cannot tell ({@link Capability#SIMILAR_ITEMS})
     */
    public List<Recommendation<I>> similarItems(I item, int k) {
        return similarItems(List.of(item), Request.<U, I>anonymous(k));
    }

    /**
     * The items with the highest mean similarity to several items, these left out, for instance for a basket. Filters and
     * rules of this recommender hold, and what the request says: k, rule, allowed and excluded items, what its user has
     * seen.
     *
     * @param items those the model does not know are passed over
     * @return best first; empty if the model knows none of the items
     * @throws UnsupportedOperationException if the model cannot tell ({@link Capability#SIMILAR_ITEMS})
     */
    public List<Recommendation<I>> similarItems(Collection<I> items, Request<U, I> request) {
        return byId(insight.similarItems(items, request));
    }

    /**
     * The users most like a user, that user left out.
     *
     * @param k at least 1
     * @return most similar first; empty for an unknown user
     * @throws UnsupportedOperationException if the model cannot tell ({@link Capability#SIMILAR_USERS})
     */
    public List<SimilarUser<U>> similarUsers(U user, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1 but was " + k);
        }
        return insight.similarUsers(user, k);
    }

    /** Why an item has its score for a user; {@link #explain(Request, Object)} with a plain request. */
    public Optional<Explanation<I>> explain(U user, I item) {
        return explain(request(user, 1), item);
    }

    /**
     * Why an item has its score for whoever asks: what the history of the request, else the user's training row, adds to
     * it. Whether the item would be recommended does not matter. Where this recommender has no answer, a fallback made
     * from a model is asked.
     *
     * @return empty if the item is unknown, or nothing is known of who asks, or the bundle keeps no histories
     * @throws UnsupportedOperationException if the model cannot tell ({@link Capability#EXPLANATIONS})
     */
    public Optional<Explanation<I>> explain(Request<U, I> request, I item) {
        Optional<Explanation<I>> own = insight.explain(request, item, source());
        return own.isPresent() ? own : setup.fallback().flatMap(last -> Chain.explain(last, request, item));
    }

    /**
     * Recommends to every user of the model and hands the lists to a sink, in the order of users' positions, each the same
     * as {@link #recommend(Request)} gives. Memory is bounded: about a thousand lists per worker are under way at a time.
     *
     * @throws dev.recsys.CancelledException if cancelled; the sink has got the lists of the first users
     */
    public void recommendAll(BatchRequest batch, RecommendationSink<U, I> sink) {
        new BatchRun<>(this, BatchUsers.all(bundle), batch, setup.clock().instant()).run(sink);
    }

    /**
     * Recommends to the given users, known or not, and hands the lists to a sink, in the order given, each the same as
     * {@link #recommend(Request)} gives.
     *
     * @throws dev.recsys.CancelledException if cancelled; the sink has got the lists of the first users
     */
    public void recommendAll(Collection<U> users, BatchRequest batch, RecommendationSink<U, I> sink) {
        new BatchRun<>(this, BatchUsers.of(bundle, users), batch, setup.clock().instant()).run(sink);
    }

    /** What the model has to answer for a request: more than asked for if a re-ranker is to choose. */
    Request<U, I> widened(Request<U, I> request) {
        return setup.reranking().widened(request);
    }

    RequestTranslation<U, I> translation() {
        return translation;
    }

    /** Completes what the model answered to the widened request. */
    List<Recommendation<I>> completed(TopK best, Request<U, I> request, Instant now) {
        List<Recommendation<I>> list = byId(best);
        if (setup.fallback().isPresent() && list.size() < request.k()) {
            list = filled(list, request, setup.fallback().get());
        }
        return setup.reranking().best(list, RerankContext.of(request, bundle, now));
    }

    private List<Recommendation<I>> filled(
            List<Recommendation<I>> own, Request<U, I> request, Recommender<U, I> fallback) {
        List<Recommendation<I>> list = new ArrayList<>(own);
        Set<I> seen = request.excludeSeen() ? translation.seenIds(request) : Set.of();
        Chain.fill(list, widened(request), seen, Chain.allowedBy(request, bundle.catalog()), fallback);
        return list;
    }

    private List<Recommendation<I>> byId(TopK best) {
        List<Recommendation<I>> list = new ArrayList<>(best.size());
        for (int i = 0; i < best.size(); i++) {
            I item = bundle.items().id(best.item(i));
            list.add(Recommendation.of(item, best.score(i), i + 1, source()));
        }
        return List.copyOf(list);
    }

    @Override
    public String toString() {
        return source() + setup.fallback().map(last -> ", else " + last).orElse("");
    }
}
