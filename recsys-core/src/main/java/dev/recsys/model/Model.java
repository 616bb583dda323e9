package dev.recsys.model;

import dev.recsys.Stable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a trainer made: answers queries by position. Immutable and thread-safe; a model never changes, it is replaced.
 */
@Stable
public interface Model {

    /** Where it came from and how large it is. */
    ModelInfo info();

    /** What it can do beside {@link #forUser}. */
    Set<Capability> capabilities();

    /**
     * The query of a user it was trained on.
     *
     * @param user 0 to users - 1
     * @throws IndexOutOfBoundsException if there is no such user
     */
    Query forUser(int user);

    /**
     * The query of somebody with this history, known or not.
     *
     * @throws UnsupportedOperationException unless {@link Capability#FOLD_IN} or {@link Capability#NON_PERSONALIZED} is
     *     among the {@link #capabilities()}
     */
    default Query forHistory(History history) {
        throw unsupported("serve a history");
    }

    /**
     * The query of an item: scores are similarities to it, its own included.
     *
     * @param item 0 to items - 1
     * @throws UnsupportedOperationException unless {@link Capability#SIMILAR_ITEMS} is among the {@link #capabilities()}
     */
    default Query forItem(int item) {
        throw unsupported("find similar items");
    }

    /**
     * The users most like a user, that user left out.
     *
     * @param user 0 to users - 1
     * @param k at least 1
     * @return positions of users with their similarity, best first: k of them where there are as many others of whom the
     *     model knows anything
     * @throws IndexOutOfBoundsException if there is no such user
     * @throws UnsupportedOperationException unless {@link Capability#SIMILAR_USERS} is among the {@link #capabilities()}
     */
    default TopK similarUsers(int user, int k) {
        throw unsupported("find similar users");
    }

    /**
     * Why {@link #forHistory} gives an item the score it gives: what each item of the history adds to it.
     *
     * @param history whose score is explained
     * @param item 0 to items - 1
     * @return contributions that add up to the score
     * @throws UnsupportedOperationException unless {@link Capability#EXPLANATIONS} is among the {@link #capabilities()}
     */
    default Contributions explain(History history, int item) {
        throw unsupported("explain a score");
    }

    /**
     * A copy that knows more items, each folded in from the users who took it; users and items it knows already stay as
     * they are. Cost: a copy of the items, and one solution for each new one.
     *
     * @param positions where the new items stand among all items of the copy, ascending; items that were there keep their
     *     order
     * @param takers for each new item the users who took it, by position, with weights; an item nobody took is known, but
     *     nothing is known of it
     * @throws UnsupportedOperationException unless {@link Capability#FOLD_IN_ITEMS} is among the {@link #capabilities()}
     */
    default Model withItems(int[] positions, List<History> takers) {
        throw unsupported("take in new items");
    }

    /**
     * The best items of many users, the same bits as one {@link #forUser} each. Models override it where one pass over
     * the items can serve many users.
     *
     * @param users positions; not modified
     * @param k at least 1
     * @param allowed one mask for each user; not modified
     * @return one list for each user
     */
    default TopK[] topK(int[] users, int k, ItemMask[] allowed) {
        TopK[] lists = new TopK[users.length];
        for (int i = 0; i < users.length; i++) {
            lists[i] = forUser(users[i]).topK(k, allowed[i]);
        }
        return lists;
    }

    private UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException(
                "a model of " + info().algorithm() + " cannot " + what + "; it can " + new TreeSet<>(capabilities()));
    }
}
