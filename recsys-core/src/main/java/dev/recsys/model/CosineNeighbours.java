package dev.recsys.model;

import dev.recsys.data.FactorMatrix;
import dev.recsys.internal.math.PackedItems;
import java.util.Optional;

/** The rows of one side scaled to length 1, packed when first asked for: products with them are cosines. Thread-safe. */
final class CosineNeighbours {

    private final FactorMatrix matrix;
    private volatile Optional<Rows> cached = Optional.empty();

    CosineNeighbours(FactorMatrix matrix) {
        this.matrix = matrix;
    }

    private record Rows(PackedItems packed, ItemMask known) {}

    PackedItems packed() {
        return rows().packed();
    }

    /** The rows of which anything is known: all but those of zeros, which have no direction. */
    ItemMask known() {
        return rows().known();
    }

    private Rows rows() {
        Optional<Rows> rows = cached;
        if (rows.isEmpty()) {
            synchronized (this) {
                rows = cached;
                if (rows.isEmpty()) {
                    rows = Optional.of(pack());
                    cached = rows;
                }
            }
        }
        return rows.get();
    }

    private Rows pack() {
        PackedItems packed = PackedItems.of(this::copyUnitRow, matrix.rows(), matrix.factors());
        boolean[] known = new boolean[matrix.rows()];
        boolean all = true;
        for (int r = 0; r < known.length; r++) {
            known[r] = FactorModel.squares(matrix.row(r)) > 0;
            all &= known[r];
        }
        return new Rows(packed, all ? ItemMask.all(known.length) : ItemMask.where(known.length, r -> known[r]));
    }

    private void copyUnitRow(int row, float[] out, int offset) {
        System.arraycopy(unitRow(row), 0, out, offset, matrix.factors());
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
