package dev.recsys.testkit;

import static dev.recsys.testkit.SampleLists.V1;
import static dev.recsys.testkit.SampleLists.V2;
import static dev.recsys.testkit.SampleLists.both;
import static dev.recsys.testkit.SampleLists.items;
import static dev.recsys.testkit.SampleLists.list;
import static dev.recsys.testkit.SampleLists.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.event.IdType;
import dev.recsys.recommend.Recommendation;
import dev.recsys.store.Publication;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RecommendationStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is put into a store is found as it was. */
interface PublishedListRules extends RecommendationStoreUnderTest {

    /** Unknown users are a normal case. */
    @Test
    default void unknownUsersAreAbsent() {
        Rule rule = Rule.of("an unknown user has no list, and nothing is published at first");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        assertThat(store.find("ann")).as(rule.with("find in an empty store")).isEmpty();
        assertThat(store.findAll(List.of("ann", "bob")))
                .as(rule.with("findAll in an empty store"))
                .isEmpty();
        assertThat(store.publishedVersion())
                .as(rule.with("the published version"))
                .isEmpty();
        publish(store, V1, Map.of("ann", List.of(1, 2)));
        for (RecommendationStore<String, Integer> any : both(this, store)) {
            assertThat(any.find("bob"))
                    .as(rule.with("find beside a known user"))
                    .isEmpty();
            assertThat(any.findAll(List.of("bob", "ann", "bob", "eve")).keySet())
                    .as(rule.with("findAll of known and unknown users, one twice"))
                    .containsExactly("ann");
            assertThat(any.findAll(List.of()))
                    .as(rule.with("findAll of nobody"))
                    .isEmpty();
        }
    }

    /** Order, ranks, bits of scores, version: all as published. */
    @Test
    default void publishedListIsFoundAsItWas() {
        Rule rule = Rule.of("a list is found as published: items in order, ranks 1 to n, exact scores, version");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        float[] scores = {Float.MAX_VALUE, 3.1415927f, 1f / 3, 0.1f, 0.1f, Float.MIN_VALUE, 0f, -1e-20f, -7.25f};
        List<Recommendation<Integer>> published = new ArrayList<>();
        for (float score : scores) {
            int rank = published.size() + 1;
            published.add(Recommendation.of(100 - rank * 3, score, rank, rank % 2 == 0 ? "ials" : "popularity"));
        }
        try (Publication<String, Integer> publication = store.begin(V1)) {
            publication.put("ann", published);
            publication.commit();
        }
        for (RecommendationStore<String, Integer> any : both(this, store)) {
            PublishedList<Integer> found = any.find("ann").orElseThrow();
            assertThat(any.findAll(List.of("ann"))).as(rule.with("findAll")).isEqualTo(Map.of("ann", found));
            assertThat(found.version()).as(rule.with("version")).isEqualTo(V1);
            assertThat(found.items()).as(rule.with("length")).hasSize(scores.length);
            for (int i = 0; i < scores.length; i++) {
                Recommendation<Integer> item = found.items().get(i);
                assertThat(item.item())
                        .as(rule.with("item at place " + i))
                        .isEqualTo(published.get(i).item());
                assertThat(item.rank()).as(rule.with("rank at place " + i)).isEqualTo(i + 1);
                assertThat(item.source())
                        .as(rule.with("source at place " + i))
                        .isEqualTo(published.get(i).source());
                rule.requireSameBits(item.score(), scores[i], "score at place " + i);
            }
        }
    }

    /** Somebody who asks to be forgotten has no list any more, and nobody else loses theirs. */
    @Test
    default void forgottenUserHasNoList() {
        Rule rule = Rule.of("forget removes the list of one user and of nobody else");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        store.forget("nobody");
        publish(store, V1, Map.of("ann", List.of(1), "bob", List.of(2, 3)));
        store.forget("ann");
        store.forget("nobody");
        for (RecommendationStore<String, Integer> any : both(this, store)) {
            assertThat(any.find("ann")).as(rule.with("the forgotten user")).isEmpty();
            assertThat(any.find("bob")).as(rule.with("another user")).isPresent();
        }
    }

    /** All lists of a publication are of one moment. */
    @Test
    default void listsOfOnePublicationShareVersionAndTime() {
        Rule rule = Rule.of("all lists of a publication share its version and the time it began");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        Instant before = Instant.EPOCH;
        for (var version : List.of(V1, V2, V2)) {
            publish(store, version, Map.of("ann", List.of(1), "bob", List.of(2, 3)));
            for (RecommendationStore<String, Integer> any : both(this, store)) {
                PublishedList<Integer> ann = any.find("ann").orElseThrow();
                PublishedList<Integer> bob = any.find("bob").orElseThrow();
                assertThat(ann.createdAt()).as(rule.with("time of bob and ann")).isEqualTo(bob.createdAt());
                assertThat(ann.createdAt())
                        .as(rule.with("time after the publication before"))
                        .isAfterOrEqualTo(before);
                assertThat(List.of(ann.version(), bob.version()))
                        .as(rule.with("version"))
                        .containsOnly(version);
                assertThat(any.publishedVersion())
                        .as(rule.with("the published version"))
                        .contains(version);
            }
            before = store.find("ann").orElseThrow().createdAt();
        }
    }

    /** A user without items takes no room. */
    @Test
    default void emptyListStoresNothing() {
        Rule rule = Rule.of("an empty list stores nothing");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        publish(store, V1, Map.of("ann", List.of(1)));
        publish(store, V2, Map.of("ann", List.of(), "bob", List.of(2)));
        for (RecommendationStore<String, Integer> any : both(this, store)) {
            assertThat(any.find("ann")).as(rule.with("find")).isEmpty();
            assertThat(any.findAll(List.of("ann", "bob")))
                    .as(rule.with("findAll"))
                    .containsOnlyKeys("bob");
        }
    }

    /** Lists that contradict themselves are refused, and nothing of them is kept. */
    @Test
    default void repeatedUsersAndItemsAreRefused() {
        Rule rule = Rule.of("a second list of a user, and an item twice in a list, are IllegalArgumentExceptions");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        publish(store, V1, Map.of("ann", List.of(1)));
        try (Publication<String, Integer> publication = store.begin(V2)) {
            publication.put("ann", list(2, 3));
            rule.thrownBy("a second list of the same user", () -> publication.put("ann", list(4)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        try (Publication<String, Integer> publication = store.begin(V2)) {
            rule.thrownBy("an item twice", () -> publication.put("bob", list(5, 6, 5)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(items(store, "ann"))
                .as(rule.with("the old list after closing"))
                .containsExactly(1);
        assertThat(store.find("bob"))
                .as(rule.with("a refused list after closing"))
                .isEmpty();
    }

    /** More users and longer lists than fit one statement or one page. */
    @Test
    default void manyUsersAndLongListsAreKept() {
        Rule rule = Rule.of("thousands of users and long lists are kept, and found together");
        RecommendationStore<String, Integer> store = store(IdType.STRING, IdType.INT);
        Integer[] long500 = IntStream.range(0, 500).boxed().toArray(Integer[]::new);
        try (Publication<String, Integer> publication = store.begin(V1)) {
            publication.put("reader", list(long500));
            for (int user = 0; user < 3_000; user++) {
                publication.put("u" + user, list(user, user + 1));
            }
            publication.commit();
        }
        RecommendationStore<String, Integer> other = reopen(store, IdType.STRING, IdType.INT);
        assertThat(items(other, "reader")).as(rule.with("500 items")).containsExactly(long500);
        Set<String> asked = new HashSet<>(Set.of("nobody"));
        IntStream.range(0, 2_500).forEach(user -> asked.add("u" + user));
        Map<String, PublishedList<Integer>> found = other.findAll(asked);
        assertThat(found).as(rule.with("2,500 known users and one unknown")).hasSize(2_500);
        found.forEach((user, list) -> {
            int number = Integer.parseInt(user.substring(1));
            assertThat(items(list)).as(rule.with(user)).containsExactly(number, number + 1);
        });
    }

    /** Ids are the host's, whatever their type and however odd. */
    @Test
    default void idsOfAnyTypeAreKept() {
        Rule rule = Rule.of("ids of any type and content are kept exactly");
        requireKept(
                rule,
                IdType.LONG,
                List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE),
                IdType.STRING,
                List.of("'; drop table x; --", " ", "100%", "_", "a\tb\nc", "\u00e4\u4e16\ud83d\ude00", "A", "a"));
    }

    /** Other types, in a store of their own. */
    @Test
    default void uuidAndIntIdsAreKept() {
        Rule rule = Rule.of("ids of any type and content are kept exactly");
        requireKept(
                rule,
                IdType.UUID,
                List.of(new UUID(0, 0), new UUID(-1, -1), new UUID(1, 2)),
                IdType.INT,
                List.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE));
    }

    private <U, I> void requireKept(Rule rule, IdType<U> userType, List<U> users, IdType<I> itemType, List<I> items) {
        RecommendationStore<U, I> store = store(userType, itemType);
        @SuppressWarnings("unchecked") // an array of what the list holds
        List<Recommendation<I>> list = list((I[]) items.toArray());
        try (Publication<U, I> publication = store.begin(V1)) {
            users.forEach(user -> publication.put(user, list));
            publication.commit();
        }
        for (RecommendationStore<U, I> any : List.of(store, reopen(store, userType, itemType))) {
            Map<U, PublishedList<I>> all = any.findAll(users);
            assertThat(all.keySet()).as(rule.with("users")).containsExactlyInAnyOrderElementsOf(users);
            for (U user : users) {
                PublishedList<I> found =
                        any.find(user).orElseThrow(() -> new AssertionError(rule.with("user " + user)));
                assertThat(items(found)).as(rule.with("items of user " + user)).isEqualTo(items);
                assertThat(all.get(user)).as(rule.with("findAll and find")).isEqualTo(found);
            }
        }
    }
}
