package dev.recsys.data;

import dev.recsys.Stable;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import java.util.List;

/**
 * What users have seen of whom a data set has no row, because feature building left them out: too few items, weights too
 * small, nothing but dropped types. A model knows nothing of them, but what they have seen must not be recommended to them.
 *
 * <p>Memory: their ids, and 4 bytes per pair. Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 */
@Stable
public final class SeenByOthers<U> {

    private final IdIndex<U> users;
    private final SeenItems seen;

    private SeenByOthers(IdIndex<U> users, SeenItems seen) {
        this.users = users;
        this.seen = seen;
    }

    /** Nobody. */
    public static <U> SeenByOthers<U> nobody(IdType<U> type, int items) {
        return of(
                IdIndex.of(type, List.of()),
                SeenItems.of(SparseMatrix.patternBuilder(0, items).build()));
    }

    /**
     * Users and what they have seen.
     *
     * @param seen users x items of the data set
     */
    public static <U> SeenByOthers<U> of(IdIndex<U> users, SeenItems seen) {
        if (seen.users() != users.size()) {
            throw new IllegalArgumentException(
                    "there are " + users.size() + " users but what " + seen.users() + " have seen");
        }
        return new SeenByOthers<>(users, seen);
    }

    /** The users. */
    public IdIndex<U> users() {
        return users;
    }

    /** What they have seen, by their positions in {@link #users()}. */
    public SeenItems seen() {
        return seen;
    }

    /** What one of them has seen, positions of items, ascending; nothing for anybody else. */
    public int[] of(U user) {
        int position = users.positionOf(user);
        return position == IdIndex.ABSENT ? new int[0] : seen.of(position);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeenByOthers<?> that && users.equals(that.users) && seen.equals(that.seen);
    }

    @Override
    public int hashCode() {
        return users.hashCode();
    }

    @Override
    public String toString() {
        return "seen by " + users.size() + " other users";
    }
}
