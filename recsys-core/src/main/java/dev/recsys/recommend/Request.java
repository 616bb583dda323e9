package dev.recsys.recommend;

import dev.recsys.Stable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to recommend to whom; each {@code with} method replaces one part. Immutable, thread-safe.
 *
 * <pre>{@code
 * recommender.request("alice", 10).withExcluded(List.of(42)).withExcludeSeen(false)
 * }</pre>
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class Request<U, I> {

    private final @Nullable U user;
    private final int k;
    private final boolean excludeSeen;
    private final Set<I> excluded;
    private final @Nullable Set<I> allowed;
    private final Map<I, Float> history;
    private final @Nullable ItemRule rule;

    private Request(
            @Nullable U user,
            int k,
            boolean excludeSeen,
            Set<I> excluded,
            @Nullable Set<I> allowed,
            Map<I, Float> history,
            @Nullable ItemRule rule) {
        this.user = user;
        this.k = k;
        this.excludeSeen = excludeSeen;
        this.excluded = excluded;
        this.allowed = allowed;
        this.history = history;
        this.rule = rule;
    }

    /**
     * The best items for a user, seen ones left out. An unknown user is a normal case.
     *
     * @param k at least 1
     */
    public static <U, I> Request<U, I> forUser(U user, int k) {
        return new Request<>(user, checkK(k), true, Set.of(), null, Map.of(), null);
    }

    /**
     * The best items for somebody without an id, to be used with {@link #withHistory}.
     *
     * @param k at least 1
     */
    public static <U, I> Request<U, I> anonymous(int k) {
        return new Request<>(null, checkK(k), true, Set.of(), null, Map.of(), null);
    }

    private static int checkK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1 but was " + k);
        }
        return k;
    }

    /** A copy that asks for another number of items, at least 1. */
    public Request<U, I> withK(int newK) {
        return new Request<>(user, checkK(newK), excludeSeen, excluded, allowed, history, rule);
    }

    /** A copy that leaves out the items the user has seen, or not. Default true. */
    public Request<U, I> withExcludeSeen(boolean newExcludeSeen) {
        return new Request<>(user, k, newExcludeSeen, excluded, allowed, history, rule);
    }

    /** A copy that leaves out exactly these items; unknown ones do no harm. Default none. */
    public Request<U, I> withExcluded(Collection<I> items) {
        return new Request<>(user, k, excludeSeen, Set.copyOf(items), allowed, history, rule);
    }

    /** A copy that recommends nothing but these items; an empty collection allows nothing. */
    public Request<U, I> withAllowed(Collection<I> items) {
        return new Request<>(user, k, excludeSeen, excluded, Set.copyOf(items), history, rule);
    }

    /**
     * A copy that recommends only items that meet a rule, for instance what the user has set up for themselves, beside all
     * that the recommender itself allows. Replaces a rule set before; join rules with {@link ItemRule#and}.
     */
    public Request<U, I> withRule(ItemRule newRule) {
        return new Request<>(user, k, excludeSeen, excluded, allowed, history, newRule);
    }

    /**
     * A copy that takes this whole history instead of what the model knows of the user, each item with strength 1.
     * Items in it count as seen.
     */
    public Request<U, I> withHistory(Collection<I> items) {
        Map<I, Float> strengths = new LinkedHashMap<>();
        items.forEach(item -> strengths.put(item, 1f));
        return withHistory(strengths);
    }

    /**
     * A copy that takes this whole history instead of what the model knows of the user: items with their aggregated
     * strengths before weighting, finite and not 0. Items in it count as seen. {@code FeatureBuilder.strengths} makes them
     * from events.
     */
    public Request<U, I> withHistory(Map<I, Float> strengths) {
        strengths.forEach((item, strength) -> {
            if (!Float.isFinite(strength) || strength == 0) {
                throw new IllegalArgumentException(
                        "item " + item + ": the strength must be finite and not 0 but is " + strength);
            }
        });
        return new Request<>(user, k, excludeSeen, excluded, allowed, Map.copyOf(strengths), rule);
    }

    /** Who asks, unless anonymous. */
    public Optional<U> user() {
        return Optional.ofNullable(user);
    }

    /** How many items are wanted. */
    public int k() {
        return k;
    }

    /** Whether seen items are left out. */
    public boolean excludeSeen() {
        return excludeSeen;
    }

    /** Items left out. */
    public Set<I> excluded() {
        return excluded;
    }

    /** The only items that may come, if restricted. */
    public Optional<Set<I>> allowed() {
        return Optional.ofNullable(allowed);
    }

    /** The rule items must meet, if there is one. */
    public Optional<ItemRule> rule() {
        return Optional.ofNullable(rule);
    }

    /** The history given, items to strengths; empty for none. */
    public Map<I, Float> history() {
        return history;
    }
}
