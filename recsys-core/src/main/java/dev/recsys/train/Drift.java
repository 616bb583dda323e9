package dev.recsys.train;

import dev.recsys.Stable;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * How far the lists of one model differ from those of another: the mean over users of the share of the top k that is not in
 * both. 0 if all lists hold the same items, 1 if none holds one of the other's. Seen items are left out on both sides.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Drift {

    private final double share;
    private final int users;

    private Drift(double share, int users) {
        this.share = share;
        this.users = users;
    }

    /**
     * How far two models differ for the users both know, for instance a delta-trained one and one that was trained anew.
     *
     * @param k length of the lists, at least 1
     * @param sample at most how many users are compared, at least 1; all if there are no more
     * @param seed of the choice of users
     */
    public static <U, I> Drift between(ModelBundle<U, I> one, ModelBundle<U, I> other, int k, int sample, long seed) {
        Mean mean = new Mean();
        for (int user : chosen(
                one.users().size(),
                sample,
                seed,
                u -> other.users().positionOf(one.users().id(u)) != IdIndex.ABSENT)) {
            int theirs = other.users().positionOf(one.users().id(user));
            mean.add(
                    ids(one, one.model().forUser(user), user, k),
                    ids(other, other.model().forUser(theirs), theirs, k));
        }
        return mean.drift();
    }

    /**
     * How stale the rows of users are: their lists against those they would get if their row were solved anew with the
     * items as they are now, by folding in their history. After delta training it tells how much the rows that were left
     * alone have fallen behind.
     *
     * @param bundle keeps histories; of a model that can fold in
     * @param k length of the lists, at least 1
     * @param sample at most how many users are compared, at least 1
     * @param seed of the choice of users
     * @param included which users may be chosen, by position
     * @throws IllegalArgumentException if the bundle keeps no histories
     */
    public static <U, I> Drift ofStaleUsers(
            ModelBundle<U, I> bundle, int k, int sample, long seed, IntPredicate included) {
        SparseMatrix histories = bundle.histories()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the bundle keeps no histories, which staleness is measured with; train it again without"
                                + " withoutHistories()"));
        Mean mean = new Mean();
        for (int user : chosen(histories.rows(), sample, seed, included)) {
            History history = History.ofRow(histories, user);
            if (history.size() > 0) {
                mean.add(
                        ids(bundle, bundle.model().forUser(user), user, k),
                        ids(bundle, bundle.model().forHistory(history), user, k));
            }
        }
        return mean.drift();
    }

    /** A sample in ascending order: each user in turn with the right probability (Knuth 1997, vol. 2, algorithm S). */
    private static int[] chosen(int users, int sample, long seed, IntPredicate included) {
        if (sample < 1) {
            throw new IllegalArgumentException("sample must be at least 1 but was " + sample);
        }
        int left = 0;
        for (int user = 0; user < users; user++) {
            left += included.test(user) ? 1 : 0;
        }
        int[] chosen = new int[Math.min(sample, left)];
        SplittableRandom random = new SplittableRandom(seed);
        int count = 0;
        for (int user = 0; user < users && count < chosen.length; user++) {
            if (included.test(user) && random.nextInt(left--) < chosen.length - count) {
                chosen[count++] = user;
            }
        }
        return chosen;
    }

    private static <I> Set<I> ids(ModelBundle<?, I> bundle, Query query, int user, int k) {
        ItemMask unseen = ItemMask.except(bundle.items().size(), bundle.seen().of(user));
        TopK best = query.topK(k, unseen);
        Set<I> ids = new HashSet<>();
        for (int i = 0; i < best.size(); i++) {
            ids.add(bundle.items().id(best.item(i)));
        }
        return ids;
    }

    /** The mean share of the lists that is not in common, 0 to 1; 0 where no users were compared. */
    public double share() {
        return share;
    }

    /** How many users were compared. */
    public int users() {
        return users;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Drift that && share == that.share && users == that.users;
    }

    @Override
    public int hashCode() {
        return Objects.hash(share, users);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f %% of the lists of %d users", share * 100, users);
    }

    private static final class Mean {

        private double sum;
        private int count;

        void add(Set<?> one, Set<?> other) {
            int longer = Math.max(one.size(), other.size());
            if (longer > 0) {
                long common = one.stream().filter(other::contains).count();
                sum += 1 - (double) common / longer;
            }
            count++;
        }

        Drift drift() {
            return new Drift(count == 0 ? 0 : sum / count, count);
        }
    }
}
