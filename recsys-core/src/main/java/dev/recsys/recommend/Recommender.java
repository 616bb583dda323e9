package dev.recsys.recommend;

import dev.recsys.Stable;
import dev.recsys.model.Capability;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Recommendations by business id from a model bundle. Seen items are left out unless asked for, filters run inside top-K
 * (if k items are eligible, k come back), and an unknown user is a normal case: served from the history in the request,
 * else by the fallback, else with an empty list.
 *
 * <p>Immutable, thread-safe. Cost of a request: one pass over the items, O(items x factors) for factor models, and O(k)
 * memory.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class Recommender<U, I> {

    private final ModelBundle<U, I> bundle;
    private final String source;
    private final ItemMask filter;
    private final @Nullable Recommender<U, I> fallback;
    private final RequestTranslation<U, I> translation;

    private Recommender(
            ModelBundle<U, I> bundle, String source, ItemMask filter, @Nullable Recommender<U, I> fallback) {
        this.bundle = bundle;
        this.source = source;
        this.filter = filter;
        this.fallback = fallback;
        this.translation = new RequestTranslation<>(bundle, filter);
    }

    /** Recommends from a bundle. The source of its items is the algorithm's name. */
    public static <U, I> Recommender<U, I> of(ModelBundle<U, I> bundle) {
        return new Recommender<>(
                bundle, bundle.info().algorithm(), ItemMask.all(bundle.items().size()), null);
    }

    /**
     * Recommends the most popular items of a bundle's training data, to anybody: the usual fallback. The source of its
     * items is {@code "popularity"}.
     */
    public static <U, I> Recommender<U, I> popular(ModelBundle<U, I> bundle) {
        float[] counts = new float[bundle.items().size()];
        for (int item = 0; item < counts.length; item++) {
            counts[item] = bundle.popularity(item);
        }
        Model popularity = ItemScoresModel.of("popularity", bundle.info().shape(), counts);
        return of(bundle.withModel(popularity));
    }

    /** A copy that labels its items with another source. */
    public Recommender<U, I> withSource(String newSource) {
        return new Recommender<>(bundle, newSource, filter, fallback);
    }

    /**
     * A copy that recommends only items for which {@code allowed} holds, on top of filters set before.
     *
     * @param allowed asked once for each item of the model, now
     */
    public Recommender<U, I> withFilter(Predicate<I> allowed) {
        ItemMask mask = ItemMask.where(
                bundle.items().size(), item -> allowed.test(bundle.items().id(item)));
        return new Recommender<>(bundle, source, filter.and(mask), fallback);
    }

    /**
     * A copy that asks another recommender for what is missing: for everything where this one knows neither the user nor a
     * history, and for the rest of a list that is too short. The filters of the other one are its own.
     */
    public Recommender<U, I> orElse(Recommender<U, I> other) {
        Recommender<U, I> last = fallback == null ? other : fallback.orElse(other);
        return new Recommender<>(bundle, source, filter, last);
    }

    /** The bundle it recommends from. */
    public ModelBundle<U, I> bundle() {
        return bundle;
    }

    /** The label of its items. */
    public String source() {
        return source;
    }

    /**
     * The best items a user has not seen.
     *
     * @param k at least 1
     * @return best first; fewer than k only where fewer are eligible; empty for an unknown user without a fallback
     */
    public List<Recommendation<I>> recommend(U user, int k) {
        return recommend(Request.forUser(user, k));
    }

    /** The best items for a request. */
    public List<Recommendation<I>> recommend(Request<U, I> request) {
        List<Recommendation<I>> list = new ArrayList<>();
        Optional<Query> query = translation.query(request);
        if (query.isPresent()) {
            append(list, query.get().topK(request.k(), translation.mask(request)));
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
        if (position >= 0) {
            ItemMask others = filter.and(ItemMask.except(bundle.items().size(), position));
            append(list, bundle.model().forItem(position).topK(k, others));
        }
        return List.copyOf(list);
    }

    /**
     * Recommends to every user of the model and hands the lists to a sink, in the order of users' positions, each the same
     * as {@link #recommend(Request)} gives. Memory is bounded: a few hundred lists per worker are under way at a time.
     *
     * @throws dev.recsys.CancelledException if cancelled; the sink has got the lists of the first users
     */
    public void recommendAll(BatchRequest batch, RecommendationSink<U, I> sink) {
        new BatchRun<>(this, translation, batch).run(sink);
    }

    /** Completes what the model of this recommender answered. */
    List<Recommendation<I>> completed(List<Recommendation<I>> list, Request<U, I> request) {
        if (fallback == null || list.size() >= request.k()) {
            return List.copyOf(list);
        }
        List<I> taken = list.stream().map(Recommendation::item).toList();
        Request<U, I> rest = request.withK(request.k() - list.size()).withExcluded(taken);
        if (request.excludeSeen()) {
            rest = rest.withExcluded(translation.seenIds(request));
        }
        for (Recommendation<I> more : fallback.recommend(rest)) {
            list.add(new Recommendation<>(more.item(), more.score(), list.size() + 1, more.source()));
        }
        return List.copyOf(list);
    }

    /** Adds what the model answered, by id. */
    void append(List<Recommendation<I>> list, TopK best) {
        for (int i = 0; i < best.size(); i++) {
            I item = bundle.items().id(best.item(i));
            list.add(new Recommendation<>(item, best.score(i), list.size() + 1, source));
        }
    }

    @Override
    public String toString() {
        return source + (fallback == null ? "" : ", else " + fallback);
    }
}
