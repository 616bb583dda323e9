package dev.recsys.eval.split;

import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small random logs with what makes trouble: repeated pairs, equal times, exposures, users and items with a single event. */
final class RandomLog {

    private RandomLog() {}

    static List<Interaction<String, Integer>> events(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int users = 8 + random.nextInt(50);
        int items = 5 + random.nextInt(40);
        int count = 80 + random.nextInt(400);
        int moments = 20 + random.nextInt(1000);
        List<Interaction<String, Integer>> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int item = Math.min(random.nextInt(items), random.nextInt(items));
            Instant time = Instant.ofEpochSecond(1_000_000_000L + random.nextInt(moments));
            Interaction<String, Integer> event =
                    Interaction.of("u" + random.nextInt(users), item).withTime(time);
            events.add(random.nextInt(6) == 0 ? event.withType("exposure") : event);
        }
        events.add(Interaction.of("single", 0).withTime(Instant.ofEpochSecond(1_000_000_003L)));
        events.add(Interaction.of("looker", 1).withType("exposure").withTime(Instant.ofEpochSecond(1_000_000_004L)));
        return events;
    }

    static EventLog<String, Integer> log(long seed) {
        return log(events(seed));
    }

    static EventLog<String, Integer> log(List<Interaction<String, Integer>> events) {
        return EventLog.of(IdType.STRING, IdType.INT, events);
    }

    static boolean isExposure(EventLog<?, ?> log, int row) {
        return log.types().get(log.type(row)).equals("exposure");
    }

    static Set<Integer> users(EventLog<?, ?> log) {
        Set<Integer> users = new HashSet<>();
        IntStream.range(0, log.size()).forEach(row -> users.add(log.user(row)));
        return users;
    }

    static Set<Integer> items(EventLog<?, ?> log) {
        Set<Integer> items = new HashSet<>();
        IntStream.range(0, log.size()).forEach(row -> items.add(log.item(row)));
        return items;
    }

    /** Distinct counting pairs of a user, as items. */
    static Set<Integer> itemsOf(EventLog<?, ?> log, int user) {
        Set<Integer> items = new HashSet<>();
        for (int row = 0; row < log.size(); row++) {
            if (log.user(row) == user && !isExposure(log, row)) {
                items.add(log.item(row));
            }
        }
        return items;
    }
}
