package dev.recsys.knn;

import dev.recsys.Stable;
import dev.recsys.data.DataShape;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.Capability;
import dev.recsys.model.Contributions;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.ModelInfo;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The neighbours of every item, and what every user has: score(u, i) = sum over the user's items j of w_uj * similarity(i, j).
 * Nothing is normalised: a score grows with the user's history, and is comparable within one query.
 *
 * <p>A known user and anybody with the same history get the same scores. A query adds up, for each item of the history, the
 * items that have it as a neighbour: O(items + history * neighbours) time, 12 bytes for each item of scratch. A query is not {@linkplain
 * Query#isInformed() informed} if no score is made of anything positive.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class ItemKnnModel implements Model {

    static final Set<Capability> CAPABILITIES =
            Set.of(Capability.FOLD_IN, Capability.SIMILAR_ITEMS, Capability.FOLD_IN_ITEMS, Capability.EXPLANATIONS);

    private final ModelInfo info;
    private final SparseMatrix interactions;
    private final SparseMatrix neighbours;
    private final SparseMatrix byNeighbour; // the transpose

    ItemKnnModel(ModelInfo info, SparseMatrix interactions, SparseMatrix neighbours) {
        this.info = info;
        this.interactions = interactions;
        this.neighbours = neighbours;
        this.byNeighbour = neighbours.transpose();
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    /** The weights trained on, users x items. */
    public SparseMatrix interactions() {
        return interactions;
    }

    /** The similarities kept, items x items, all above 0: row i holds the neighbours of item i, itself not among them. */
    public SparseMatrix neighbours() {
        return neighbours;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Query forUser(int user) {
        return new SumQuery(byNeighbour, items(user));
    }

    private WeightedRows items(int user) {
        return WeightedRows.ofRow(interactions, Objects.checkIndex(user, info.users()));
    }

    @Override
    public Query forHistory(History history) {
        checkItems(history);
        return new SumQuery(byNeighbour, new WeightedRows(history.items(), history.weights(), history.size()));
    }

    /**
     * Items by their similarity to an item. Its own is that of its nearest neighbour, 1 at least; items that are not among its
     * neighbours have 0.
     */
    @Override
    public Query forItem(int item) {
        return new SimilarQuery(neighbours, Objects.checkIndex(item, info.items()));
    }

    private void checkItems(History history) {
        if (history.size() > 0) {
            Objects.checkIndex(history.item(history.size() - 1), info.items());
        }
    }

    /** The neighbours of the item that are in the history: weight times similarity each. The base is 0. */
    @Override
    public Contributions explain(History history, int item) {
        checkItems(history);
        WeightedRows near = WeightedRows.ofRow(neighbours, Objects.checkIndex(item, info.items()));
        int[] items = new int[history.size()];
        double[] shares = new double[items.length];
        int count = 0;
        int n = 0;
        for (int h = 0; h < history.size(); h++) {
            while (n < near.count() && near.row(n) < history.item(h)) {
                n++;
            }
            if (n < near.count() && near.row(n) == history.item(h)) {
                items[count] = history.item(h);
                shares[count++] = (double) history.weight(h) * near.coefficient(n);
            }
        }
        return Contributions.of(0, Arrays.copyOf(items, count), Arrays.copyOf(shares, count));
    }

    /**
     * {@inheritDoc} A new item gets the neighbours that training would have found among the items there were, and is no neighbour
     * of theirs; what users are known to have stays as it is. Beside the copy it costs to turn the matrix around again.
     */
    @Override
    public ItemKnnModel withItems(int[] positions, List<History> takers) {
        NewItems items = NewItems.of(info.items(), info.users(), positions, takers);
        Knn<ItemKnnModel> config = Knn.ITEMS.parameters().parse(info.config());
        SparseMatrix extended = items.neighbours(neighbours, VectorIndex.of(interactions.transpose(), config));
        DataShape shape = DataShape.of(info.users(), items.all(), info.shape().entries());
        return new ItemKnnModel(
                ModelInfo.restored(info.algorithm(), info.config(), shape, info.platform()),
                items.interactions(interactions),
                extended);
    }

    @Override
    public TopK[] topK(int[] users, int k, ItemMask[] allowed) {
        RowSum sum = new RowSum(byNeighbour);
        TopK[] lists = new TopK[users.length];
        for (int i = 0; i < users.length; i++) {
            lists[i] = TopK.best(sum.of(items(users[i])), k, allowed[i]);
        }
        return lists;
    }

    /** Equal matrices, and equal information. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ItemKnnModel that
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
