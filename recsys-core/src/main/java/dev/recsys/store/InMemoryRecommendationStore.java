package dev.recsys.store;

import dev.recsys.Stable;
import dev.recsys.StoreException;
import dev.recsys.recommend.Recommendation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps published lists in memory. Readers never wait. Thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class InMemoryRecommendationStore<U, I> implements RecommendationStore<U, I> {

    private final Clock clock;
    private volatile Optional<Snapshot<U, I>> published = Optional.empty();
    private long lastToken; // guarded by this

    private record Snapshot<U, I>(ModelVersion version, long token, Map<U, PublishedList<I>> lists) {}

    /** An empty store. */
    public InMemoryRecommendationStore() {
        this(Clock.systemUTC());
    }

    /** An empty store with a clock of the host's choice. */
    public InMemoryRecommendationStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<PublishedList<I>> find(U user) {
        return published.flatMap(
                snapshot -> Optional.ofNullable(snapshot.lists().get(user)));
    }

    @Override
    public Map<U, PublishedList<I>> findAll(Collection<U> users) {
        Optional<Snapshot<U, I>> snapshot = published;
        Map<U, PublishedList<I>> found = new HashMap<>();
        if (snapshot.isPresent()) {
            for (U user : users) {
                PublishedList<I> list = snapshot.get().lists().get(user);
                if (list != null) {
                    found.put(user, list);
                }
            }
        }
        return found;
    }

    @Override
    public Optional<ModelVersion> publishedVersion() {
        return published.map(Snapshot::version);
    }

    @Override
    public synchronized long reserve() {
        lastToken++;
        return lastToken;
    }

    @Override
    public synchronized Publication<U, I> begin(ModelVersion version, long token) {
        if (token < 1 || token > lastToken) {
            throw new IllegalArgumentException("token " + token + " was never reserved");
        }
        return new InMemoryPublication(version, token, clock.instant());
    }

    @Override
    public synchronized void forget(U user) {
        if (published.isPresent()) {
            Snapshot<U, I> current = published.get();
            Map<U, PublishedList<I>> rest = new HashMap<>(current.lists());
            rest.remove(user);
            published = Optional.of(new Snapshot<>(current.version(), current.token(), Map.copyOf(rest)));
        }
    }

    private synchronized void replace(Snapshot<U, I> next) {
        Optional<Snapshot<U, I>> current = published;
        if (current.isPresent() && current.get().token() > next.token()) {
            throw StoreException.permanent("the publication of " + next.version() + " was overtaken by that of "
                    + current.get().version() + ", which began later and is committed; its lists stay");
        }
        published = Optional.of(next);
    }

    private final class InMemoryPublication implements Publication<U, I> {

        private final ModelVersion version;
        private final long token;
        private final Instant createdAt;
        private final Map<U, PublishedList<I>> lists = new HashMap<>();
        private boolean ended;

        InMemoryPublication(ModelVersion version, long token, Instant createdAt) {
            this.version = version;
            this.token = token;
            this.createdAt = createdAt;
        }

        @Override
        public void put(U user, List<Recommendation<I>> list) {
            requireOpen();
            if (list.isEmpty()) {
                return;
            }
            Set<I> distinct = new HashSet<>();
            List<Recommendation<I>> items = new ArrayList<>(list.size());
            for (Recommendation<I> r : list) {
                if (!distinct.add(r.item())) {
                    throw new IllegalArgumentException("user " + user + ": item " + r.item() + " is repeated");
                }
                items.add(r.withRank(items.size() + 1));
            }
            if (lists.putIfAbsent(user, PublishedList.of(version, createdAt, items)) != null) {
                throw new IllegalArgumentException("user " + user + " has a list in this publication already");
            }
        }

        @Override
        public void commit() {
            requireOpen();
            ended = true;
            replace(new Snapshot<>(version, token, Map.copyOf(lists)));
        }

        @Override
        public void close() {
            ended = true;
        }

        private void requireOpen() {
            if (ended) {
                throw new IllegalStateException("the publication of " + version + " has ended");
            }
        }
    }
}
