package dev.recsys.als;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;

/** Where the rows of the fixed side lie. */
interface FixedRows {

    /** The array that holds a row, from {@link #offset} on; not to be modified. */
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

    /** The rows of a finished matrix, one at a time: each call overwrites the array the last one gave. Not thread-safe. */
    static FixedRows of(FactorMatrix rows) {
        float[] held = new float[rows.factors()];
        return new FixedRows() {
            @Override
            public float[] array(int row) {
                rows.copyRow(row, held, 0);
                return held;
            }

            @Override
            public int offset(int row) {
                return 0;
            }
        };
    }
}
