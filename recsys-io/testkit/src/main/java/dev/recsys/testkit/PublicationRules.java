package dev.recsys.testkit;

import static dev.recsys.testkit.SampleLists.V1;
import static dev.recsys.testkit.SampleLists.V2;
import static dev.recsys.testkit.SampleLists.both;
import static dev.recsys.testkit.SampleLists.items;
import static dev.recsys.testkit.SampleLists.list;
import static dev.recsys.testkit.SampleLists.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.StoreException;
import dev.recsys.event.IdType;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RecommendationStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The old lists or the new ones, whole: committing, giving up, and publishers that overtake each other. */
interface PublicationRules extends RecommendationStoreUnderTest {

    /** Readers go on reading the old lists until the new ones are complete. */
    @Test
    default void nothingCanBeReadBeforeTheCommit() {
        Rule rule = Rule.of("nothing of a publication can be read before its commit, all of it after");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        publish(store, V1, Map.of("ann", List.of(1)));
        try (Publication<String, Integer> publication = store.begin(V2)) {
            publication.put("ann", list(2, 3));
            publication.put("bob", list(4));
            requireState(rule, store, "before the commit", V1, List.of(1), List.of());
            publication.commit();
            requireState(rule, store, "after the commit", V2, List.of(2, 3), List.of(4));
        }
        requireState(rule, store, "after closing", V2, List.of(2, 3), List.of(4));
    }

    /** Giving up is always possible. */
    @Test
    default void closingWithoutCommitLeavesNoTrace() {
        Rule rule = Rule.of("a publication closed without commit leaves no trace");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        try (Publication<String, Integer> first = store.begin(V1)) {
            first.put("ann", list(9));
        }
        assertThat(store.publishedVersion()).as(rule.with("in an empty store")).isEmpty();
        assertThat(store.find("ann")).as(rule.with("in an empty store")).isEmpty();
        publish(store, V1, Map.of("ann", List.of(1)));
        Publication<String, Integer> publication = store.begin(V2);
        publication.put("ann", list(2));
        publication.put("bob", list(3));
        publication.close();
        publication.close(); // closing twice does no harm
        requireState(rule, store, "beside older lists", V1, List.of(1), List.of());
    }

    /** What fails half-way is given up by try-with-resources; the next run succeeds. */
    @Test
    default void failureInTheMiddleLeavesTheOldLists() {
        Rule rule = Rule.of("a publication that fails in the middle leaves the old lists, and the next one succeeds");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        publish(store, V1, Map.of("ann", List.of(1)));
        IllegalStateException failure = new IllegalStateException("the host's sink failed");
        rule.thrownBy("the failure itself", () -> {
                    try (Publication<String, Integer> publication = store.begin(V2)) {
                        publication.put("ann", list(2));
                        throw failure;
                    }
                })
                .isSameAs(failure);
        requireState(rule, store, "after the failure", V1, List.of(1), List.of());
        publish(store, V2, Map.of("ann", List.of(5), "bob", List.of(6)));
        requireState(rule, store, "after the next publication", V2, List.of(5), List.of(6));
    }

    /** A publication is everything there is. */
    @Test
    default void publicationReplacesAllLists() {
        Rule rule = Rule.of("a publication replaces all lists: users who are not in it have none any more");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        publish(store, V1, Map.of("ann", List.of(1), "bob", List.of(2)));
        publish(store, V2, Map.of("bob", List.of(3)));
        requireState(rule, store, "ann is absent", V2, List.of(), List.of(3));
        publish(store, V1, Map.of("ann", List.of(4)));
        requireState(rule, store, "an older version again", V1, List.of(4), List.of());
        publish(store, V2, Map.of());
        requireState(rule, store, "nobody is in it", V2, List.of(), List.of());
    }

    /** A publisher that hangs and comes back must not overwrite what came later. */
    @Test
    default void overtakenPublicationCannotBeCommitted() {
        Rule rule = Rule.of("once a later publication is committed, an earlier one fails for good and the lists stay");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        RecommendationStore<String, Integer> other = reopen(store, IdType.STRING, IdType.INT);
        try (Publication<String, Integer> older = store.begin(V2);
                Publication<String, Integer> newer = other.begin(V1)) {
            older.put("ann", list(1));
            newer.put("ann", list(2));
            older.put("bob", list(3));
            newer.commit();
            rule.thrownBy("the commit of the earlier one", older::commit)
                    .asInstanceOf(InstanceOfAssertFactories.throwable(StoreException.class))
                    .as(rule.with("repeating it cannot help, so it is not retryable"))
                    .matches(e -> !e.isRetryable());
            requireState(rule, store, "after the refused commit", V1, List.of(2), List.of());
        }
        requireState(rule, store, "after closing both", V1, List.of(2), List.of());
        publish(store, V2, Map.of("bob", List.of(4)));
        requireState(rule, store, "a publication after that", V2, List.of(), List.of(4));
    }

    /** A run takes its token at its start and publishes at its end. */
    @Test
    default void tokensOrderPublicationsNotTheirBeginnings() {
        Rule rule = Rule.of("of two publications the one with the larger token wins, whenever they begin");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        RecommendationStore<String, Integer> other = reopen(store, IdType.STRING, IdType.INT);
        long early = store.reserve();
        long late = other.reserve();
        rule.require(early < late, "tokens " + early + " and " + late + ": they must grow");
        try (Publication<String, Integer> newer = store.begin(V2, late)) {
            newer.put("ann", list(2));
            newer.commit();
        }
        try (Publication<String, Integer> older = other.begin(V1, early)) {
            older.put("ann", list(1));
            rule.thrownBy("the commit of the smaller token", older::commit)
                    .asInstanceOf(InstanceOfAssertFactories.throwable(StoreException.class))
                    .as(rule.with("repeating it cannot help, so it is not retryable"))
                    .matches(e -> !e.isRetryable());
        }
        requireState(rule, store, "after the refused commit", V2, List.of(2), List.of());
        publish(store, V1, Map.of("bob", List.of(3)));
        requireState(rule, store, "a token taken after that", V1, List.of(), List.of(3));
    }

    /** A run that died between its commit and its record of it publishes again. */
    @Test
    default void sameTokenMayBeUsedAgain() {
        Rule rule = Rule.of("a publication may be repeated with its token, unless a larger one was committed");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        long token = store.reserve();
        for (int round = 1; round <= 2; round++) {
            try (Publication<String, Integer> publication = store.begin(V1, token)) {
                publication.put("ann", list(round));
                publication.commit();
            }
            requireState(rule, store, "round " + round, V1, List.of(round), List.of());
        }
        rule.thrownBy("a token nobody reserved", () -> store.begin(V1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Two at once that end in the order they began are both fine, and do not mix. */
    @Test
    default void openPublicationsDoNotMix() {
        Rule rule = Rule.of("publications that are open at the same time do not mix; the later one wins");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        try (Publication<String, Integer> older = store.begin(V1);
                Publication<String, Integer> newer = store.begin(V2)) {
            older.put("ann", list(1));
            newer.put("bob", list(2));
            older.commit();
            requireState(rule, store, "the earlier one committed", V1, List.of(1), List.of());
            newer.commit();
        }
        requireState(rule, store, "the later one committed", V2, List.of(), List.of(2));
    }

    /** An abandoned newer publication does not stand in anybody's way. */
    @Test
    default void abandonedPublicationFencesNobody() {
        Rule rule = Rule.of("a later publication that was closed without commit does not fence an earlier one");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        try (Publication<String, Integer> older = store.begin(V1)) {
            older.put("ann", list(1));
            store.begin(V2).close();
            rule.holdsFor("the commit of the earlier one", () -> {
                older.commit();
                return true;
            });
        }
        requireState(rule, store, "the earlier one committed", V1, List.of(1), List.of());
    }

    /** Readers run all the time. */
    @Test
    default void readersSeeOldOrNewListsWhole() throws InterruptedException {
        Rule rule = Rule.of("readers see the lists of one publication, whole, while others are committed");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        List<String> users = List.of("u0", "u1", "u2", "u3", "u4", "u5", "u6", "u7");
        publishRound(store, users, 1);
        AtomicBoolean done = new AtomicBoolean();
        Callable<Boolean> reader = () -> {
            RecommendationStore<String, Integer> mine = reopen(store, IdType.STRING, IdType.INT);
            boolean last;
            do {
                last = done.get(); // one read at least begins after the last publication
                requireWhole(rule, mine.findAll(users), users);
                mine.find("u3").ifPresent(list -> requireWhole(rule, Map.of("u3", list), List.of("u3")));
            } while (!last);
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> readers = List.of(threads.submit(reader), threads.submit(reader));
            try {
                for (int round = 2; round <= 20; round++) {
                    publishRound(store, users, round);
                }
            } finally {
                done.set(true);
            }
            for (Future<Boolean> one : readers) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(rule.with("a reader failed with " + e.getCause()), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void publishRound(RecommendationStore<String, Integer> store, List<String> users, int round) {
        try (Publication<String, Integer> publication = store.begin(new ModelVersion("films", round))) {
            for (String user : users) {
                publication.put(user, list(round, 1000 + round, 2000 + round));
            }
            publication.commit();
        }
    }

    private static void requireWhole(Rule rule, Map<String, PublishedList<Integer>> found, List<String> users) {
        rule.require(found.keySet().equals(Set.copyOf(users)), "lists of " + found.keySet() + " of " + users);
        Set<Integer> rounds = new HashSet<>();
        for (PublishedList<Integer> list : found.values()) {
            int round = list.version().number();
            rounds.add(round);
            rule.require(
                    items(list).equals(List.of(round, 1000 + round, 2000 + round)),
                    "version " + list.version() + " has items " + items(list));
        }
        rule.require(rounds.size() == 1, "lists of versions " + new ArrayList<>(rounds) + " came together");
    }

    /** What the store and another instance over its place show of ann and bob. */
    private void requireState(
            Rule rule,
            RecommendationStore<String, Integer> store,
            String when,
            ModelVersion version,
            List<Integer> ann,
            List<Integer> bob) {
        for (RecommendationStore<String, Integer> any : both(this, store)) {
            assertThat(any.publishedVersion()).as(rule.with(when + ": version")).isEqualTo(Optional.of(version));
            assertThat(items(any, "ann")).as(rule.with(when + ": ann")).isEqualTo(ann);
            assertThat(items(any, "bob")).as(rule.with(when + ": bob")).isEqualTo(bob);
        }
    }
}
