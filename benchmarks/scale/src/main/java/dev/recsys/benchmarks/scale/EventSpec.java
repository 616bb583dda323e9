package dev.recsys.benchmarks.scale;

/**
 * Which events are generated. Equal specifications give equal events.
 *
 * @param seed of all randomness
 * @param events how many
 * @param users how many users there are to choose from
 * @param items how many items there are to choose from
 */
record EventSpec(long seed, long events, int users, int items) {

    EventSpec {
        if (events < 0 || users < 1 || items < 1) {
            throw new IllegalArgumentException("events must be 0 or more, users and items 1 or more, but got " + events
                    + ", " + users + ", " + items);
        }
    }

    /** 100 events per user and 500 per item on average. */
    static EventSpec of(long events) {
        return new EventSpec(42, events, (int) Math.max(1, events / 100), (int) Math.max(1, events / 500));
    }
}
