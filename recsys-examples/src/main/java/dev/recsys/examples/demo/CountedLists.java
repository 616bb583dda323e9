package dev.recsys.examples.demo;

import dev.recsys.recommend.RecommendationSink;

/** Counts lists on their way to a sink. Not thread-safe; a batch hands its lists over on one thread. */
final class CountedLists {

    private long users;
    private long items;

    <U, I> RecommendationSink<U, I> counting(RecommendationSink<U, I> sink) {
        return (user, list) -> {
            sink.accept(user, list);
            users += list.isEmpty() ? 0 : 1;
            items += list.size();
        };
    }

    long users() {
        return users;
    }

    long items() {
        return items;
    }
}
