package dev.recsys.eval.split;

import dev.recsys.Experimental;
import dev.recsys.event.EventLog;

/**
 * The k-core of a log, and what was dropped to get there. Immutable, thread-safe. Memory: that log, and a byte per user and item.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Experimental
public final class KCoreResult<U, I> {

    private final EventLog<U, I> log;
    private final boolean[] goneUsers;
    private final boolean[] goneItems;
    private final int rounds;
    private final int droppedUsers;
    private final int droppedItems;
    private final int droppedEvents;

    private KCoreResult(
            EventLog<U, I> whole, EventLog<U, I> log, CoreSearch search) { // the search is not kept: it is large
        this.log = log;
        this.goneUsers = search.goneUsers();
        this.goneItems = search.goneItems();
        this.rounds = search.rounds();
        this.droppedUsers = search.droppedUsers();
        this.droppedItems = search.droppedItems();
        this.droppedEvents = whole.size() - log.size();
    }

    static <U, I> KCoreResult<U, I> of(EventLog<U, I> whole, CoreSearch search) {
        boolean[] users = search.goneUsers();
        boolean[] items = search.goneItems();
        EventLog<U, I> log = whole.where(row -> !users[whole.user(row)] && !items[whole.item(row)]);
        return new KCoreResult<>(whole, log, search);
    }

    /** What stays, perhaps nothing; users and items keep their positions. */
    public EventLog<U, I> log() {
        return log;
    }

    /** In how many rounds pairs were dropped; 0 if all stay. */
    public int rounds() {
        return rounds;
    }

    /** How many users with an event before have none left. */
    public int droppedUsers() {
        return droppedUsers;
    }

    /** How many items with an event before have none left. */
    public int droppedItems() {
        return droppedItems;
    }

    /** How many events were dropped. */
    public int droppedEvents() {
        return droppedEvents;
    }

    /** Whether an event of that user on that item stays. */
    boolean keeps(int user, int item) {
        return !goneUsers[user] && !goneItems[item];
    }

    /** On one line, for instance {@code "dropped 3 users, 7 items and 12 events in 2 rounds"}. */
    @Override
    public String toString() {
        return "dropped " + droppedUsers() + " users, " + droppedItems() + " items and " + droppedEvents + " events in "
                + rounds() + " rounds";
    }
}
