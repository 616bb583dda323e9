package dev.recsys.profile;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.model.History;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.Query;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.QueryAdjustment;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Request;
import dev.recsys.store.FeatureKey;
import dev.recsys.store.FeatureStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Helps a model with users of whom it knows little, by the categories they like:
 *
 * <pre>{@code
 * ModelRecommender<Integer, Integer> recommender = CategoryPrior.of(bundle).recommender();
 * recommender.recommend(recommender.anonymousRequest(10).withHistory(List.of(318)));
 * }</pre>
 *
 * <p>For a user with a history of n items and w = strength / (strength + n),
 *
 * <pre>
 *   score(u, i) = ((1 - w * popularity) * model(u, i) + w * popularity * taken(i)) * exp(w * affinity * lift(u, i))
 *   lift(u, i)  = mean over the categories c of i of log(share_u(c) / share(c)), 0 for an item without any
 * </pre>
 *
 * <p>model(u, i) is the model's score divided by the largest magnitude among all items, taken(i) the number of users of the
 * item divided by the largest. share(c) is the share of a category in all training interactions; share_u(c) that of the
 * user, smoothed toward it by {@link #withPseudoCount}. A negative model score is divided by the exponential instead, so that
 * liked categories always raise. As the history grows, w and with it the whole prior vanishes; below w = 0.02 the model's
 * query is left as it is. Where the model knows nothing of the user, taken(i) stands alone for the first factor.
 *
 * <p>The user's categories are read from a {@linkplain #withFeatures feature store} if it has them, else worked out from the
 * history, with each item's weight divided by the mean magnitude of the history's. If neither is there, the prior changes
 * nothing.
 *
 * <p>Filters, exclusions, seen items and top-K are the recommender's and hold as without the prior. Cost of a request: one
 * score and one exponential per item. Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Experimental
public final class CategoryPrior<U, I> implements QueryAdjustment<U, I> {

    /** The default of {@link #withStrength}. */
    public static final double DEFAULT_STRENGTH = 20;

    /** The default of {@link #withAffinity}. */
    public static final double DEFAULT_AFFINITY = 0.4;

    /** The default of {@link #withPopularity}. */
    public static final double DEFAULT_POPULARITY = 0;

    /** The default of {@link #withPseudoCount}. */
    public static final double DEFAULT_PSEUDO_COUNT = 50;

    private static final double LEAST_WEIGHT = 0.02;

    private final ModelBundle<U, I> bundle;
    private final PriorScores scores;
    private final Optional<StoredStrengths<U>> stored;
    private final double strength;
    private final double affinity;
    private final double popularity;
    private final double pseudoCount;

    private CategoryPrior(
            ModelBundle<U, I> bundle,
            PriorScores scores,
            Optional<StoredStrengths<U>> stored,
            double strength,
            double affinity,
            double popularity,
            double pseudoCount) {
        this.bundle = bundle;
        this.scores = scores;
        this.stored = stored;
        this.strength = strength;
        this.affinity = affinity;
        this.popularity = popularity;
        this.pseudoCount = pseudoCount;
    }

    /**
     * The prior of a bundle, by the categories of its catalogue.
     *
     * @throws DataException if no item of the model has a category
     */
    public static <U, I> CategoryPrior<U, I> of(ModelBundle<U, I> bundle) {
        PriorScores scores = PriorScores.of(bundle);
        if (scores.global().isEmpty()) {
            throw new DataException(
                    "the catalogue of " + bundle,
                    "no item of the model has a category",
                    "give the bundle a catalogue with categories: ModelBundle.withCatalog");
        }
        return new CategoryPrior<>(
                bundle,
                scores,
                Optional.empty(),
                DEFAULT_STRENGTH,
                DEFAULT_AFFINITY,
                DEFAULT_POPULARITY,
                DEFAULT_PSEUDO_COUNT);
    }

    /**
     * A copy in which the prior has another weight.
     *
     * @param items 0 or more: the length of a history at which w is one half; 0 for no prior. Default {@value
     *     #DEFAULT_STRENGTH}
     */
    public CategoryPrior<U, I> withStrength(double items) {
        return new CategoryPrior<>(
                bundle, scores, stored, range("strength", items, 0, 1e6), affinity, popularity, pseudoCount);
    }

    /**
     * A copy in which categories count more or less.
     *
     * @param exponent 0 to 100: the power of the ratio of shares. Default {@value #DEFAULT_AFFINITY}
     */
    public CategoryPrior<U, I> withAffinity(double exponent) {
        return new CategoryPrior<>(
                bundle, scores, stored, strength, range("affinity", exponent, 0, 100), popularity, pseudoCount);
    }

    /**
     * A copy that also mixes in popularity.
     *
     * @param part 0 to 1, of an empty history. Default {@value #DEFAULT_POPULARITY}
     */
    public CategoryPrior<U, I> withPopularity(double part) {
        return new CategoryPrior<>(
                bundle, scores, stored, strength, affinity, range("popularity", part, 0, 1), pseudoCount);
    }

    /**
     * A copy that smooths a user's shares of categories more or less.
     *
     * @param items more than 0, up to 1e6: how many interactions the shares of everybody count for. Default {@value
     *     #DEFAULT_PSEUDO_COUNT}
     */
    public CategoryPrior<U, I> withPseudoCount(double items) {
        return new CategoryPrior<>(
                bundle, scores, stored, strength, affinity, popularity, range("pseudoCount", items, 1e-6, 1e6));
    }

    /**
     * A copy that reads the strengths {@link UserProfiles#save} stored, where the store has some of the user that are not
     * too old. They count instead of what the history says; n stays the length of the history. So somebody who has stated
     * preferences and done nothing yet gets a list, too. The store is asked once for each request; in a batch,
     * once for each block of a few hundred users.
     */
    public CategoryPrior<U, I> withFeatures(FeatureStore store) {
        return withFeatures(store, UserProfiles.key(bundle.users().type()));
    }

    /**
     * As {@link #withFeatures(FeatureStore)}, with a key of the host's choice, for instance one with a maximum age. A store
     * that fails makes the request fail: with {@link dev.recsys.StoreException}.
     *
     * @param key strengths by category, in interactions; below 0 for dislikes
     */
    public CategoryPrior<U, I> withFeatures(FeatureStore store, FeatureKey<U, Map<String, Double>> key) {
        return new CategoryPrior<>(
                bundle,
                scores,
                Optional.of(StoredStrengths.of(store, key)),
                strength,
                affinity,
                popularity,
                pseudoCount);
    }

    private static double range(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(name + " must be between " + min + " and " + max + " but was " + value);
        }
        return value;
    }

    /** A recommender of the bundle with this prior. */
    public ModelRecommender<U, I> recommender() {
        return Recommender.of(bundle).withAdjustment(this);
    }

    @Override
    public Query adjust(Request<U, I> request, History history, Query query) {
        double w = strength == 0 ? 0 : strength / (strength + history.size());
        if (w < LEAST_WEIGHT) {
            return query;
        }
        Map<String, Double> strengths = strengths(request, history);
        if (strengths.isEmpty()) {
            return query;
        }
        double[] lifts = scores.lifts(CategoryEvidence.smoothed(strengths, scores.global(), pseudoCount), w * affinity);
        return query.isInformed() ? scores.mixed(query, w * popularity, lifts) : scores.ofPopularity(lifts);
    }

    /** One that has read the stored strengths of all users of the requests, in one call to the store. */
    @Override
    public QueryAdjustment<U, I> prepared(List<Request<U, I>> requests) {
        if (stored.isEmpty() || strength == 0) {
            return this;
        }
        List<U> users = requests.stream()
                .flatMap(request -> request.user().stream())
                .distinct()
                .toList();
        Optional<StoredStrengths<U>> loaded = Optional.of(stored.get().loaded(users));
        return new CategoryPrior<>(bundle, scores, loaded, strength, affinity, popularity, pseudoCount);
    }

    private Map<String, Double> strengths(Request<U, I> request, History history) {
        if (stored.isPresent() && request.user().isPresent()) {
            Optional<Map<String, Double>> found =
                    stored.get().find(request.user().get());
            if (found.isPresent()) {
                return found.get();
            }
        }
        return scores.strengths(history);
    }

    @Override
    public String toString() {
        return "category prior, strength " + strength + ", affinity " + affinity + ", popularity " + popularity
                + ", pseudo count " + pseudoCount;
    }
}
