package dev.recsys.knn;

import dev.recsys.data.SparseMatrix;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.Objects;

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
        for (int i = 0; i < count; i++) {
            int item = Objects.checkIndex(items[i], neighbours.columns());
            out[i] = item == self ? toItself(WeightedRows.ofRow(neighbours, self)) : neighbours.value(self, item);
        }
    }

    private static float toItself(WeightedRows row) {
        float most = 1f;
        for (int i = 0; i < row.count(); i++) {
            most = Math.max(most, row.coefficient(i));
        }
        return most;
    }

    private float[] all() {
        float[] similarities = new float[neighbours.columns()];
        WeightedRows row = WeightedRows.ofRow(neighbours, self);
        for (int i = 0; i < row.count(); i++) {
            similarities[row.row(i)] = row.coefficient(i);
        }
        similarities[self] = toItself(row);
        return similarities;
    }
}
