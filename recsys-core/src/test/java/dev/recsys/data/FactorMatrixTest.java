package dev.recsys.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorMatrixTest {

    private static FactorMatrixBuilder filled(int rows, int factors, int blockBits, long seed) {
        FactorMatrixBuilder builder = new FactorMatrixBuilder(rows, factors, blockBits);
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < rows; row++) {
            float[] values = new float[factors + 2];
            for (int f = 0; f < factors; f++) {
                values[f + 1] = (float) random.nextDouble(-1, 1);
            }
            builder.setRow(row, values, 1);
        }
        return builder;
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 0", "1, 1, 0", "5, 3, 0", "5, 3, 1", "8, 2, 2", "9, 2, 2", "7, 4, 3", "7, 4, 16"})
    void blocksOfAnySizeHoldTheSameElements(int rows, int factors, int blockBits) {
        FactorMatrixBuilder builder = filled(rows, factors, blockBits, 1);
        int perBlock = 1 << blockBits;
        assertThat(builder.blocks()).isEqualTo((rows + perBlock - 1) / perBlock);
        for (int row = 0; row < rows; row++) {
            float[] block = builder.block(builder.blockOf(row));
            assertThat(builder.firstRowOf(builder.blockOf(row))).isEqualTo(row / perBlock * perBlock);
            for (int f = 0; f < factors; f++) {
                assertThat(block[builder.offsetOf(row) + f]).isEqualTo(builder.get(row, f));
            }
        }
        FactorMatrix matrix = builder.build();
        FactorMatrix plain = filled(rows, factors, 20, 1).build();

        assertThat(matrix).isEqualTo(plain).hasSameHashCodeAs(plain);
        assertThat(plain).isEqualTo(matrix).hasToString(rows + " x " + factors + " factors");
        float[] out = new float[factors + 3];
        for (int row = 0; row < rows; row++) {
            matrix.copyRow(row, out, 2);
            for (int f = 0; f < factors; f++) {
                assertThat(matrix.get(row, f)).isEqualTo(plain.get(row, f)).isEqualTo(out[f + 2]);
            }
            assertThat(matrix.row(row)).isEqualTo(plain.row(row));
        }
        if (rows > 0) {
            assertThat(matrix).isNotEqualTo(filled(rows, factors, 20, 2).build());
        }
        assertThat(matrix.toBuilder().build()).isEqualTo(matrix);
    }

    @Test
    void rowsOfSeveralBlocksByDefault() {
        FactorMatrixBuilder builder = FactorMatrix.builder(600, FactorMatrixBuilder.MAX_FACTORS);

        assertThat(builder.blocks()).isEqualTo(3);
        assertThat(builder.block(0)).hasSize(1 << 24);
        assertThat(builder.blockOf(599)).isEqualTo(2);
    }

    @Test
    void aBuilderMadeFromAMatrixDoesNotChangeIt() {
        FactorMatrix matrix = filled(5, 3, 1, 1).build();
        float before = matrix.get(4, 2);

        matrix.toBuilder().block(2)[2] = 99;
        matrix.row(4)[2] = 99;

        assertThat(matrix.get(4, 2)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, NaN", "3, 1, Infinity", "4, 2, -Infinity"})
    void elementsMustBeFinite(int row, int factor, float value) {
        FactorMatrixBuilder builder = filled(5, 3, 1, 1);
        builder.block(builder.blockOf(row))[builder.offsetOf(row) + factor] = value;

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage(
                        "row " + row + ", factor " + factor + ": elements must be finite but this one is " + value);
    }

    @Test
    void aBuilderBuildsOnce() {
        FactorMatrixBuilder builder = FactorMatrix.builder(2, 2);
        builder.build();

        assertThatIllegalStateException().isThrownBy(builder::build);
        assertThatIllegalStateException().isThrownBy(() -> builder.block(0));
        assertThatIllegalStateException().isThrownBy(() -> builder.setRow(0, new float[2], 0));
    }

    @Test
    void zerosOfDifferentSignAreDifferentBits() {
        FactorMatrixBuilder negative = FactorMatrix.builder(1, 1);
        negative.setRow(0, new float[] {-0f}, 0);

        assertThat(negative.build()).isNotEqualTo(FactorMatrix.builder(1, 1).build());
        assertThat(FactorMatrix.builder(1, 2).build())
                .isNotEqualTo(FactorMatrix.builder(2, 1).build());
    }

    @Test
    void wrongSizesAndPlacesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FactorMatrix.builder(-1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactorMatrix.builder(1, 0))
                .withMessage("factors must be between 1 and 65536 but was 0");
        assertThatIllegalArgumentException().isThrownBy(() -> FactorMatrix.builder(1, 65_537));
        FactorMatrix matrix = FactorMatrix.builder(2, 3).build();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> matrix.get(2, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> matrix.get(0, 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> matrix.row(-1));
    }
}
