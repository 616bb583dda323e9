package dev.recsys.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel is compared with a plain computation in doubles. */
@Tag("kernels")
class SweepKernelTest {

    private static final int MOST_FACTORS = 70;
    private static final float[][] SCALES = { // of G and of the rows
        {0x1p-110f, 0x1p25f}, {0x1p110f, 0x1p-25f}, {0x1p-60f, 0x1p-60f}, {0x1p60f, 0x1p60f}
    };

    private final SplittableRandom random = new SplittableRandom(1971);

    static Stream<SweepKernel> kernels() {
        return Stream.of(new PlainKernels().sweeps(), Kernels.active().sweeps());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumsOfRowsAreThoseOfDoubles(SweepKernel kernel) {
        for (int factors = 1; factors <= MOST_FACTORS; factors++) {
            float[][] scratch = stale(kernel.scratch(factors));
            int[] counts = factors % 16 < 3 ? new int[] {0, 1, 2, 30, 255, 256, 257, 600} : new int[] {3, 4, 7, 260};
            for (int count : counts) {
                checkSum(kernel, factors, count, scratch, 1f, 1f);
            }
            checkSum(kernel, factors, 9, scratch, 0x1p-130f, 1f); // subnormal
            checkSum(kernel, factors, 9, scratch, 0x1p100f, 0x1p20f);
        }
    }

    private void checkSum(
            SweepKernel kernel, int factors, int count, float[][] scratch, float rowScale, float entryScale) {
        int rows = 37;
        int bits = 3;
        float[][] blocks = new float[(rows >> bits) + 1][];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = values(Math.min(1 << bits, rows - (b << bits)) * factors, rowScale);
        }
        RowBlocks source = new RowBlocks(blocks, bits, factors);
        int[] columns = new int[count + 2];
        for (int i = 0; i < count; i++) {
            columns[i] = i == 0 ? rows - 1 : random.nextInt(rows);
        }
        float[] scales = values(count + 2, entryScale);
        float[] out = values(factors + 5, 1f);
        float[] before = out.clone();

        kernel.sum(source, columns, scales, count, out, 3, scratch);

        for (int f = 0; f < factors; f++) {
            double sum = 0;
            double size = 0;
            for (int i = 0; i < count; i++) {
                double product = (double) scales[i] * source.block(columns[i])[source.offset(columns[i]) + f];
                sum += product;
                size += Math.abs(product);
            }
            requireClose(
                    out[3 + f],
                    sum,
                    1e-5 * size + count * (double) Float.MIN_VALUE,
                    "%s factors, %s entries, factor %s",
                    factors,
                    count,
                    f);
        }
        assertThat(Arrays.copyOf(out, 3)).isEqualTo(Arrays.copyOf(before, 3));
        assertThat(out[factors + 3]).isEqualTo(before[factors + 3]);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aSweepIsThatOfDoubles(SweepKernel kernel) {
        for (int factors = 1; factors <= MOST_FACTORS; factors++) {
            float[][] scratch = kernel.scratch(factors);
            for (int count : counts(kernel)) {
                checkSweep(kernel, factors, count, stale(scratch), 1f, 1f);
            }
            for (float[] scales : SCALES) {
                checkSweep(kernel, factors, 3, stale(scratch), scales[0], scales[1]);
            }
        }
    }

    private static int[] counts(SweepKernel kernel) {
        return new int[] {1, 2, kernel.width() / 2 + 1, kernel.width()};
    }

    private void checkSweep(
            SweepKernel kernel, int factors, int count, float[][] scratch, float gramScale, float rowScale) {
        float[][] gram = gram(factors, gramScale);
        Group group = new Group(factors, count, gramScale, rowScale);
        float l1 = random.nextBoolean() ? 0f : 0.1f * gramScale * rowScale;
        float[] rows = group.rows.clone();

        double violation = kernel.descend(gram, group.targets, l1, rows, count, factors, scratch);

        double expected = 0;
        double size = 0;
        for (int r = 0; r < count; r++) {
            double[] w = group.row(r);
            for (int f = 0; f < factors; f++) {
                double slope = l1 - group.targets[r * factors + f];
                size += Math.abs(slope);
                for (int g = 0; g < factors; g++) {
                    slope += gram[f][g] * w[g];
                    size += Math.abs(gram[f][g] * w[g]);
                }
                expected += Math.abs(w[f] == 0 ? Math.min(0, slope) : slope);
                w[f] = gram[f][f] == 0 ? w[f] : Math.max(0, w[f] - slope / gram[f][f]);
            }
            for (int f = 0; f < factors; f++) {
                requireClose(
                        rows[r * factors + f],
                        w[f],
                        1e-4 * rowScale,
                        "%s factors, %s rows, row %s, factor %s, %s",
                        factors,
                        count,
                        r,
                        f,
                        rowScale);
            }
        }
        requireClose(violation, expected, 1e-5 * size, "violation");
        assertThat(Arrays.copyOfRange(rows, count * factors, rows.length))
                .as("what follows the rows")
                .isEqualTo(Arrays.copyOfRange(group.rows, count * factors, rows.length));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theBitsOfARowDoNotDependOnItsGroup(SweepKernel kernel) {
        for (int factors : new int[] {1, 3, 16, 21, 67}) {
            float[][] gram = gram(factors, 1f);
            Group group = new Group(factors, kernel.width(), 1f, 1f);
            float[][] scratch = stale(kernel.scratch(factors));
            for (boolean multiply : new boolean[] {false, true}) {
                float[] together = group.rows.clone();
                run(kernel, multiply, gram, group.targets, together, kernel.width(), factors, scratch);
                for (int r = 0; r < kernel.width(); r++) {
                    float[] alone = Arrays.copyOfRange(group.rows, r * factors, (r + 1) * factors);
                    float[] target = Arrays.copyOfRange(group.targets, r * factors, (r + 1) * factors);
                    run(kernel, multiply, gram, target, alone, 1, factors, stale(scratch));
                    assertThat(alone)
                            .as("row %s", r)
                            .isEqualTo(Arrays.copyOfRange(together, r * factors, (r + 1) * factors));
                }
            }
        }
    }

    private static void run(
            SweepKernel kernel,
            boolean multiply,
            float[][] gram,
            float[] targets,
            float[] rows,
            int count,
            int factors,
            float[][] scratch) {
        if (multiply) {
            kernel.multiply(gram, targets, 0.25f, rows, count, factors, scratch);
        } else {
            kernel.descend(gram, targets, 0.25f, rows, count, factors, scratch);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void subnormalRowsStaySmall(SweepKernel kernel) {
        for (int factors : new int[] {1, 5, 33}) {
            float[][] gram = gram(factors, 1f);
            float[] rows = new float[kernel.width() * factors];
            float[] targets = new float[rows.length];
            Arrays.fill(rows, Float.MIN_VALUE);
            Arrays.fill(targets, 3 * Float.MIN_VALUE);
            double violation =
                    kernel.descend(gram, targets, 0f, rows, kernel.width(), factors, stale(kernel.scratch(factors)));
            assertThat(violation).isBetween(0.0, 1e-38);
            for (float value : rows) {
                assertThat(value).isBetween(0f, 1e-38f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multiplicationIsThatOfDoubles(SweepKernel kernel) {
        for (int factors = 1; factors <= MOST_FACTORS; factors++) {
            float[][] scratch = kernel.scratch(factors);
            for (int count : counts(kernel)) {
                checkMultiplication(kernel, factors, count, stale(scratch), 1f);
            }
            checkMultiplication(kernel, factors, 3, stale(scratch), 0x1p-120f);
            checkMultiplication(kernel, factors, 3, stale(scratch), 0x1p105f);
        }
    }

    private void checkMultiplication(SweepKernel kernel, int factors, int count, float[][] scratch, float targetScale) {
        float[][] gram = gram(factors, 1f);
        for (float[] row : gram) {
            for (int f = 0; f < factors; f++) {
                row[f] = Math.abs(row[f]);
            }
        }
        Group group = new Group(factors, count, targetScale, 1f);
        float[] rows = group.rows.clone();

        kernel.multiply(gram, group.targets, 0.25f, rows, count, factors, scratch);

        for (int r = 0; r < count; r++) {
            double[] w = group.row(r);
            for (int f = 0; f < factors; f++) {
                double denominator = 0.25;
                for (int g = 0; g < factors; g++) {
                    denominator += gram[f][g] * w[g];
                }
                double expected = w[f] * group.targets[r * factors + f] / denominator;
                expected = expected < SweepKernel.NEGLIGIBLE ? 0 : expected;
                requireClose(
                        rows[r * factors + f],
                        expected,
                        1e-4 * expected,
                        "%s factors, %s rows, row %s, factor %s",
                        factors,
                        count,
                        r,
                        f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aDenominatorOfZeroIsReplaced(SweepKernel kernel) {
        float[] rows = {0.5f, 0f, 2f};
        kernel.multiply(new float[3][3], new float[] {3f, 3f, 0f}, 0f, rows, 1, 3, stale(kernel.scratch(3)));
        assertThat(rows).containsExactly(0.5f * 3 * 0x1p23f, 0f, 0f);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multiplyingKeepsZerosAndEndsWhatIsNegligible(SweepKernel kernel) {
        float[][] gram = {{2, 1}, {1, 3}};
        float[] rows = {1, 2, 0, 0};
        kernel.multiply(gram, new float[] {8, 14, 8, 14}, 0f, rows, 2, 2, stale(kernel.scratch(2)));
        assertThat(rows).containsExactly(2, 4, 0, 0);

        float[] tiny = {1e-17f, 1};
        kernel.multiply(gram, new float[] {1e-3f, 3}, 0f, tiny, 1, 2, stale(kernel.scratch(2)));
        assertThat(tiny).containsExactly(0, 1);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aRowWithoutAFiniteTargetIsNotMistakenForZero(SweepKernel kernel) {
        float[] rows = {1f, 1f};
        float[][] gram = {{1f, 0f}, {0f, 1f}};
        float[] targets = {Float.NaN, Float.POSITIVE_INFINITY};
        kernel.descend(gram, targets, 0f, rows, 1, 2, stale(kernel.scratch(2)));
        assertThat(Float.isFinite(rows[0])).isFalse();
        assertThat(Float.isFinite(rows[1])).isFalse();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void outerProductsAreThoseOfDoubles(SweepKernel kernel) {
        for (int factors = 1; factors <= MOST_FACTORS; factors++) {
            for (int count : new int[] {0, 1, 3, 4, 257}) {
                float[] rows = values(count * factors + 7, 1f);
                double[][] upper = new double[factors][factors];
                for (double[] row : upper) {
                    Arrays.fill(row, 0.5);
                }
                kernel.addGram(rows, 7, count, factors, upper, stale(kernel.scratch(factors)));
                for (int f = 0; f < factors; f++) {
                    for (int g = f; g < factors; g++) {
                        double expected = 0.5;
                        for (int r = 0; r < count; r++) {
                            expected += (double) rows[7 + r * factors + f] * rows[7 + r * factors + g];
                        }
                        requireClose(
                                upper[f][g],
                                expected,
                                1e-5 * (1 + count),
                                "%s factors, %s rows, %s x %s",
                                factors,
                                count,
                                f,
                                g);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void productsWithAMatrixAreThoseOfDoubles(SweepKernel kernel) {
        for (int outer = 1; outer <= MOST_FACTORS; outer++) {
            int inner = 1 + random.nextInt(MOST_FACTORS);
            for (int count : new int[] {0, 1, 4, 7}) {
                float[] in = values(count * inner + 2, 1f);
                float[][] map = new float[inner][];
                for (int f = 0; f < inner; f++) {
                    map[f] = values(outer, 1f);
                }
                float[] out = values(count * outer + 1, 1f);
                float after = out[count * outer];
                kernel.transform(in, 2, count, inner, map, outer, out);
                for (int r = 0; r < count; r++) {
                    for (int g = 0; g < outer; g++) {
                        double expected = 0;
                        for (int f = 0; f < inner; f++) {
                            expected += (double) in[2 + r * inner + f] * map[f][g];
                        }
                        requireClose(
                                out[r * outer + g],
                                expected,
                                1e-5 * inner,
                                "%s x %s, row %s of %s, column %s",
                                inner,
                                outer,
                                r,
                                count,
                                g);
                    }
                }
                assertThat(out[count * outer]).isEqualTo(after);
            }
        }
    }

    /** An assertion in inner loops, where those of the library take most of the time. */
    private static void requireClose(double actual, double expected, double tolerance, String what, Object... details) {
        if (!(Math.abs(actual - expected) <= tolerance)) {
            assertThat(actual).as(what, details).isCloseTo(expected, within(tolerance));
        }
    }

    /** Near the unit matrix, with some factors whose row and column are 0. */
    private float[][] gram(int factors, float scale) {
        int rows = 4 * factors + 20;
        float[][] x = new float[factors][];
        for (int f = 0; f < factors; f++) {
            x[f] = random.nextInt(7) == 0 ? new float[rows] : values(rows, 1f);
        }
        float[][] gram = new float[factors][factors];
        for (int f = 0; f < factors; f++) {
            for (int g = 0; g < factors; g++) {
                double sum = 0;
                for (int r = 0; r < rows; r++) {
                    sum += (double) x[f][r] * x[g][r];
                }
                gram[f][g] = (float) (3 * sum / rows * scale);
            }
        }
        return gram;
    }

    private float[] values(int count, float scale) {
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
            out[i] = (float) (random.nextDouble() * 2 - 1) * scale;
        }
        return out;
    }

    private static float[][] stale(float[][] scratch) {
        for (float[] array : scratch) {
            Arrays.fill(array, Float.NaN);
        }
        return scratch;
    }

    /** Rows, half of whose elements are 0 and one of which is 0 throughout, and what the data asks for. */
    private final class Group {

        private final int factors;
        private final float[] rows;
        private final float[] targets;

        Group(int factors, int count, float gramScale, float rowScale) {
            this.factors = factors;
            this.rows = values((count + 1) * factors, rowScale);
            this.targets = values((count + 1) * factors, gramScale * rowScale);
            for (int i = 0; i < rows.length; i++) {
                rows[i] = i / factors == 1 ? 0f : Math.max(0f, rows[i]);
                targets[i] = Math.max(0f, targets[i]);
            }
        }

        double[] row(int row) {
            double[] out = new double[factors];
            for (int f = 0; f < factors; f++) {
                out[f] = rows[row * factors + f];
            }
            return out;
        }
    }
}
