package dev.recsys.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.SparseMatrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedDataTest {

    @TempDir
    private Path directory;

    @Test
    void theSameSeedGivesTheSameMatrixWithAsManyEntriesAsAskedFor() throws IOException {
        SparseMatrix first = matrix("a", 5);
        assertThat(first.rows()).isEqualTo(70);
        assertThat(first.entries()).isEqualTo(900);
        for (int user = 0; user < 70; user++) {
            assertThat(first.rowLength(user)).isBetween(1, 16);
        }
        assertThat(matrix("b", 5)).isEqualTo(first);
        assertThat(matrix("c", 6)).isNotEqualTo(first);
    }

    private SparseMatrix matrix(String name, int seed) throws IOException {
        String prefix = directory.resolve(name).toString();
        GeneratedData.matrix(
                Arguments.parse("generate-matrix\tusers=70\titems=50\tentries=900\tseed=" + seed + "\tout=" + prefix));
        return MatrixFiles.readSparse(prefix, 50);
    }

    @Test
    void factorsComeBackFromAFileAsTheyWere() throws IOException {
        Path file = directory.resolve("factors.npy");
        GeneratedData.factors(
                Arguments.parse("generate-factors\trows=33\tfactors=7\tseed=1\tscale=0.5\tsign=positive\tout=" + file));
        FactorMatrix matrix = MatrixFiles.readFactors(file);
        assertThat(matrix.rows()).isEqualTo(33);
        assertThat(matrix.factors()).isEqualTo(7);
        for (float value : matrix.row(32)) {
            assertThat(value).isPositive();
        }
        MatrixFiles.write(directory.resolve("copy.npy"), matrix);
        assertThat(directory.resolve("copy.npy")).hasSameBinaryContentAs(file);
    }

    /** As {@code numpy.save} writes it: np.array([[1, -2], [3, 4], [5, 6]], dtype=np.int32). */
    @Test
    void headersAreThoseOfNumpy() throws IOException {
        Path file = directory.resolve("ints.npy");
        NpyFile.write(file, new int[] {1, -2, 3, 4, 5, 6}, 2);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(128 + 24);
        assertThat(new String(bytes, 0, 128, StandardCharsets.ISO_8859_1))
                .isEqualTo("\u0093NUMPY\1\0v\0{'descr': '<i4', 'fortran_order': False, 'shape': (3, 2), }"
                        + " ".repeat(58) + "\n");
        assertThat(NpyFile.open(file).ints()).containsExactly(1, -2, 3, 4, 5, 6);
        assertThatThrownBy(() -> NpyFile.open(file).floats()).hasMessageContaining("i4, not f4");
    }
}
