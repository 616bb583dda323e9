package dev.recsys.als;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.internal.solve.DenseSystem;

/** Where the rows of the fixed side lie. */
interface FixedRows {

    /**
     * The array that holds a row, from {@link #offset} on; not to be modified. It stays as it is until
     * {@link DenseSystem#MOST_ROWS} more rows were asked for.
     */
    float[] array(int row);

    /** Where in its array the row starts. */
    int offset(int row);

    /** The live rows of a training. Thread-safe. */
    static FixedRows of(FactorMatrixBuilder rows) {
        return new FixedRows() {
            @Override
            public float[] array(int row) {
                return rows.block(rows.blockOf(row));
            }

            @Override
            public int offset(int row) {
                return rows.offsetOf(row);
            }
        };
    }

    /** The rows of a finished matrix, copied to arrays that take turns. Not thread-safe. */
    static FixedRows of(FactorMatrix rows) {
        float[][] copies = new float[DenseSystem.MOST_ROWS][0];
        return new FixedRows() {

            private int next;

            @Override
            public float[] array(int row) {
                int turn = next++ % copies.length;
                if (copies[turn].length == 0) {
                    copies[turn] = new float[rows.factors()];
                }
                rows.copyRow(row, copies[turn], 0);
                return copies[turn];
            }

            @Override
            public int offset(int row) {
                return 0;
            }
        };
    }
}
