package dev.recsys.profile;

import dev.recsys.Experimental;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one user likes, by category.
 *
 * <p>A strength is evidence in units of an average interaction, split evenly over an item's categories: two films, a
 * comedy and a romantic comedy, give comedy 1.5 and romance 0.5. Dislikes count below 0. Shares are the strengths after
 * smoothing, which is what to rank categories by: see {@link ProfileConfig#pseudoCount}.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 */
@Experimental
public final class UserProfile<U> {

    private final U user;
    private final Map<String, Double> strengths;
    private final Map<String, Double> shares;
    private final int interactions;
    private final Optional<Instant> lastActivity;

    UserProfile(
            U user,
            Map<String, Double> strengths,
            Map<String, Double> shares,
            int interactions,
            Optional<Instant> lastActivity) {
        this.user = user;
        this.strengths = Collections.unmodifiableMap(new TreeMap<>(strengths));
        this.shares = shares;
        this.interactions = interactions;
        this.lastActivity = lastActivity;
    }

    /** Whose profile it is. */
    public U user() {
        return user;
    }

    /** The evidence by category, finite; sorted by category. Categories nothing is known of are absent. */
    public Map<String, Double> strengths() {
        return strengths;
    }

    /** The share of every known category, at least 0; they sum to 1. Sorted by category. */
    public Map<String, Double> shares() {
        return shares;
    }

    /** The share of one category; 0 for an unknown one. */
    public double share(String category) {
        return shares.getOrDefault(category, 0.0);
    }

    /** How many items the user has in the events that count. */
    public int interactions() {
        return interactions;
    }

    /** The time of the user's last event of any kind, if times are known. */
    public Optional<Instant> lastActivity() {
        return lastActivity;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserProfile<?> that
                && user.equals(that.user)
                && strengths.equals(that.strengths)
                && shares.equals(that.shares)
                && interactions == that.interactions
                && lastActivity.equals(that.lastActivity);
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, strengths, interactions);
    }

    @Override
    public String toString() {
        return user + ": " + interactions + " items, " + strengths;
    }
}
