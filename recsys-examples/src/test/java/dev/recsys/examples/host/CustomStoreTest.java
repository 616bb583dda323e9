package dev.recsys.examples.host;

import dev.recsys.StoreException;
import dev.recsys.event.IdType;
import dev.recsys.recommend.Recommendation;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RecommendationStore;
import dev.recsys.testkit.RecommendationStoreContract;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * A store of the host's own, here two maps behind one reference; a host's would speak to its cache or its database. The
 * contract kit tells whether it keeps the promises that the library and the serving layer rely on.
 */
class CustomStoreTest implements RecommendationStoreContract {

    @Override
    public <U, I> RecommendationStore<U, I> store(IdType<U> users, IdType<I> items) {
        return new ShelfStore<>();
    }

    /** Whole shelves are exchanged, never single lists: that is what makes a publication one step for its readers. */
    static final class ShelfStore<U, I> implements RecommendationStore<U, I> {

        private record Shelf<U, I>(long token, Optional<ModelVersion> version, Map<U, PublishedList<I>> lists) {}

        private final AtomicLong tokens = new AtomicLong();
        private final AtomicReference<Shelf<U, I>> shelf =
                new AtomicReference<>(new Shelf<>(0, Optional.empty(), Map.of()));

        @Override
        public Optional<PublishedList<I>> find(U user) {
            return Optional.ofNullable(shelf.get().lists().get(user));
        }

        @Override
        public Map<U, PublishedList<I>> findAll(Collection<U> users) {
            Map<U, PublishedList<I>> lists = shelf.get().lists(); // read once: all of one publication
            Map<U, PublishedList<I>> found = new LinkedHashMap<>();
            for (U user : users) {
                Optional.ofNullable(lists.get(user)).ifPresent(list -> found.put(user, list));
            }
            return found;
        }

        @Override
        public Optional<ModelVersion> publishedVersion() {
            return shelf.get().version();
        }

        @Override
        public void forget(U user) {
            shelf.updateAndGet(now -> {
                Map<U, PublishedList<I>> rest = new HashMap<>(now.lists());
                rest.remove(user);
                return new Shelf<>(now.token(), now.version(), rest);
            });
        }

        @Override
        public long reserve() {
            return tokens.incrementAndGet();
        }

        @Override
        public Publication<U, I> begin(ModelVersion version, long token) {
            if (token < 1 || token > tokens.get()) {
                throw new IllegalArgumentException("token " + token + " was never reserved");
            }
            return new Draft(token, version);
        }

        /** Lists on their way; nobody sees them before they replace the shelf. */
        private final class Draft implements Publication<U, I> {

            private final long token;
            private final ModelVersion version;
            private final Instant begun = Instant.now();
            private final Map<U, PublishedList<I>> lists = new HashMap<>();
            private boolean over;

            Draft(long token, ModelVersion version) {
                this.token = token;
                this.version = version;
            }

            @Override
            public void put(U user, List<Recommendation<I>> list) {
                requireOpen();
                Set<I> distinct = new HashSet<>();
                if (lists.containsKey(user) || !list.stream().allMatch(r -> distinct.add(r.item()))) {
                    throw new IllegalArgumentException("user " + user + ": a second list, or an item twice in one");
                }
                if (!list.isEmpty()) {
                    lists.put(user, PublishedList.of(version, begun, ranked(list)));
                }
            }

            @Override
            public void commit() {
                requireOpen();
                over = true;
                shelf.updateAndGet(now -> {
                    if (now.token() > token) {
                        throw StoreException.permanent(version + " was overtaken by a later publication, which stays");
                    }
                    return new Shelf<>(token, Optional.of(version), lists);
                });
            }

            @Override
            public void close() {
                over = true;
            }

            private void requireOpen() {
                if (over) {
                    throw new IllegalStateException("the publication of " + version + " has ended");
                }
            }
        }

        private static <I> List<Recommendation<I>> ranked(List<Recommendation<I>> list) {
            return IntStream.range(0, list.size())
                    .mapToObj(i -> list.get(i).withRank(i + 1))
                    .toList();
        }
    }
}
