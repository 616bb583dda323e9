package dev.recsys.eval.split;

import dev.recsys.Experimental;
import java.time.Instant;
import java.util.Optional;

/** How much is in one part of a split, and from when to when. Immutable, thread-safe. */
@Experimental
public final class PartSummary {

    private final int events;
    private final int users;
    private final int items;
    private final Optional<Instant> first;
    private final Optional<Instant> last;

    PartSummary(int events, int users, int items, Optional<Instant> first, Optional<Instant> last) {
        this.events = events;
        this.users = users;
        this.items = items;
        this.first = first;
        this.last = last;
    }

    /** How many events there are. */
    public int events() {
        return events;
    }

    /** How many users have an event. */
    public int users() {
        return users;
    }

    /** How many items have an event. */
    public int items() {
        return items;
    }

    /** When the first event was, if there is one and events have times. */
    public Optional<Instant> first() {
        return first;
    }

    /** When the last event was, if there is one and events have times. */
    public Optional<Instant> last() {
        return last;
    }

    @Override
    public String toString() {
        String counts = events + " events, " + users + " users, " + items + " items";
        return first.isPresent() && last.isPresent() ? counts + ", " + first.get() + " to " + last.get() : counts;
    }
}
