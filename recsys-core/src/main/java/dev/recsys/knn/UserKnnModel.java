package dev.recsys.knn;

import dev.recsys.Stable;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.Capability;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.ModelInfo;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.Objects;
import java.util.Set;

/**
 * The neighbours of every user, and what every user has: score(u, i) = sum over the neighbours v of u of similarity(u, v) *
 * w_vi. Nothing is normalised; scores are comparable within one query.
 *
 * <p>The neighbours of a history are looked for among all users when it is asked for, in O(users + entries of its items) time and
 * 20 bytes of scratch for each user. A known user whose history is given is their own nearest neighbour: what they have scores
 * higher than by {@link #forUser}, all else nearly the same. A query is not {@linkplain Query#isInformed() informed} if there is
 * no neighbour who likes anything.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class UserKnnModel implements Model {

    private final ModelInfo info;
    private final Knn<UserKnnModel> config;
    private final SparseMatrix interactions;
    private final VectorIndex users;
    private final SparseMatrix neighbours;

    UserKnnModel(
            ModelInfo info,
            Knn<UserKnnModel> config,
            SparseMatrix interactions,
            VectorIndex users,
            SparseMatrix neighbours) {
        this.info = info;
        this.config = config;
        this.interactions = interactions;
        this.users = users;
        this.neighbours = neighbours;
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    /** The weights trained on, users x items. */
    public SparseMatrix interactions() {
        return interactions;
    }

    /** The similarities kept, users x users, all above 0: row u holds the neighbours of user u, who is not among them. */
    public SparseMatrix neighbours() {
        return neighbours;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.FOLD_IN);
    }

    @Override
    public Query forUser(int user) {
        return new SumQuery(interactions, neighboursOf(user));
    }

    private WeightedRows neighboursOf(int user) {
        return WeightedRows.ofRow(neighbours, Objects.checkIndex(user, info.users()));
    }

    @Override
    public Query forHistory(History history) {
        if (history.size() > 0) {
            Objects.checkIndex(history.item(history.size() - 1), info.items());
        }
        return new SumQuery(
                interactions,
                new NeighbourSearch(users, config).find(history.items(), history.weights(), history.size()));
    }

    @Override
    public TopK[] topK(int[] asked, int k, ItemMask[] allowed) {
        RowSum sum = new RowSum(interactions);
        TopK[] lists = new TopK[asked.length];
        for (int i = 0; i < asked.length; i++) {
            lists[i] = TopK.best(sum.of(neighboursOf(asked[i])), k, allowed[i]);
        }
        return lists;
    }

    /** Equal matrices, and equal information. */
    @Override
    public boolean equals(Object other) {
        return other instanceof UserKnnModel that
                && info.equals(that.info)
                && interactions.equals(that.interactions)
                && neighbours.equals(that.neighbours);
    }

    @Override
    public int hashCode() {
        return info.hashCode();
    }

    @Override
    public String toString() {
        return info.toString();
    }
}
