package dev.recsys.knn;

import dev.recsys.data.SparseMatrix;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;

/** The neighbours of one, which itself is as similar as the most similar of them, 1 at least. */
final class SimilarQuery implements Query {

    private final SparseMatrix neighbours;
    private final int self;

    SimilarQuery(SparseMatrix neighbours, int self) {
        this.neighbours = neighbours;
        this.self = self;
    }

    @Override
    public boolean isInformed() {
        return neighbours.rowLength(self) > 0;
    }

    @Override
    public TopK topK(int k, ItemMask allowed) {
        return TopK.best(all(), k, allowed);
    }

    @Override
    public void scores(int[] items, int count, float[] out) {
        float[] all = all();
        for (int i = 0; i < count; i++) {
            out[i] = all[items[i]];
        }
    }

    private float[] all() {
        float[] similarities = new float[neighbours.columns()];
        WeightedRows row = WeightedRows.ofRow(neighbours, self);
        float most = 1f;
        for (int i = 0; i < row.count(); i++) {
            similarities[row.row(i)] = row.coefficient(i);
            most = Math.max(most, row.coefficient(i));
        }
        similarities[self] = most;
        return similarities;
    }
}
