package dev.recsys.knn;

import dev.recsys.data.SparseMatrix;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;

/** Scores that are sums of weighted rows. Every call adds them up anew, O(columns + entries of the rows). */
final class SumQuery implements Query {

    private final SparseMatrix matrix;
    private final WeightedRows rows;

    SumQuery(SparseMatrix matrix, WeightedRows rows) {
        this.matrix = matrix;
        this.rows = rows;
    }

    @Override
    public boolean isInformed() {
        return rows.reachAnythingIn(matrix);
    }

    @Override
    public TopK topK(int k, ItemMask allowed) {
        return TopK.best(new RowSum(matrix).of(rows), k, allowed);
    }

    @Override
    public void scores(int[] items, int count, float[] out) {
        float[] all = new RowSum(matrix).of(rows);
        for (int i = 0; i < count; i++) {
            out[i] = all[items[i]];
        }
    }
}
