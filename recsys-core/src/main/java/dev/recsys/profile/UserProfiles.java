package dev.recsys.profile;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.data.Dataset;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.store.EntityKind;
import dev.recsys.store.FeatureKey;
import dev.recsys.store.FeatureStore;
import dev.recsys.store.FeatureType;
import dev.recsys.store.FeatureValue;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The profiles of all users, from their events, from what they say they like, or from both:
 *
 * <pre>{@code
 * UserProfiles<Integer> profiles = UserProfiles.of(log, catalog);
 * profiles.find(42).ifPresent(profile -> profile.shares());
 * profiles.save(store, Instant.now());
 * }</pre>
 *
 * <p>Immutable, thread-safe. Cost of building: O(events) time, and a map per user.
 *
 * @param <U> the Java type of user ids
 */
@Experimental
public final class UserProfiles<U> {

    private static final int USERS_PER_BATCH = 10_000;

    private final IdType<U> users;
    private final Map<U, UserProfile<U>> profiles;
    private final Map<String, Double> global;

    private UserProfiles(IdType<U> users, Map<U, UserProfile<U>> profiles, Map<String, Double> global) {
        this.users = users;
        this.profiles = profiles;
        this.global = global;
    }

    /** From events, with {@link ProfileConfig#defaults()}. */
    public static <U, I> UserProfiles<U> of(EventLog<U, I> log, ItemCatalog<I> catalog) {
        return of(log, catalog, Map.of(), ProfileConfig.defaults());
    }

    /**
     * From events and stated preferences. Times count from the latest event, where a half-life is configured.
     *
     * @param stated for each user scores by category, finite, on any scale of the user's own; below 0 for a dislike. Users
     *     need not be in the log, and one with no scores has a profile without strengths; not modified
     * @throws DataException if nothing is left of the events, none of what is left has a category, or a stated score is not
     *     finite
     */
    public static <U, I> UserProfiles<U> of(
            EventLog<U, I> log, ItemCatalog<I> catalog, Map<U, Map<String, Double>> stated, ProfileConfig config) {
        stated.forEach(UserProfiles::requireFinite);
        Dataset<U, I> data = FeatureBuilder.build(log, config.features());
        Behaviour<U> behaviour = Behaviour.of(data, log, catalog);
        if (behaviour.global().isEmpty()) {
            throw new DataException(
                    log.rejections().source(),
                    "none of the " + data.items().size() + " items has a category",
                    "hand in a catalogue with categories");
        }
        Map<U, UserProfile<U>> profiles = new LinkedHashMap<>();
        for (int user = 0; user < data.users().size(); user++) {
            U id = data.users().id(user);
            Map<String, Double> strengths = behaviour.strengths(user, config.behaviourWeight());
            Map<String, Double> scores = stated.getOrDefault(id, Map.of());
            CategoryEvidence.stated(scores, config.statedWeight())
                    .forEach((category, strength) -> CategoryEvidence.add(strengths, category, strength));
            profiles.put(
                    id,
                    profile(
                            id,
                            strengths,
                            behaviour,
                            config,
                            data.interactions().rowLength(user)));
        }
        stated.forEach((id, scores) -> profiles.computeIfAbsent(
                id,
                unseen ->
                        profile(unseen, CategoryEvidence.stated(scores, config.statedWeight()), behaviour, config, 0)));
        return new UserProfiles<>(log.users().type(), profiles, behaviour.global());
    }

    private static void requireFinite(Object user, Map<String, Double> scores) {
        scores.forEach((category, score) -> {
            if (!Double.isFinite(score)) {
                throw new DataException(
                        "the stated preferences of user " + user,
                        "the score of category '" + category + "' is " + score,
                        "state finite scores only");
            }
        });
    }

    private static <U> UserProfile<U> profile(
            U id, Map<String, Double> strengths, Behaviour<U> behaviour, ProfileConfig config, int interactions) {
        return new UserProfile<>(
                id,
                strengths,
                CategoryEvidence.smoothed(strengths, withAll(behaviour.global(), strengths), config.pseudoCount()),
                interactions,
                behaviour.lastActivity(id));
    }

    /** The global shares, with a share of 0 for categories no item has, so that no strength is lost. */
    private static Map<String, Double> withAll(Map<String, Double> global, Map<String, Double> strengths) {
        if (global.keySet().containsAll(strengths.keySet())) {
            return global;
        }
        Map<String, Double> all = new TreeMap<>(global);
        strengths.keySet().forEach(category -> all.putIfAbsent(category, 0.0));
        return all;
    }

    /** The key under which {@link #save} keeps strengths by category, and {@link CategoryPrior} finds them. */
    public static <U> FeatureKey<U, Map<String, Double>> key(IdType<U> users) {
        return FeatureKey.of(EntityKind.user(users), "category-strengths", FeatureType.MAP);
    }

    /** The profile of a user, if there is one. */
    public Optional<UserProfile<U>> find(U user) {
        return Optional.ofNullable(profiles.get(user));
    }

    /** All profiles by user: first those with events in the order of their ids, then the others. */
    public Map<U, UserProfile<U>> all() {
        return Collections.unmodifiableMap(profiles);
    }

    /** How many users have a profile. */
    public int size() {
        return profiles.size();
    }

    /** What everybody likes: the share of each category in all events that count; they sum to 1. */
    public Map<String, Double> global() {
        return global;
    }

    /**
     * Keeps the strengths of all users under {@link #key}, in batches of 10,000 users. Of a user with a profile but no
     * strengths, no categories are kept: earlier ones count no more. Users without a profile are unknown here, so what the
     * store has of them stays: {@linkplain FeatureStore#remove remove} it, or read with a {@linkplain
     * FeatureKey#withMaxAge maximum age}.
     *
     * @param asOf from when on they were known: the time of the latest event they were made from, or now
     * @throws dev.recsys.StoreException if writing fails; the batches written so far stay, and repeating is harmless
     */
    public void save(FeatureStore store, Instant asOf) {
        FeatureKey<U, Map<String, Double>> key = key(users);
        Map<U, FeatureValue<Map<String, Double>>> batch = new LinkedHashMap<>();
        for (UserProfile<U> profile : profiles.values()) {
            batch.put(profile.user(), FeatureValue.of(profile.strengths(), asOf));
            if (batch.size() == USERS_PER_BATCH) {
                store.putAll(key, batch);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            store.putAll(key, batch);
        }
    }

    @Override
    public String toString() {
        return profiles.size() + " profiles over " + global.size() + " categories";
    }

    /** What the events say: a matrix of strengths, who was active when, and what everybody likes. */
    private record Behaviour<U>(
            Dataset<U, ?> data,
            ItemCategories categories,
            double unit,
            Map<String, Double> global,
            Map<U, Instant> active) {

        static <U, I> Behaviour<U> of(Dataset<U, I> data, EventLog<U, I> log, ItemCatalog<I> catalog) {
            ItemCategories categories = ItemCategories.of(data.items(), catalog);
            return new Behaviour<>(
                    data, categories, meanMagnitude(data), categories.global(data.popularity()), lastActivity(log));
        }

        private static double meanMagnitude(Dataset<?, ?> data) {
            float[] values = new float[data.interactions().maxRowLength()];
            int[] columns = new int[values.length];
            double sum = 0;
            for (int user = 0; user < data.users().size(); user++) {
                int count = data.interactions().copyRow(user, columns, values);
                for (int i = 0; i < count; i++) {
                    sum += Math.abs(values[i]);
                }
            }
            return sum / data.interactions().entries();
        }

        private static <U> Map<U, Instant> lastActivity(EventLog<U, ?> log) {
            Map<U, Instant> active = new LinkedHashMap<>();
            if (log.hasTime()) {
                IdIndex<U> users = log.users();
                for (int user = 0; user < users.size(); user++) {
                    long last = Long.MIN_VALUE;
                    for (int row = log.firstRow(user); row < log.firstRow(user + 1); row++) {
                        last = Math.max(last, log.time(row));
                    }
                    if (log.firstRow(user) < log.firstRow(user + 1)) {
                        active.put(users.id(user), Instant.ofEpochMilli(last));
                    }
                }
            }
            return active;
        }

        Map<String, Double> strengths(int user, double weight) {
            int[] columns = new int[data.interactions().rowLength(user)];
            float[] values = new float[columns.length];
            int count = data.interactions().copyRow(user, columns, values);
            return weight == 0 ? new TreeMap<>() : categories.strengths(columns, values, count, unit / weight);
        }

        Optional<Instant> lastActivity(U user) {
            return Optional.ofNullable(active.get(user));
        }
    }
}
