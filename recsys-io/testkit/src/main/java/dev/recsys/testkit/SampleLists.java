package dev.recsys.testkit;

import dev.recsys.event.IdType;
import dev.recsys.recommend.Recommendation;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RecommendationStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists to publish, and what is found of them. */
final class SampleLists {

    static final ModelVersion V1 = new ModelVersion("films", 1);
    static final ModelVersion V2 = new ModelVersion("films", 2);

    private SampleLists() {}

    /** The store itself and another instance over its place. */
    static List<RecommendationStore<String, Integer>> both(
            RecommendationStoreUnderTest test, RecommendationStore<String, Integer> store) {
        return List.of(store, test.reopen(store, IdType.STRING, IdType.INT));
    }

    /** A list of the given items, scores falling from 1. */
    @SafeVarargs
    static <I> List<Recommendation<I>> list(I... items) {
        List<Recommendation<I>> list = new ArrayList<>();
        for (I item : items) {
            list.add(Recommendation.of(item, 1f / (list.size() + 1), list.size() + 1, "ials"));
        }
        return list;
    }

    /** Publishes lists of items. */
    static void publish(
            RecommendationStore<String, Integer> store, ModelVersion version, Map<String, List<Integer>> lists) {
        try (Publication<String, Integer> publication = store.begin(version)) {
            lists.forEach((user, items) -> publication.put(user, list(items.toArray(new Integer[0]))));
            publication.commit();
        }
    }

    /** The items of a user's list, best first; empty for a user without a list. */
    static List<Integer> items(RecommendationStore<String, Integer> store, String user) {
        return store.find(user).map(SampleLists::items).orElse(List.of());
    }

    /** The items of a list, best first. */
    static <I> List<I> items(PublishedList<I> list) {
        return list.items().stream().map(Recommendation::item).toList();
    }
}
