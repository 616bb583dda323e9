package dev.recsys.knn;

import dev.recsys.Stable;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.Capability;
import dev.recsys.model.Contributions;
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
 * <p>A user is among their own neighbours, mostly as the nearest, so that what the user has scores high; it is left out of
 * recommendations anyway unless asked for. That way a known user and anybody with the same history get the same scores.
 * The neighbours of known users are kept; those of a history are looked for among all users when it is asked for, in
 * O(users + entries of its items) time and 20 bytes of scratch for each user. A query is not {@linkplain Query#isInformed() informed} if there is
 * no neighbour who likes anything.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class UserKnnModel implements Model {

    static final Set<Capability> CAPABILITIES =
            Set.of(Capability.FOLD_IN, Capability.SIMILAR_USERS, Capability.EXPLANATIONS);

    private final ModelInfo info;
    private final SparseMatrix interactions;
    private final VectorIndex users;
    private final SparseMatrix neighbours;

    UserKnnModel(ModelInfo info, SparseMatrix interactions, VectorIndex users, SparseMatrix neighbours) {
        this.info = info;
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

    /** The similarities kept, users x users, all above 0: row u holds the neighbours of user u, who may be among them. */
    public SparseMatrix neighbours() {
        return neighbours;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
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
        return new SumQuery(interactions, neighboursOf(history));
    }

    private WeightedRows neighboursOf(History history) {
        if (history.size() > 0) {
            Objects.checkIndex(history.item(history.size() - 1), info.items());
        }
        return new NeighbourSearch(users, users.config().neighbours())
                .find(NeighbourSearch.NONE, history.items(), history.weights(), history.size());
    }

    /**
     * {@inheritDoc} Compared as in training, however few neighbours it kept; users who have nothing in common with this one, or
     * fewer than the smallest overlap, are left out.
     */
    @Override
    public TopK similarUsers(int user, int k) {
        Objects.checkIndex(user, info.users());
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1 but was " + k);
        }
        int[] items = interactions.columnsOf(user);
        float[] weights = new float[items.length];
        int count = interactions.copyRow(user, items, weights);
        return new NeighbourSearch(users, k).find(user, items, weights, count).bestFirst();
    }

    /**
     * The part of each item of the history in the similarity of every neighbour who has {@code item}, times the neighbour's
     * weight for it. The base is 0.
     */
    @Override
    public Contributions explain(History history, int item) {
        WeightedRows near = neighboursOf(history);
        Objects.checkIndex(item, info.items());
        double[] coefficients = new double[near.count()];
        for (int v = 0; v < coefficients.length; v++) {
            coefficients[v] = (double) near.coefficient(v) * interactions.value(near.row(v), item);
        }
        return new SharedTerms(users, near).explain(history, coefficients);
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
