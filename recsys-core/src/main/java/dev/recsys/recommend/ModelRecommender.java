package dev.recsys.recommend;

import dev.recsys.Stable;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.IdIndex;
import dev.recsys.model.Capability;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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

    private final ModelBundle<U, I> bundle;
    private final String source;
    private final ItemMask mask;
    private final List<Predicate<I>> filters;
    private final Optional<Recommender<U, I>> fallback;
    private final RequestTranslation<U, I> translation;

    private ModelRecommender(
            ModelBundle<U, I> bundle,
            String source,
            ItemMask mask,
            List<Predicate<I>> filters,
            Optional<Recommender<U, I>> fallback) {
        this.bundle = bundle;
        this.source = source;
        this.mask = mask;
        this.filters = filters;
        this.fallback = fallback;
        this.translation = new RequestTranslation<>(bundle, mask);
    }

    static <U, I> ModelRecommender<U, I> create(ModelBundle<U, I> bundle) {
        return new ModelRecommender<>(
                bundle, bundle.info().algorithm(), ItemMask.all(bundle.items().size()), List.of(), Optional.empty());
    }

    /** A copy that labels its items with another source. */
    public ModelRecommender<U, I> withSource(String newSource) {
        return new ModelRecommender<>(bundle, newSource, mask, filters, fallback);
    }

    /**
     * A copy that recommends only items for which {@code allowed} holds, on top of filters set before; the rule holds for
     * the whole chain, fallbacks set before and after included.
     *
     * @param allowed asked once for each item of the model, now, and again for the items of fallbacks
     */
    public ModelRecommender<U, I> withFilter(Predicate<I> allowed) {
        ItemMask more = ItemMask.where(
                bundle.items().size(), item -> allowed.test(bundle.items().id(item)));
        List<Predicate<I>> extended = new ArrayList<>(filters);
        extended.add(allowed);
        return new ModelRecommender<>(
                bundle, source, mask.and(more), List.copyOf(extended), fallback.map(last -> filtered(last, allowed)));
    }

    /**
     * A copy that leaves out items which the bundle's catalogue says must not be shown at {@code now}; a filter as in
     * {@link #withFilter}, so it holds for the whole chain. Items that are not in the catalogue stay.
     *
     * @param now the time that counts for every later request; a service that runs on makes a new copy now and then
     */
    public ModelRecommender<U, I> withValidAt(Instant now) {
        ItemCatalog<I> catalog = bundle.catalog();
        return withFilter(
                item -> catalog.find(item).map(entry -> entry.isValidAt(now)).orElse(true));
    }

    /**
     * A copy that asks another recommender for what is missing: for everything where this one knows neither the user nor a
     * history, and for the rest of a list that is too short. If there is a fallback already, {@code other} comes after it.
     */
    public ModelRecommender<U, I> orElse(Recommender<U, I> other) {
        Recommender<U, I> next = other;
        for (Predicate<I> filter : filters) {
            next = filtered(next, filter);
        }
        Recommender<U, I> last = next;
        Recommender<U, I> chain = fallback.map(first -> inTurn(first, last)).orElse(last);
        return new ModelRecommender<>(bundle, source, mask, filters, Optional.of(chain));
    }

    /** Filters inside a model's top-K where possible, else what comes out. */
    private static <U, I> Recommender<U, I> filtered(Recommender<U, I> recommender, Predicate<I> allowed) {
        if (recommender instanceof ModelRecommender<U, I> model) {
            return model.withFilter(allowed);
        }
        return request -> renumbered(recommender.recommend(request).stream()
                .filter(recommendation -> allowed.test(recommendation.item()))
                .toList());
    }

    private static <U, I> Recommender<U, I> inTurn(Recommender<U, I> first, Recommender<U, I> second) {
        if (first instanceof ModelRecommender<U, I> model) {
            return model.orElse(second);
        }
        return request -> {
            List<Recommendation<I>> list = new ArrayList<>(first.recommend(request));
            fill(list, request, Set.of(), second);
            return List.copyOf(list);
        };
    }

    private static <I> List<Recommendation<I>> renumbered(List<Recommendation<I>> list) {
        List<Recommendation<I>> out = new ArrayList<>(list.size());
        list.forEach(recommendation -> out.add(recommendation.withRank(out.size() + 1)));
        return out;
    }

    /** The bundle it recommends from. */
    public ModelBundle<U, I> bundle() {
        return bundle;
    }

    /** The label of its items. */
    public String source() {
        return source;
    }

    @Override
    public List<Recommendation<I>> recommend(Request<U, I> request) {
        List<Recommendation<I>> list = new ArrayList<>();
        int user = translation.userPosition(request);
        Optional<Query> query = translation.query(request, user);
        if (query.isPresent()) {
            append(list, query.get().topK(request.k(), translation.mask(request, user)));
        }
        return completed(list, request);
    }

    /**
     * The items most similar to an item, itself left out.
     *
     * @param k at least 1
     * @return best first; empty for an unknown item
     * @throws UnsupportedOperationException if the model cannot tell ({@link Capability#SIMILAR_ITEMS})
     */
    public List<Recommendation<I>> similarItems(I item, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1 but was " + k);
        }
        List<Recommendation<I>> list = new ArrayList<>();
        int position = bundle.items().positionOf(item);
        if (position != IdIndex.ABSENT) {
            Query query = bundle.model().forItem(position);
            if (query.isInformed()) {
                append(list, query.topK(k, mask.and(ItemMask.except(mask.items(), position))));
            }
        }
        return List.copyOf(list);
    }

    /**
     * Recommends to every user of the model and hands the lists to a sink, in the order of users' positions, each the same
     * as {@link #recommend(Request)} gives. Memory is bounded: about a thousand lists per worker are under way at a time.
     *
     * @throws dev.recsys.CancelledException if cancelled; the sink has got the lists of the first users
     */
    public void recommendAll(BatchRequest batch, RecommendationSink<U, I> sink) {
        new BatchRun<>(this, translation, batch).run(sink);
    }

    /** Completes what the model answered. */
    List<Recommendation<I>> completed(List<Recommendation<I>> list, Request<U, I> request) {
        if (fallback.isPresent() && list.size() < request.k()) {
            Set<I> seen = request.excludeSeen() ? translation.seenIds(request) : Set.of();
            fill(list, request, seen, fallback.get());
        }
        return List.copyOf(list);
    }

    /** Appends what another recommender has for the rest of a list, leaving out what is in it and what was seen. */
    private static <U, I> void fill(
            List<Recommendation<I>> list, Request<U, I> request, Set<I> seen, Recommender<U, I> other) {
        int missing = request.k() - list.size();
        if (missing <= 0) { // a host's recommender may have given more than it was asked for
            return;
        }
        Set<I> excluded = new HashSet<>(request.excluded());
        excluded.addAll(seen);
        list.forEach(recommendation -> excluded.add(recommendation.item()));
        for (Recommendation<I> more : other.recommend(request.withK(missing).withExcluded(excluded))) {
            if (list.size() < request.k() && excluded.add(more.item())) {
                list.add(more.withRank(list.size() + 1));
            }
        }
    }

    /** Adds what the model answered, by id. */
    void append(List<Recommendation<I>> list, TopK best) {
        for (int i = 0; i < best.size(); i++) {
            I item = bundle.items().id(best.item(i));
            list.add(Recommendation.of(item, best.score(i), list.size() + 1, source));
        }
    }

    @Override
    public String toString() {
        return source + fallback.map(last -> ", else " + last).orElse("");
    }
}
