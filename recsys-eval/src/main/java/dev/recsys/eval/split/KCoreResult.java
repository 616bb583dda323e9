package dev.recsys.eval.split;

import dev.recsys.Experimental;
import dev.recsys.event.EventLog;

/**
 * The k-core of a log, and what was dropped to get there. Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Experimental
public final class KCoreResult<U, I> {

    private final EventLog<U, I> log;
    private final CoreSearch search;
    private final int droppedEvents;

    private KCoreResult(EventLog<U, I> log, CoreSearch search, int droppedEvents) {
        this.log = log;
        this.search = search;
        this.droppedEvents = droppedEvents;
    }

    static <U, I> KCoreResult<U, I> of(EventLog<U, I> whole, CoreSearch search) {
        EventLog<U, I> log = whole.where(row -> search.keeps(whole.user(row), whole.item(row)));
        return new KCoreResult<>(log, search, whole.size() - log.size());
    }

    /** What stays, perhaps nothing; users and items keep their positions. */
    public EventLog<U, I> log() {
        return log;
    }

    /** In how many rounds pairs were dropped; 0 if all stay. */
    public int rounds() {
        return search.rounds();
    }

    /** How many users with an event before have none left. */
    public int droppedUsers() {
        return search.droppedUsers();
    }

    /** How many items with an event before have none left. */
    public int droppedItems() {
        return search.droppedItems();
    }

    /** How many events were dropped. */
    public int droppedEvents() {
        return droppedEvents;
    }

    /** Whether an event of that user on that item stays. */
    boolean keeps(int user, int item) {
        return search.keeps(user, item);
    }

    /** On one line, for instance {@code "dropped 3 users, 7 items and 12 events in 2 rounds"}. */
    @Override
    public String toString() {
        return "dropped " + droppedUsers() + " users, " + droppedItems() + " items and " + droppedEvents + " events in "
                + rounds() + " rounds";
    }
}
