package dev.recsys.knn;

import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.model.History;
import java.util.List;
import java.util.Objects;

/** Finds the neighbours of new items among those a model was trained on, and makes room for them in its matrices. */
final class NewItems {

    private final int[] places; // of the known items among all, by their old position
    private final int[] positions; // of the new items among all, ascending
    private final List<History> takers;

    private NewItems(int[] places, int[] positions, List<History> takers) {
        this.places = places;
        this.positions = positions;
        this.takers = takers;
    }

    /**
     * Checks where the new items stand.
     *
     * @param known how many items there were
     */
    static NewItems of(int known, int users, int[] positions, List<History> takers) {
        if (positions.length != takers.size()) {
            throw new IllegalArgumentException(
                    "there are " + positions.length + " new items but the takers of " + takers.size());
        }
        int all = Math.addExact(known, positions.length);
        for (int i = 0; i < positions.length; i++) {
            Objects.checkIndex(positions[i], all);
            if (i > 0 && positions[i] <= positions[i - 1]) {
                throw new IllegalArgumentException(
                        "positions of new items must ascend but " + positions[i] + " follows " + positions[i - 1]);
            }
            int count = takers.get(i).size();
            if (count > 0) {
                Objects.checkIndex(takers.get(i).item(count - 1), users);
            }
        }
        int[] places = new int[known];
        int next = 0;
        for (int item = 0; item < known; item++) {
            while (next < positions.length && positions[next] == item + next) {
                next++;
            }
            places[item] = item + next;
        }
        return new NewItems(places, positions.clone(), List.copyOf(takers));
    }

    /** How many items there are then. */
    int all() {
        return places.length + positions.length;
    }

    /** The same users with the same items, at their new places. */
    SparseMatrix interactions(SparseMatrix before) {
        SparseMatrixBuilder after = SparseMatrix.builder(before.rows(), all());
        for (int user = 0; user < before.rows(); user++) {
            moved(WeightedRows.ofRow(before, user)).appendTo(after);
        }
        return after.build();
    }

    /**
     * The same neighbours for the items that were known, and for each new one the most similar of these.
     *
     * @param index of the known items
     */
    SparseMatrix neighbours(SparseMatrix before, VectorIndex index) {
        NeighbourSearch search = new NeighbourSearch(index, index.config().neighbours());
        SparseMatrixBuilder after = SparseMatrix.builder(all(), all());
        int next = 0;
        for (int item = 0; item < all(); item++) {
            boolean isNew = next < positions.length && positions[next] == item;
            WeightedRows found = isNew ? search(search, takers.get(next++)) : WeightedRows.ofRow(before, item - next);
            moved(found).appendTo(after);
        }
        return after.build();
    }

    private static WeightedRows search(NeighbourSearch search, History users) {
        return search.find(NeighbourSearch.NONE, users.items(), users.weights(), users.size());
    }

    private WeightedRows moved(WeightedRows rows) {
        return rows.mapped(places);
    }
}
