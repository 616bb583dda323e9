package dev.recsys.model;

import dev.recsys.data.FactorMatrix;
import dev.recsys.internal.math.PackedItems;

/** The rows of one side scaled to length 1, packed when first asked for: products with them are cosines. Thread-safe. */
final class CosineNeighbours {

    private final FactorMatrix matrix;
    private volatile PackedItems cached = new PackedItems(0, 1);

    CosineNeighbours(FactorMatrix matrix) {
        this.matrix = matrix;
    }

    PackedItems packed() {
        PackedItems rows = cached;
        if (rows.items() != matrix.rows()) {
            synchronized (this) {
                rows = cached;
                if (rows.items() != matrix.rows()) {
                    rows = pack();
                    cached = rows;
                }
            }
        }
        return rows;
    }

    private PackedItems pack() {
        PackedItems rows = new PackedItems(matrix.rows(), matrix.factors());
        for (int r = 0; r < matrix.rows(); r++) {
            rows.set(r, unitRow(r), 1f);
        }
        return rows;
    }

    /** A row scaled to length 1 in double precision: the inverse of a tiny or huge length is no float. Zeros stay. */
    float[] unitRow(int row) {
        float[] vector = matrix.row(row);
        double squares = FactorModel.squares(vector);
        double length = squares == 0 ? 1 : Math.sqrt(squares);
        for (int f = 0; f < vector.length; f++) {
            vector[f] = (float) (vector[f] / length);
        }
        return vector;
    }
}
