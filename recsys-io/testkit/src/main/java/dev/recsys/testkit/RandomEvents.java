package dev.recsys.testkit;

import dev.recsys.Experimental;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded random events: users named {@code u0, u1, ...}, items numbered from 0, popular and unpopular items, repeated
 * pairs, times within one year. The same settings and seed always give the same events.
 *
 * <p>Immutable, thread-safe. {@link #toString} names settings and seed, for failure messages.
 */
@Experimental
public final class RandomEvents {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final long YEAR_MILLIS = 365L * 24 * 60 * 60 * 1000;

    private final long seed;
    private final int users;
    private final int items;
    private final int count;

    private RandomEvents(long seed, int users, int items, int count) {
        this.seed = seed;
        this.users = users;
        this.items = items;
        this.count = count;
    }

    /** 1,000 events of at most 60 users and 40 items. */
    public static RandomEvents seeded(long seed) {
        return new RandomEvents(seed, 60, 40, 1_000);
    }

    /** A copy with events of at most so many users, at least 1. */
    public RandomEvents withUsers(int newUsers) {
        return new RandomEvents(seed, newUsers, items, count);
    }

    /** A copy with events on at most so many items, at least 1. */
    public RandomEvents withItems(int newItems) {
        return new RandomEvents(seed, users, newItems, count);
    }

    /** A copy with so many events. */
    public RandomEvents withCount(int newCount) {
        return new RandomEvents(seed, users, items, newCount);
    }

    /** The events, in the order they were drawn. */
    public List<Interaction<String, Integer>> interactions() {
        SplittableRandom random = new SplittableRandom(seed);
        List<Interaction<String, Integer>> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String user = "u" + random.nextInt(users);
            int item = SampleData.popularItem(items, random);
            events.add(Interaction.of(user, item)
                    .withWeight((1 + random.nextInt(30)) / 10f)
                    .withTime(START.plusMillis(random.nextLong(YEAR_MILLIS))));
        }
        return events;
    }

    /** The same events in another order. */
    public List<Interaction<String, Integer>> shuffled(long orderSeed) {
        SplittableRandom random = new SplittableRandom(orderSeed);
        List<Interaction<String, Integer>> events = interactions();
        for (int i = events.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Interaction<String, Integer> moved = events.get(i);
            events.set(i, events.get(j));
            events.set(j, moved);
        }
        return events;
    }

    /** The events as a log. */
    public EventLog<String, Integer> log() {
        return EventLog.of(IdType.STRING, IdType.INT, interactions());
    }

    @Override
    public String toString() {
        return count + " random events of " + users + " users and " + items + " items, seed " + seed;
    }
}
