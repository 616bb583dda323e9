package dev.recsys.model;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The items of a factor model with new ones among them. */
final class ExtendedItems {

    private ExtendedItems() {}

    static FactorMatrix of(FactorModel model, FoldIn foldIn, int[] positions, List<History> takers) {
        check(model, positions, takers);
        FactorMatrix known = model.itemFactors();
        FactorMatrixBuilder extended = FactorMatrix.builder(known.rows() + positions.length, known.factors());
        float[] row = new float[known.factors()];
        int next = 0; // the next new item
        for (int item = 0; item < extended.rows(); item++) {
            if (next < positions.length && positions[next] == item) {
                solve(foldIn, takers.get(next++), row);
            } else {
                known.copyRow(item - next, row, 0);
            }
            extended.setRow(item, row, 0);
        }
        return extended.build();
    }

    private static void solve(FoldIn foldIn, History takers, float[] row) {
        Arrays.fill(row, 0f);
        if (takers.size() > 0) {
            foldIn.solve(takers, row);
            if (!FactorModel.isScorable(row)) {
                Arrays.fill(row, 0f);
            }
        }
    }

    private static void check(FactorModel model, int[] positions, List<History> takers) {
        if (positions.length != takers.size()) {
            throw new IllegalArgumentException(
                    "there are " + positions.length + " new items but the takers of " + takers.size());
        }
        int size = Math.addExact(model.itemFactors().rows(), positions.length);
        for (int i = 0; i < positions.length; i++) {
            Objects.checkIndex(positions[i], size);
            if (i > 0 && positions[i] <= positions[i - 1]) {
                throw new IllegalArgumentException(
                        "positions of new items must ascend but " + positions[i] + " follows " + positions[i - 1]);
            }
            for (int t = 0; t < takers.get(i).size(); t++) {
                Objects.checkIndex(takers.get(i).item(t), model.info().users());
            }
        }
    }
}
