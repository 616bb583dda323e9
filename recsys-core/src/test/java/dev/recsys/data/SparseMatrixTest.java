package dev.recsys.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SparseMatrixTest {

    static Stream<Arguments> seedsAndBlockSizes() {
        return Stream.of(1, 2, 3, 7, 64, BlockLayout.DEFAULT_BLOCK)
                .flatMap(block -> Stream.of(1, 2, 3, 4).map(seed -> Arguments.of(seed, block)));
    }

    /** A matrix as one sorted map per row. */
    private record Twin(int columns, List<SortedMap<Integer, Float>> rows) {

        static Twin random(SplittableRandom random) {
            int columns = 1 + random.nextInt(20);
            List<SortedMap<Integer, Float>> rows = new ArrayList<>();
            for (int r = random.nextInt(25); r > 0; r--) {
                SortedMap<Integer, Float> row = new TreeMap<>();
                for (int i = random.nextInt(4) == 0 ? 0 : random.nextInt(columns + 1); i > 0; i--) {
                    row.put(random.nextInt(columns), (float) random.nextInt(-50, 50));
                }
                rows.add(row);
            }
            return new Twin(columns, rows);
        }

        SparseMatrix build(boolean withValues, int blockSize) {
            SparseMatrixBuilder builder = new SparseMatrixBuilder(rows.size(), columns, withValues, blockSize);
            for (SortedMap<Integer, Float> row : rows) {
                int[] places = row.keySet().stream().mapToInt(Integer::intValue).toArray();
                float[] values = new float[places.length];
                for (int i = 0; i < places.length; i++) {
                    values[i] = row.get(places[i]);
                }
                builder.appendRow(places, values, places.length);
            }
            return builder.build();
        }

        Twin transpose() {
            Twin transposed = new Twin(rows.size(), new ArrayList<>());
            for (int c = 0; c < columns; c++) {
                transposed.rows.add(new TreeMap<>());
            }
            for (int r = 0; r < rows.size(); r++) {
                int row = r;
                rows.get(r)
                        .forEach((column, value) -> transposed.rows.get(column).put(row, value));
            }
            return transposed;
        }
    }

    private static void assertSame(SparseMatrix matrix, Twin twin) {
        assertThat(matrix.rows()).isEqualTo(twin.rows.size());
        assertThat(matrix.columns()).isEqualTo(twin.columns);
        assertThat(matrix.entries())
                .isEqualTo(twin.rows.stream().mapToLong(SortedMap::size).sum());
        assertThat(matrix.maxRowLength())
                .isEqualTo(twin.rows.stream().mapToInt(SortedMap::size).max().orElse(0));
        int[] columns = new int[matrix.maxRowLength()];
        float[] values = new float[matrix.maxRowLength()];
        int[] columnLengths = new int[twin.columns];
        for (int r = 0; r < twin.rows.size(); r++) {
            SortedMap<Integer, Float> row = twin.rows.get(r);
            assertThat(matrix.rowLength(r)).isEqualTo(row.size());
            assertThat(matrix.columnsOf(r)).containsExactly(row.keySet().toArray(Integer[]::new));
            assertThat(matrix.copyRow(r, columns, values)).isEqualTo(row.size());
            for (int c = 0; c < twin.columns; c++) {
                assertThat(matrix.contains(r, c)).isEqualTo(row.containsKey(c));
                float expected = row.containsKey(c) && matrix.isPattern() ? 1f : row.getOrDefault(c, 0f);
                assertThat(matrix.value(r, c)).isEqualTo(expected);
                columnLengths[c] += row.containsKey(c) ? 1 : 0;
            }
            for (int i = 0; i < row.size(); i++) {
                assertThat(values[i]).isEqualTo(matrix.isPattern() ? 1f : row.get(columns[i]));
            }
        }
        assertThat(matrix.columnLengths()).isEqualTo(columnLengths);
    }

    @ParameterizedTest(name = "seed {0}, blocks of {1}")
    @MethodSource("seedsAndBlockSizes")
    void agreesWithAMapPerRow(int seed, int blockSize) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 15; round++) {
            Twin twin = Twin.random(random);

            assertSame(twin.build(true, blockSize), twin);
            assertSame(twin.build(false, blockSize), twin);
            assertSame(twin.build(true, blockSize).toPattern(), twin);
        }
    }

    @ParameterizedTest(name = "seed {0}, blocks of {1}")
    @MethodSource("seedsAndBlockSizes")
    void transposesLikeAMapPerRowAndBack(int seed, int blockSize) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 15; round++) {
            Twin twin = Twin.random(random);
            SparseMatrix matrix = twin.build(true, blockSize);
            SparseMatrix pattern = twin.build(false, blockSize);

            assertSame(matrix.transpose(), twin.transpose());
            assertSame(pattern.transpose(), twin.transpose());
            assertThat(matrix.transpose().transpose()).isEqualTo(matrix);
            assertThat(pattern.transpose().transpose()).isEqualTo(pattern);
        }
    }

    @ParameterizedTest(name = "seed {0}, blocks of {1}")
    @MethodSource("seedsAndBlockSizes")
    void equalityIsOfEntriesAndNotOfBlocks(int seed, int blockSize) {
        Twin twin = Twin.random(new SplittableRandom(seed));
        SparseMatrix matrix = twin.build(true, blockSize);

        assertThat(matrix).isEqualTo(twin.build(true, 5)).hasSameHashCodeAs(twin.build(true, 5));
        if (matrix.entries() > 0) {
            assertThat(matrix).isNotEqualTo(matrix.toPattern());
            int r = 0;
            while (twin.rows.get(r).isEmpty()) {
                r++;
            }
            twin.rows.get(r).merge(twin.rows.get(r).firstKey(), 1f, Float::sum);
            assertThat(matrix).isNotEqualTo(twin.build(true, blockSize));
        }
    }

    @Test
    void aLayoutPutsRowsIntoBlocksAndNeverAcross() {
        BlockLayout layout = BlockLayout.of(new int[] {3, 2, 0, 4, 9, 1, 5}, 5);

        assertThat(layout.starts()).containsExactly(0, 3, 5, 1L << 32, 2L << 32, 3L << 32, 4L << 32);
        assertThat(Stream.of(layout.allocateInts()).mapToInt(block -> block.length))
                .containsExactly(5, 4, 9, 1, 5);
        assertThat(BlockLayout.of(new int[0], 5).allocateFloats()).hasDimensions(1, 0);
    }

    @Test
    void rowsNotAppendedAreEmpty() {
        SparseMatrix matrix = SparseMatrix.builder(3, 4)
                .appendRow(new int[] {1, 3}, new float[] {2, -1}, 2)
                .build();

        assertThat(matrix.rows()).isEqualTo(3);
        assertThat(matrix.columnsOf(2)).isEmpty();
        assertThat(matrix.value(0, 3)).isEqualTo(-1);
        assertThat(matrix).hasToString("3 x 4, 2 entries");
        assertThat(matrix.transpose().columnsOf(3)).containsExactly(0);
    }

    @Test
    void matricesWithoutRowsOrColumnsAreMatrices() {
        SparseMatrix noRows = SparseMatrix.builder(0, 3).build();
        SparseMatrix noColumns = SparseMatrix.builder(2, 0)
                .appendRow(new int[0], new float[0], 0)
                .build();

        assertThat(noRows.transpose().rows()).isEqualTo(3);
        assertThat(noRows.transpose().transpose()).isEqualTo(noRows);
        assertThat(noColumns.transpose().transpose()).isEqualTo(noColumns);
        assertThat(noColumns.columnLengths()).isEmpty();
    }

    @Test
    void entriesOfARowMustAscendWithinTheColumns() {
        for (int[] columns : List.of(new int[] {1, 1}, new int[] {2, 1}, new int[] {-1, 0}, new int[] {0, 3})) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SparseMatrix.builder(1, 3).appendRow(columns, new float[] {1, 1}, 2))
                    .withMessageContaining("row 0, entry ")
                    .withMessageContaining("columns must ascend within 0 to 2");
        }
    }

    @Test
    void valuesMustBeFiniteExceptInAPatternWhichIgnoresThem() {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SparseMatrix.builder(1, 3).appendRow(new int[] {2}, new float[] {value}, 1))
                    .withMessage("row 0, column 2: the value must be finite but was " + value);
            assertThat(SparseMatrix.patternBuilder(1, 3)
                            .appendRow(new int[] {2}, new float[] {value}, 1)
                            .build()
                            .value(0, 2))
                    .isEqualTo(1f);
        }
        assertThat(SparseMatrix.patternBuilder(1, 3)
                        .appendRow(new int[] {0, 2}, new float[0], 2)
                        .build()
                        .columnsOf(0))
                .containsExactly(0, 2);
    }

    @Test
    void aRefusedRowLeavesTheBuilderAsItWas() {
        SparseMatrixBuilder builder = SparseMatrix.builder(1, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.appendRow(new int[] {0, 0}, new float[] {1, 1}, 2));

        assertThat(builder.appendRow(new int[] {2}, new float[] {5}, 1).build().value(0, 2))
                .isEqualTo(5);
    }

    @Test
    void aBuilderTakesNoMoreRowsThanAnnouncedAndBuildsOnce() {
        SparseMatrixBuilder builder = SparseMatrix.builder(2, 3).appendRow(new int[] {0}, new float[] {1}, 1);
        SparseMatrix matrix = builder.build();

        assertThatIllegalStateException().isThrownBy(() -> builder.appendRow(new int[] {1}, new float[] {1}, 1));
        assertThatIllegalStateException().isThrownBy(builder::build);
        assertThat(matrix.rowLength(1)).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> SparseMatrix.builder(0, 3).appendRow(new int[0], new float[0], 0))
                .withMessage("all 0 rows were appended already");
        assertThatIllegalArgumentException().isThrownBy(() -> SparseMatrix.builder(-1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> SparseMatrix.patternBuilder(1, -3));
    }

    @Test
    void theBuilderKeepsNoArrayOfTheCaller() {
        int[] columns = {0, 2};
        float[] values = {1, 2};
        SparseMatrixBuilder builder = SparseMatrix.builder(1, 3).appendRow(columns, values, 2);
        columns[0] = 1;
        values[0] = 7;
        SparseMatrix matrix = builder.build();
        matrix.columnsOf(0)[0] = 1;

        assertThat(matrix.value(0, 0)).isEqualTo(1);
        assertThat(matrix.contains(0, 1)).isFalse();
    }

    @Test
    void thereIsNothingOutsideTheMatrix() {
        SparseMatrix matrix = SparseMatrix.builder(2, 3).build();

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> matrix.value(2, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> matrix.columnsOf(-1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> matrix.rowLength(2));
        assertThat(matrix.contains(0, 99)).isFalse();
    }

    @org.junit.jupiter.params.ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({
        "1, 20000, 900, false",
        "60, 8192, 200, false",
        "60, 8193, 200, true",
        "40, 40000, 700, false",
        "40, 40000, 700, true",
        "3000, 30000, 3, false"
    })
    void transposesManyColumnsAsFewOnes(int rows, int columns, int perRow, boolean isPattern) {
        long seed = new java.util.Random().nextLong();
        java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
        SparseMatrixBuilder builder =
                isPattern ? SparseMatrix.patternBuilder(rows, columns) : SparseMatrix.builder(rows, columns);
        for (int row = 0; row < rows; row++) {
            int[] places = random.ints(random.nextInt(perRow + 1), 0, columns)
                    .sorted()
                    .distinct()
                    .toArray();
            float[] values = new float[places.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(100) + 1;
            }
            builder.appendRow(places, values, places.length);
        }
        SparseMatrix matrix = builder.build();
        SparseMatrix transposed = matrix.transpose();
        assertThat(transposed.rows()).isEqualTo(columns);
        assertThat(transposed.entries()).as("seed %d", seed).isEqualTo(matrix.entries());
        for (int column = 0; column < columns; column++) {
            for (int row : transposed.columnsOf(column)) {
                assertThat(matrix.contains(row, column)).as("seed %d", seed).isTrue();
                assertThat(transposed.value(column, row)).as("seed %d", seed).isEqualTo(matrix.value(row, column));
            }
        }
        assertThat(transposed.transpose()).as("seed %d", seed).isEqualTo(matrix);
    }
}
