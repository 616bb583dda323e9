package dev.recsys.benchmarks.peers;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The library's matrices from the files that all sides read, and back. */
final class MatrixFiles {

    private MatrixFiles() {}

    static SparseMatrix readSparse(String prefix, int items) throws IOException {
        int[] starts = NpyFile.open(Path.of(prefix + ".indptr.npy")).ints();
        int[] columns = NpyFile.open(Path.of(prefix + ".indices.npy")).ints();
        float[] weights = NpyFile.open(Path.of(prefix + ".data.npy")).floats();
        SparseMatrixBuilder builder = SparseMatrix.builder(starts.length - 1, items);
        for (int user = 0; user < starts.length - 1; user++) {
            builder.appendRow(
                    Arrays.copyOfRange(columns, starts[user], starts[user + 1]),
                    Arrays.copyOfRange(weights, starts[user], starts[user + 1]),
                    starts[user + 1] - starts[user]);
        }
        return builder.build();
    }

    static FactorMatrix readFactors(Path file) throws IOException {
        NpyFile npy = NpyFile.open(file);
        FactorMatrixBuilder builder = FactorMatrix.builder(npy.rows(), npy.columns());
        npy.forEachRow((row, values) -> builder.setRow(row, values, 0));
        return builder.build();
    }

    static void write(Path file, FactorMatrix matrix) throws IOException {
        NpyFile.write(file, matrix.rows(), matrix.factors(), matrix::copyRow);
    }
}
