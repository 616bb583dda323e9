package dev.recsys.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels of every provider that this JVM has against the same sums in doubles. */
@Tag("kernels")
class SystemKernelTest {

    private static final long SEED = 11;
    private static final int ROOM = 128;
    private static final int LEAD = 3; // floats before the first row of a source

    private final SplittableRandom random = new SplittableRandom(SEED);

    private static Stream<Kernels> providers() {
        Kernels plain = new PlainKernels();
        return Kernels.active().name().equals(plain.name()) ? Stream.of(plain) : Stream.of(plain, Kernels.active());
    }

    private static Stream<Arguments> sizes() {
        return providers()
                .flatMap(kernels -> IntStream.rangeClosed(1, 130)
                        .filter(n -> n < 20 || n % 2 == 1 || n % 16 < 2 || n % 16 > 13)
                        .mapToObj(n -> Arguments.of(kernels.name(), n)));
    }

    private static SystemKernel kernel(String name) {
        return providers()
                .filter(kernels -> kernels.name().equals(name))
                .findFirst()
                .orElseThrow()
                .systems();
    }

    /** Rows of a fixed side, in two arrays, at odd offsets and with something else between and around them. */
    private final class Rows {

        private final int n;
        private final int count;
        private final float[][] sources;
        private final int[] offsets;
        private final float[] weights;
        private final float[] roots;
        private final float[] targets;

        Rows(int n, int count, DoubleUnaryOperator shape) {
            this.n = n;
            this.count = count;
            int stride = n + 1;
            float[][] arrays = new float[2][LEAD + (count / 2 + 1) * stride - 1];
            for (float[] array : arrays) {
                for (int i = 0; i < array.length; i++) {
                    array[i] = i >= LEAD && (i - LEAD) % stride < n
                            ? (float) shape.applyAsDouble(random.nextGaussian())
                            : Float.NaN;
                }
            }
            sources = new float[count][];
            offsets = new int[count];
            weights = new float[count];
            roots = new float[count];
            targets = new float[count];
            for (int r = 0; r < count; r++) {
                sources[r] = arrays[r % 2];
                offsets[r] = LEAD + r / 2 * stride;
                weights[r] = random.nextInt(4);
                roots[r] = (float) Math.sqrt(weights[r]);
                targets[r] = random.nextInt(3);
            }
        }

        float y(int row, int i) {
            return sources[row][offsets[row] + i];
        }

        double[][] matrix(double[][] common, double diagonal) {
            double[][] a = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] = common[i][j] + (i == j ? diagonal : 0);
                }
            }
            for (int r = 0; r < count; r++) {
                for (int i = 0; i < n; i++) {
                    double scaled = (double) weights[r] * y(r, i);
                    for (int j = 0; j < n; j++) {
                        a[i][j] += scaled * y(r, j);
                    }
                }
            }
            return a;
        }

        double[] target() {
            double[] b = new double[n];
            for (int r = 0; r < count; r++) {
                for (int i = 0; i < n; i++) {
                    b[i] += (double) targets[r] * y(r, i);
                }
            }
            return b;
        }
    }

    private float[][] common(int n, double scale) {
        float[][] full = new float[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                full[i][j] = (float) (scale * (i == j ? n : random.nextGaussian() * 0.3));
                full[j][i] = full[i][j];
            }
        }
        return full;
    }

    private static double[][] doubles(float[][] x, float scale) {
        double[][] out = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                out[i][j] = scale * x[i][j];
            }
        }
        return out;
    }

    private static double[] product(double[][] a, double[] v) {
        return Arrays.stream(a).mapToDouble(row -> dot(row, v)).toArray();
    }

    private static double[] doubles(float[] x, int n) {
        return IntStream.range(0, n).mapToDouble(i -> x[i]).toArray();
    }

    private static double largest(double[] x) {
        return Arrays.stream(x).map(Math::abs).max().orElse(0);
    }

    private static double largest(double[][] x) {
        return Arrays.stream(x).mapToDouble(SystemKernelTest::largest).max().orElse(0);
    }

    /** The scratch of one worker, as dirty as use may leave it, but for what the kernels promise to keep zero. */
    private static final class Worker {

        private final SystemKernel kernel;
        private final int n;
        private final float[][] chunk;
        private final float[][] matrix;
        private final float[][] common;
        private final float[] b;
        private final float[] x;

        Worker(SystemKernel kernel, int n) {
            this.kernel = kernel;
            this.n = n;
            this.chunk = kernel.chunk(n, ROOM);
            this.matrix = kernel.matrix(n);
            this.common = kernel.matrix(n);
            this.b = new float[kernel.padded(n)];
            this.x = new float[kernel.padded(n)];
        }

        void add(Rows rows) {
            Arrays.fill(b, 0f);
            for (int from = 0; from < rows.count; from += ROOM) {
                int count = Math.min(ROOM, rows.count - from);
                kernel.gather(rows.sources, rows.offsets, rows.roots, rows.targets, from, count, n, chunk, b);
                kernel.addSquares(chunk, count, n, matrix);
            }
        }

        float[][] unpacked() {
            float[][] full = new float[n][n];
            kernel.unpack(matrix, n, full);
            return full;
        }

        float[] products(Rows rows, float diagonal, float[] v) {
            float[] out = new float[v.length];
            float[] ones = new float[rows.count];
            Arrays.fill(ones, 1f);
            kernel.multiply(common, diagonal, n, v, out);
            for (int from = 0; from < rows.count; from += ROOM) {
                int count = Math.min(ROOM, rows.count - from);
                kernel.gather(
                        rows.sources, rows.offsets, ones, rows.targets, from, count, n, chunk, new float[v.length]);
                kernel.prepare(chunk, count, n);
                kernel.addProducts(chunk, rows.weights, from, count, n, v, out);
            }
            return out;
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyResultIsThatOfDoublesWhateverWasThereBefore(String provider, int n) {
        Worker worker = new Worker(kernel(provider), n);
        for (int rows : new int[] {n % 8 == 1 ? 1000 : 261, 0, 1, 2, 3, 5, 8, 31, 128}) {
            check(provider, worker, n, new Rows(n, rows, value -> value), 1);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void hugeAndTinyNumbersKeepTheirDigits(Kernels kernels) {
        for (double scale : new double[] {1e-15, 1e-6, 1e8, 1e15}) {
            for (int n : new int[] {5, 17, 64}) {
                Worker worker = new Worker(kernels.systems(), n);
                check(kernels.name(), worker, n, new Rows(n, 37, value -> value * scale), scale * scale);
            }
        }
    }

    private void check(String provider, Worker worker, int n, Rows rows, double scale) {
        String what = provider + ", " + n + " unknowns, " + rows.count + " rows, seed " + SEED + ", scale " + scale;
        float[][] full = common(n, scale);
        float diagonal = (float) (scale * 0.5);
        double[][] expected = rows.matrix(doubles(full, 0.25f), diagonal);
        worker.kernel.pack(full, 0.25f, n, worker.common);
        worker.kernel.start(worker.common, diagonal, n, worker.matrix);
        worker.add(rows);

        float[][] matrix = worker.unpacked();
        double most = largest(expected);
        for (int i = 0; i < n; i++) {
            assertClose(doubles(matrix[i], n), expected[i], 1e-5 * most, what, "matrix");
        }
        double[] b = rows.target();
        assertClose(doubles(worker.b, n), b, 1e-5 * largest(b), what, "right side");

        assertThat(worker.kernel.solve(worker.matrix, n, worker.b, worker.x))
                .as(what)
                .isTrue();
        double[] again = product(expected, doubles(worker.x, n));
        assertClose(again, b, 1e-4 * largest(b), what, "solution");

        float[] v = new float[worker.kernel.padded(n)];
        for (int i = 0; i < n; i++) {
            v[i] = (float) random.nextGaussian();
        }
        float[] products = worker.products(rows, diagonal, v);
        double[] exact = product(expected, doubles(v, n));
        assertClose(doubles(products, n), exact, 1e-5 * most * n, what, "product");
        assertThat(doubles(products, products.length)).as(what + ", padding").endsWith(new double[products.length - n]);
        assertThat(worker.products(rows, diagonal, v)).as(what + ", once more").isEqualTo(products);
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance, String what, String part) {
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) {
                throw new AssertionError(part + " of " + what + ": element " + i + " is " + actual[i]
                        + " but should be " + expected[i] + " +- " + tolerance);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void denormalNumbersAreNumbers(Kernels kernels) {
        for (int n : new int[] {1, 7, 16, 33}) {
            Worker worker = new Worker(kernels.systems(), n);
            Rows rows = new Rows(n, 21, value -> value * 1e-42);
            worker.kernel.pack(new float[n][n], 1f, n, worker.common);
            worker.kernel.start(worker.common, 1e-20f, n, worker.matrix);
            worker.add(rows);

            assertThat(worker.kernel.solve(worker.matrix, n, worker.b, worker.x))
                    .isTrue();

            double[] b = rows.target();
            for (int i = 0; i < n; i++) {
                assertThat((double) worker.x[i]).isCloseTo(b[i] / 1e-20, within(1e-3 * largest(b) / 1e-20));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void whatIsNotPositiveDefiniteIsRefusedAndLeavesNoTrace(Kernels kernels) {
        for (int n : new int[] {1, 2, 3, 4, 5, 16, 18, 64, 67}) {
            for (float bad : new float[] {0f, -1f, Float.NaN, Float.POSITIVE_INFINITY}) {
                Worker worker = new Worker(kernels.systems(), n);
                Rows rows = new Rows(n, 2, value -> value);
                worker.kernel.pack(new float[n][n], 1f, n, worker.common);
                Arrays.fill(rows.roots, bad);
                worker.kernel.start(worker.common, Math.min(0f, bad), n, worker.matrix);
                worker.add(rows);
                assertThat(worker.kernel.solve(worker.matrix, n, worker.b, worker.x))
                        .as("%s, %d unknowns, weights %f", kernels.name(), n, bad)
                        .isFalse();

                check(kernels.name(), worker, n, new Rows(n, 9, value -> value), 1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aStepIsTheOneOfConjugateGradients(Kernels kernels) {
        for (int n : new int[] {1, 3, 8, 15, 16, 17, 64, 65, 130}) {
            SystemKernel kernel = kernels.systems();
            float[][] vectors = new float[4][kernel.padded(n)];
            for (float[] vector : vectors) {
                for (int i = 0; i < n; i++) {
                    vector[i] = (float) random.nextDouble();
                }
            }
            double[] x = doubles(vectors[0], n);
            double[] r = doubles(vectors[1], n);
            double[] d = doubles(vectors[2], n);
            double[] p = doubles(vectors[3], n);
            float squared = kernel.dot(vectors[1], vectors[1], n);
            double length = dot(r, r) / dot(d, p);
            double[] next =
                    IntStream.range(0, n).mapToDouble(i -> r[i] - length * p[i]).toArray();
            double beta = dot(next, next) / dot(r, r);

            float result = kernel.step(vectors[0], vectors[1], vectors[2], vectors[3], squared, n);

            assertThat((double) squared).isCloseTo(dot(r, r), within(1e-5 * n));
            assertThat((double) result).isCloseTo(dot(next, next), within(1e-4 * n));
            for (int i = 0; i < n; i++) {
                assertThat((double) vectors[0][i]).isCloseTo(x[i] + length * d[i], within(1e-4));
                assertThat((double) vectors[1][i]).isCloseTo(next[i], within(1e-4));
                assertThat((double) vectors[2][i]).isCloseTo(next[i] + beta * d[i], within(1e-4));
            }
            Arrays.fill(vectors[3], 0f);
            assertThat(kernel.step(vectors[0], vectors[1], vectors[2], vectors[3], result, n))
                    .isNaN();
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
